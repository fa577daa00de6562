// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/failure.h"

#include "core/base/expected.h"

namespace connection {
bool isRetryable(const Failure &failure, const RetryTable &table)
{
    return std::visit(base::overloaded{
                          [&](const Closed &closed) { return table.retriesAfterClose(closed.code); },
                          [](const net::TransportError &error) {
                              using Kind = net::TransportError::Kind;
                              return error.kind != Kind::CertificateRejected && error.kind != Kind::ClientCertificate
                                  && error.kind != Kind::ProxyLogin;
                          },
                          [&](const ws::HandshakeError &error) {
                              if (error.rule == ws::HandshakeRule::StatusNot101)
                                  return table.retriesAfterStatus(error.status);
                              return error.rule == ws::HandshakeRule::ConnectionClosed;
                          },
                          [](const ws::RequestError &) { return false; },
                          [](const ws::ProtocolError &) { return false; },
                          [](const OpenTimedOut &) { return true; },
                          [](const HeartbeatLost &) { return true; },
                          [](const CloseTimedOut &) { return true; },
                          [](const NotReady &problem) {
                              return problem.reason == NotReady::Reason::StepFailed
                                  || problem.reason == NotReady::Reason::NoReply;
                          },
                      },
        failure);
}

quint16 closeCodeOf(const Failure &failure, bool wasOpen)
{
    static constexpr auto lost = static_cast<quint16>(ws::CloseCode::Abnormal);
    if (!wasOpen)
        return 0;
    return std::visit(base::overloaded{
                          [](const Closed &closed) { return closed.code; },
                          [](const ws::ProtocolError &error) { return static_cast<quint16>(ws::closeCodeFor(error)); },
                          [](const auto &) { return lost; },
                      },
        failure);
}

} // namespace connection
