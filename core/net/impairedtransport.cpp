// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/impairedtransport.h"

#include <algorithm>
#include <utility>

namespace net {

using namespace std::chrono_literals;

namespace {

constexpr qint64 mostHeld = 4LL << 20;
constexpr qint64 innerRoom = 1LL << 20; //!< What the socket's own buffer may hold of it.

} // namespace

void LinkSwitch::set(const LinkConditions &conditions)
{
    m_conditions = conditions;
    for (ImpairedTransport *transport : std::vector(m_transports)) // One may end, and another begin, meanwhile.
        transport->conditionsChanged();
}

ImpairedTransport::ImpairedTransport(TransportListener &listener, std::shared_ptr<LinkSwitch> link,
    const base::Clock &clock, std::shared_ptr<base::Random> random, const Make &make)
    : m_listener(listener)
    , m_link(std::move(link))
    , m_clock(clock)
    , m_random(std::move(random))
    , m_inner(make(*this))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { advance(m_clock.now()); });
    m_link->m_transports.push_back(this);
    shape(m_clock.now().steady);
}

ImpairedTransport::~ImpairedTransport() { std::erase(m_link->m_transports, this); }

void ImpairedTransport::open(const Endpoint &endpoint)
{
    if (!conditions().down)
        return m_inner->open(endpoint);
    m_end = TransportError{
        .kind = TransportError::Kind::Unreachable, .detail = QStringLiteral("link conditions: no network")};
    m_endAt = m_clock.now().steady;
    schedule();
}

void ImpairedTransport::write(QByteArrayView bytes)
{
    if (m_ended || m_finishing || !m_connected)
        return;
    const bool clear = conditions().isClear() && m_out.isEmpty();
    if (clear)
        return m_inner->write(bytes);
    m_out.push(bytes.toByteArray(), m_clock.now().steady, *m_random);
    schedule();
}

std::optional<KernelFacts> ImpairedTransport::kernel() const { return m_inner->kernel(); }

qint64 ImpairedTransport::bytesToWrite() const { return m_ended ? 0 : m_out.held() + m_inner->bytesToWrite(); }

void ImpairedTransport::setPaused(bool paused)
{
    m_paused = paused;
    regulate();
    schedule();
}

void ImpairedTransport::finish()
{
    if (m_ended || m_finishing)
        return;
    if (!m_connected)
        return abort();
    m_finishing = true;
    if (m_out.isEmpty()) {
        m_innerFinished = true;
        return m_inner->finish();
    }
    m_finishBy = m_clock.now().steady + 2s;
    schedule();
}

void ImpairedTransport::abort()
{
    if (m_ended)
        return;
    m_cutting = true; // Nothing is told behind bytes that wait: they are dropped.
    m_end.reset();
    m_inner->abort();
    if (!m_ended) // It had ended before, or never begun.
        end({.kind = TransportError::Kind::Reset, .detail = QStringLiteral("aborted")});
}

void ImpairedTransport::reset()
{
    if (m_ended)
        return;
    m_cutting = true;
    m_end.reset();
    m_inner->reset();
    if (!m_ended)
        end({.kind = TransportError::Kind::Reset, .detail = QStringLiteral("reset")});
}

void ImpairedTransport::conditionsChanged()
{
    if (m_ended)
        return;
    const base::Nanoseconds now = m_clock.now().steady;
    shape(now);
    regulate();
    schedule();
}

// The counts and times of what ends the connection begin anew with every switch, and with the connection.
void ImpairedTransport::shape(base::Nanoseconds now)
{
    using Silence = LinkConditions::Silence;
    const LinkConditions &c = conditions();
    m_in.setShape({.delay = c.delay,
                      .jitter = c.jitter,
                      .rate = c.downRate,
                      .slice = c.sliceSize,
                      .stopped = stops(Silence::FromPeer)},
        now);
    m_out.setShape(
        {.delay = c.delay, .jitter = c.jitter, .rate = c.upRate, .slice = 0, .stopped = stops(Silence::ToPeer)}, now);
    m_left = c.dropAfter;
    const auto from = [now](const std::optional<base::Nanoseconds> &after) {
        return after ? std::optional(now + *after) : std::nullopt;
    };
    m_resetAt = from(c.resetAfter);
    m_closeAt = from(c.closeAfter);
    if (m_endAt)
        m_endAt = std::min(*m_endAt, now + c.delay + c.slowClose);
}

bool ImpairedTransport::stops(LinkConditions::Silence way) const
{
    return conditions().silence == LinkConditions::Silence::Both || conditions().silence == way;
}

void ImpairedTransport::transportConnected(const PeerFacts &peer)
{
    m_connected = true;
    shape(m_clock.now().steady);
    m_listener.transportConnected(peer);
    schedule();
}

void ImpairedTransport::transportRead(std::span<char> bytes, const base::Instant &at)
{
    if (m_finishing)
        return;
    m_direct = conditions().isClear() && m_in.isEmpty();
    if (m_direct)
        return m_listener.transportRead(bytes, at);
    m_in.push(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())), at.steady, *m_random);
    regulate();
    schedule();
}

