// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/failure.h"

#include "core/base/expected.h"

namespace connection {
namespace {

// Close codes (RFC 6455 §7.4 and the IANA registry; the guide for 4xxx):
//   1001 going away, 1006 lost, 1011 to 1014 the server's trouble      later it may be over
//   3000 to 4999 but 4002 and 4003                                      a library's or an application's: try
//   1000, 1005 (a close frame without a code)                           the peer has done what it wanted
//   1002, 1003, 1007 to 1010                                            the same bytes would come again
//   4002, 4003                                                          the guide: refused for good
//   all others                                                          not to be sent; treated as refused
bool mayReturnAfter(quint16 code)
{
    switch (code) {
    case 1001:
    case 1006:
    case 1011:
    case 1012:
    case 1013:
    case 1014: return true;
    case 4002:
    case 4003: return false;
    default: return code >= 3000 && code <= 4999;
    }
}

// A status that says *later*, or the server's trouble.
bool mayReturnAfterStatus(int status)
{
    if (status == 408 || status == 429)
        return true;
    return status >= 500 && status <= 599;
}

} // namespace

bool isRetryable(const Failure &failure)
{
    return std::visit(base::overloaded {
                          [](const Closed &closed) { return mayReturnAfter(closed.code); },
                          [](const net::TransportError &error) {
                              using Kind = net::TransportError::Kind;
                              return error.kind != Kind::CertificateRejected && error.kind != Kind::ClientCertificate;
                          },
                          [](const ws::HandshakeError &error) {
                              if (error.rule == ws::HandshakeRule::StatusNot101)
                                  return mayReturnAfterStatus(error.status);
                              return error.rule == ws::HandshakeRule::ConnectionClosed;
                          },
                          [](const ws::RequestError &) { return false; },
                          [](const ws::ProtocolError &) { return false; },
                          [](const OpenTimedOut &) { return true; },
                          [](const HeartbeatLost &) { return true; },
                          [](const CloseTimedOut &) { return true; },
                          [](const NotReady &failure) { return failure.reason == NotReady::Reason::StepFailed || failure.reason == NotReady::Reason::NoReply; },
                      },
        failure);
}

quint16 closeCodeOf(const Failure &failure, bool wasOpen)
{
    static constexpr auto lost = static_cast<quint16>(ws::CloseCode::Abnormal);
    if (!wasOpen)
        return 0;
    return std::visit(base::overloaded {
                          [](const Closed &closed) { return closed.code; },
                          [](const ws::ProtocolError &error) { return static_cast<quint16>(ws::closeCodeFor(error)); },
                          [](const auto &) { return lost; },
                      },
        failure);
}

} // namespace connection
