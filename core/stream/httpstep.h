// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/connection/failure.h"
#include "core/net/transport.h"
#include "core/settings/profile.h"
#include "core/ws/handshake/httphead.h"
#include "core/ws/handshake/refusalbody.h"

#include <functional>
#include <memory>

namespace stream {

//! Makes the byte stream of one attempt; \a listener outlives it.
using TransportFactory = std::function<std::unique_ptr<net::Transport>(net::TransportListener &listener)>;

//! The HTTP request before connecting, over a transport of its own: same proxy and TLS, nothing is written to disk or
//! shown.
//!
//! Follows no redirect, keeps no cookie, takes at most 64 KiB of head and 64 KiB of body. Has no time-out: it lies
//! inside the connection's deadline, and deleting it cancels. Deleting it from \a done is not allowed.
class HttpStep : private net::TransportListener
{
public:
    using Answer = base::Expected<settings::VariableMap, connection::Failure>;

    //! \a phase is told what the transport is busy with; \a done comes once.
    HttpStep(TransportFactory factory, std::function<void(net::Phase)> phase, std::function<void(const Answer &)> done);
    ~HttpStep() override;

    //! \a profile gives TLS, proxy and the variables that the step itself uses.
    void start(const settings::Profile &profile);

    //! The request \a step asks for, or nothing when a part could break out of its line (H27).
    [[nodiscard]] static std::optional<QByteArray> requestFor(const settings::HttpStep &step, const QUrl &url);

private:
    void transportPhase(net::Phase phase) override { m_phase(phase); }
    void transportConnected(const net::PeerFacts &peer) override;
    void transportRead(std::span<char> bytes, const base::Instant &at) override;
    void transportDrained() override { }
    void transportWritten() override { }
    void transportEnded(const net::TransportError &error) override;

    void readHead(QByteArrayView &bytes);
    void readBody();
    void finish(const Answer &answer);
    void fail(const QString &detail, connection::NotReady::Reason reason = connection::NotReady::Reason::StepFailed);

    const TransportFactory m_factory;
    const std::function<void(net::Phase)> m_phase;
    const std::function<void(const Answer &)> m_done;
    settings::HttpStep m_step;
    QByteArray m_request;
    std::unique_ptr<net::Transport> m_transport;
    ws::HttpHeadReader m_head;
    std::optional<ws::RefusalBody> m_body; //!< Once the head is whole.
    int m_status = 0;
    int m_interim = 0;
    bool m_over = false;
};

} // namespace stream