std::span<char> ImpairedTransport::transportReadRoom(qsizetype most)
{
    const bool isDirect = conditions().isClear() && m_in.isEmpty() && !m_finishing;
    return isDirect ? m_listener.transportReadRoom(most) : std::span<char>();
}

void ImpairedTransport::transportDrained()
{
    if (std::exchange(m_direct, false))
        m_listener.transportDrained();
}

void ImpairedTransport::transportWritten()
{
    if (m_out.isEmpty())
        m_listener.transportWritten();
    else
        schedule(); // There is room for more.
}

void ImpairedTransport::transportEnded(const TransportError &error)
{
    const LinkConditions &c = conditions();
    if (m_cutting)
        return end(m_end.value_or(error));
    if (m_finishing || (c.isClear() && m_in.isEmpty()))
        return end(error);
    m_end = error;
    m_endAt = m_clock.now().steady + c.delay + c.slowClose;
    schedule();
}

void ImpairedTransport::advance(const base::Instant &now)
{
    if (m_ended)
        return;
    if (const auto cut = cutDue(now.steady)) {
        m_cutting = true;
        m_end = cut;
        cut->kind == TransportError::Kind::Reset ? m_inner->reset() : m_inner->abort();
        return end(*cut);
    }
    forward(now);
    if (!m_ended && !m_finishing)
        deliver(now);
    if (m_ended)
        return;
    if (m_end && m_in.isEmpty() && now.steady >= *m_endAt && !stops(LinkConditions::Silence::FromPeer))
        return end(*m_end);
    regulate();
    schedule();
}

std::optional<TransportError> ImpairedTransport::cutDue(base::Nanoseconds now) const
{
    using Kind = TransportError::Kind;
    if (m_finishBy && now >= *m_finishBy)
        return TransportError{.kind = Kind::PeerClosed, .detail = {}};
    if (!m_connected)
        return std::nullopt;
    if (conditions().down)
        return TransportError{.kind = Kind::Unreachable, .detail = QStringLiteral("link conditions: no network")};
    if (m_resetAt && now >= *m_resetAt)
        return TransportError{.kind = Kind::Reset, .detail = QStringLiteral("link conditions: reset")};
    if ((m_closeAt && now >= *m_closeAt) || (m_left && *m_left <= 0))
        return TransportError{.kind = Kind::PeerClosed, .detail = QStringLiteral("link conditions: ended")};
    return std::nullopt;
}

void ImpairedTransport::deliver(const base::Instant &now)
{
    bool any = false;
    while (!m_paused && !m_ended && !m_finishing) {
        auto bytes = m_in.take(now.steady, m_left.value_or(mostHeld));
        if (!bytes)
            break;
        any = true;
        if (m_left)
            *m_left -= bytes->size();
        m_listener.transportRead({bytes->data(), static_cast<std::size_t>(bytes->size())}, now);
    }
    if (any && !m_ended && !m_finishing)
        m_listener.transportDrained();
}

void ImpairedTransport::forward(const base::Instant &now)
{
    bool any = false;
    while (m_inner->bytesToWrite() < innerRoom) {
        const auto bytes = m_out.take(now.steady, innerRoom);
        if (!bytes)
            break;
        any = true;
        m_inner->write(*bytes);
    }
    if (m_finishing && m_out.isEmpty() && !std::exchange(m_innerFinished, true)) {
        m_finishBy.reset(); // It has its own bound.
        return m_inner->finish();
    }
    if (any && !m_finishing)
        m_listener.transportWritten();
}

// The socket is not read while the listener does not want it or too much waits here.
void ImpairedTransport::regulate()
{
    const bool pause = m_paused || m_in.held() >= (m_innerPaused ? mostHeld / 2 : mostHeld);
    if (pause != m_innerPaused) {
        m_innerPaused = pause;
        m_inner->setPaused(pause);
    }
}

void ImpairedTransport::end(const TransportError &error)
{
    if (std::exchange(m_ended, true))
        return;
    m_timer.stop();
    m_listener.transportEnded(error);
}

std::optional<base::Nanoseconds> ImpairedTransport::nextDeadline() const
{
    if (m_ended)
        return std::nullopt;
    std::optional<base::Nanoseconds> next;
    const auto earlier = [&next](const std::optional<base::Nanoseconds> &due) {
        if (due && (!next || *due < *next))
            next = due;
    };
    earlier(m_finishBy);
    if (m_connected) {
        earlier(m_resetAt);
        earlier(m_closeAt);
        if (conditions().down || (m_left && *m_left <= 0))
            earlier(base::Nanoseconds(0));
    }
    if (!m_paused && !m_finishing)
        earlier(m_in.nextDeadline());
    if (m_inner->bytesToWrite() < innerRoom)
        earlier(m_out.nextDeadline());
    if (m_end && m_in.isEmpty() && !stops(LinkConditions::Silence::FromPeer))
        earlier(m_endAt);
    return next;
}

void ImpairedTransport::schedule()
{
    const auto next = nextDeadline();
    if (!next)
        return m_timer.stop();
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*next - m_clock.now().steady);
    m_timer.start(std::clamp<std::chrono::milliseconds>(wait, 0ms, 60'000ms));
}

} // namespace net
