// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/net/linkconditions.h"
#include "core/net/linkpipe.h"
#include "core/net/transport.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace net {

class ImpairedTransport;

//! The conditions of one connection's link over all its attempts, switched live. Lives on the transports' thread.
class LinkSwitch
{
public:
    [[nodiscard]] const LinkConditions &conditions() const { return m_conditions; }
    void set(const LinkConditions &conditions);

private:
    friend class ImpairedTransport;
    LinkConditions m_conditions;
    std::vector<ImpairedTransport *> m_transports;
};

//! Another Transport behind a link with LinkConditions. Without any it hands everything through, uncopied.
//!
//! At most 4 MiB wait inside in each direction; then the other transport is not read, or bytesToWrite() says so. Its
//! work is done by advance(), which its own timer calls when nextDeadline() has come.
class ImpairedTransport final : public QObject, public Transport, private TransportListener
{
public:
    using Make = std::function<std::unique_ptr<Transport>(TransportListener &listener)>;

    //! \a listener and \a clock must outlive it. \a make makes the transport that has the socket.
    ImpairedTransport(TransportListener &listener, std::shared_ptr<LinkSwitch> link, const base::Clock &clock,
        std::shared_ptr<base::Random> random, const Make &make);
    ~ImpairedTransport() override;

    void setReadBuffer(qint64 most) override { m_inner->setReadBuffer(most); }
    void setPieceSize(qsizetype most) override { m_inner->setPieceSize(most); }
    void open(const Endpoint &endpoint) override;
    void write(QByteArrayView bytes) override;
    [[nodiscard]] qint64 bytesToWrite() const override;
    [[nodiscard]] std::optional<KernelFacts> kernel() const override;
    void setPaused(bool paused) override;
    void finish() override; //!< Aborts 2 s later if what is pending does not get through.
    void abort() override;
    void reset() override;

    //! Does all that is due at \a now. Calls the listener.
    void advance(const base::Instant &now);
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;
    [[nodiscard]] qint64 held() const { return m_in.held() + m_out.held(); }

private:
    friend class LinkSwitch;
    void transportPhase(Phase phase) override { m_listener.transportPhase(phase); }
    void transportConnected(const PeerFacts &peer) override;
    void transportRead(std::span<char> bytes, const base::Instant &at) override;
    std::span<char> transportReadRoom(qsizetype most) override;
    void transportDrained() override;
    void transportWritten() override;
    void transportEnded(const TransportError &error) override;

    [[nodiscard]] const LinkConditions &conditions() const { return m_link->conditions(); }
    [[nodiscard]] bool stops(LinkConditions::Silence way) const;
    void conditionsChanged();
    void shape(base::Nanoseconds now);
    void deliver(const base::Instant &now);
    void forward(const base::Instant &now);
    void regulate();
    [[nodiscard]] std::optional<TransportError> cutDue(base::Nanoseconds now) const;
    void end(const TransportError &error);
    void schedule();

    TransportListener &m_listener;
    const std::shared_ptr<LinkSwitch> m_link;
    const base::Clock &m_clock;
    const std::shared_ptr<base::Random> m_random;
    std::unique_ptr<Transport> m_inner;
    LinkPipe m_in, m_out;
    QTimer m_timer;
    std::optional<qint64> m_left; //!< Bytes until dropAfter.
    std::optional<base::Nanoseconds> m_resetAt, m_closeAt, m_finishBy, m_endAt;
    std::optional<TransportError> m_end; //!< Seen; told behind the bytes that wait, at m_endAt.
    bool m_connected = false;
    bool m_paused = false; //!< By the listener.
    bool m_innerPaused = false;
    bool m_finishing = false;
    bool m_innerFinished = false;
    bool m_direct = false; //!< The present drain is handed through.
    bool m_cutting = false;
    bool m_ended = false;
};

} // namespace net
