// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/outgoing.h"

#include <algorithm>
#include <utility>

namespace stream {
namespace {

using namespace std::chrono_literals;
using outbox::Refusal;
using outbox::State;

constexpr base::Nanoseconds showEvery = 50ms;
constexpr base::Nanoseconds expireEvery = 30s;

} // namespace

// What the file tells.

void Outgoing::loaded(const QString &outbox,
    const base::Expected<std::vector<outbox::Entry>, outbox::StoreError> &entries, outbox::Access access,
    const base::Instant &now)
{
    if (outbox != m_name || !std::exchange(m_loading, false))
        return;
    m_isForeign = access == outbox::Access::ReadOnly;
    if (entries)
        m_outbox.adopt(*entries);
    else
        m_problem = entries.error();
    if (m_isForeign)
        m_problem = {.why = Refusal::OtherInstance, .detail = {}};
    else
        m_outbox.expire(now.wall.count());
    if (m_flows && !m_isForeign)
        m_outbox.holdOld(now.wall.count());
    for (const Waiting &waiting : std::exchange(m_beforeLoad, {}))
        keep(waiting, now);
    settle(now);
}

void Outgoing::committed(quint64 number, const base::Instant &now)
{
    m_outbox.committed(number);
    m_problem = {.why = Refusal::None, .detail = {}};
    settle(now);
}

void Outgoing::writeFailed(quint64 number, const outbox::StoreError &error, const base::Instant &now)
{
    m_problem = error;
    for (const outbox::EntryPtr &entry : m_outbox.failed(number, error.why))
        refuse({entry->opcode, entry->payload, State::Refused, {}}, error.why, error.detail);
    show(now);
}

bool Outgoing::writeChanges()
{
    if (!m_outbox.hasChanges())
        return false;
    outbox::Outbox::Writes writes = m_outbox.takeChanges();
    if (!m_outlets.write) {
        m_outbox.committed(writes.number);
        return true;
    }
    m_outlets.write(writes.number, {.outbox = m_name, .changes = std::move(writes.changes)});
    return false;
}

// Time, and the screen.

void Outgoing::settle(const base::Instant &now)
{
    do
        flushOutbox(now);
    while (writeChanges()); // In memory it is committed at once, and more may go.
    show(now);
}

void Outgoing::advance(const base::Instant &now)
{
    if (now.steady >= m_expireAt) {
        m_expireAt = now.steady + expireEvery;
        if (!m_isForeign)
            m_outbox.expire(now.wall.count());
    }
    resendOverdue(now);
    settle(now);
}

std::optional<base::Nanoseconds> Outgoing::nextDeadline(const base::Instant &now)
{
    std::optional<base::Nanoseconds> next;
    const auto consider = [&next](std::optional<base::Nanoseconds> at) {
        if (at && (!next || *at < *next))
            next = at;
    };
    if (isFlowing()) {
        const auto allowed = m_limiter.nextAt(now.steady);
        if (const auto due = m_batch.nextDeadline())
            consider(std::max(*due, allowed.value_or(*due)));
        if (allowed && m_outbox.next())
            consider(allowed);
        for (const auto &[id, resend] : m_resendAt)
            consider(resend.at);
    }
    if (m_showLater)
        consider(m_shownAt + showEvery);
    if (m_outbox.size() > 0)
        consider(m_expireAt);
    return next;
}

void Outgoing::show(const base::Instant &now)
{
    const outbox::Summary summary = this->summary(now);
    m_showLater = false;
    if (summary == m_shown)
        return;
    m_showLater = m_shownAt.count() != 0 && now.steady < m_shownAt + showEvery;
    if (m_showLater)
        return;
    const bool changed = std::exchange(m_shownGeneration, summary.generation) != summary.generation;
    m_shown = summary;
    m_shownAt = now.steady;
    m_outlets.show(summary, changed ? std::make_shared<const outbox::View>(m_outbox.view()) : nullptr);
}

outbox::Summary Outgoing::summary(const base::Instant &now)
{
    const bool limited = isFlowing() && (m_outbox.next() || !m_batch.isEmpty());
    return {
        .waiting = m_outbox.count(State::Saving) + m_outbox.count(State::Queued) + m_outbox.count(State::Writing),
        .held = m_outbox.count(State::Held),
        .unproven = m_outbox.count(State::Sent),
        .unknown = m_outbox.count(State::Unknown),
        .refused = m_outbox.count(State::Refused),
        .bytes = m_outbox.bytes(),
        .holds = mayHold() && !m_settings.readOnly && !m_isForeign,
        .autoFlush = m_settings.outbox.autoFlush,
        .readOnlyProfile = m_settings.readOnly,
        .problem = m_problem.why,
        .detail = m_problem.detail,
        .nextSendAt = limited ? m_limiter.nextAt(now.steady).value_or(base::Nanoseconds(0)) : base::Nanoseconds(0),
        .resent = m_resent,
        .repeatedAcks = m_repeatedAcks,
        .strayAcks = m_strayAcks,
        .generation = m_outbox.generation(),
    };
}

} // namespace stream
