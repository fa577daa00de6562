// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/notes.h"

#include "core/base/expected.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace stream::notes {
namespace {

QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

const char *cause(const net::TransportError &error)
{
    using Kind = net::TransportError::Kind;
    switch (error.kind) {
    case Kind::PeerClosed: return "ended";
    case Kind::Reset: return "reset";
    case Kind::HostNotFound: return "not found";
    case Kind::Refused: return "refused";
    case Kind::Unreachable: return "unreachable";
    case Kind::TimedOut: return "timed out";
    case Kind::CertificateRejected: return "certificate";
    case Kind::ClientCertificate: return "client certificate";
    case Kind::TlsFailed: return "tls";
    case Kind::ProxyFailed: return "proxy";
    case Kind::ProxyLogin: return "proxy login";
    case Kind::LocalProblem: return "local problem";
    }
    return "";
}

} // namespace

const char *name(connection::State state)
{
    using State = connection::State;
    switch (state) {
    case State::Idle: return "Idle";
    case State::Resolving: return "Resolving";
    case State::Connecting: return "Connecting";
    case State::Proxy: return "Proxy";
    case State::Tls: return "Tls";
    case State::Upgrading: return "Upgrading";
    case State::Open: return "Open";
    case State::Established: return "Established";
    case State::Suspect: return "Suspect";
    case State::Closing: return "Closing";
    case State::Closed: return "Closed";
    case State::WaitingRetry: return "WaitingRetry";
    case State::Failed: return "Failed";
    case State::Paused: return "Paused";
    }
    return "";
}

const char *cause(const connection::Failure &failure)
{
    return std::visit(base::overloaded{
                          [](const connection::Closed &) { return "closed"; },
                          [](const net::TransportError &error) { return cause(error); },
                          [](const ws::HandshakeError &) { return "handshake"; },
                          [](const ws::RequestError &) { return "request"; },
                          [](const ws::ProtocolError &) { return "protocol error"; },
                          [](const connection::OpenTimedOut &) { return "open timed out"; },
                          [](const connection::HeartbeatLost &) { return "heartbeat"; },
                          [](const connection::NotReady &problem) {
                              return problem.reason == connection::NotReady::Reason::Redirected ? "redirected"
                                                                                                : "not ready";
                          },
                          [](const connection::CloseTimedOut &) { return "close timed out"; },
                      },
        failure);
}

QByteArray stateChanged(const connection::StateChanged &change, const connection::Status &status)
{
    QJsonObject object{{"from", name(change.from)}, {"to", name(change.to)}, {"attempt", status.attempt},
        {"steady_ns", static_cast<double>(status.since.steady.count())}};
    const bool ended = connection::isBetweenAttempts(change.to) || change.to == connection::State::Failed
        || change.to == connection::State::Closed;
    if (ended && status.lastFailure) {
        object.insert("cause", cause(*status.lastFailure));
        if (status.lastCloseCode != 0)
            object.insert("code", status.lastCloseCode);
        if (!status.lastCloseReason.isEmpty())
            object.insert("reason", status.lastCloseReason);
        const auto *problem = std::get_if<connection::NotReady>(&*status.lastFailure);
        if (problem && problem->reason == connection::NotReady::Reason::Redirected)
            object.insert("redirected_to", problem->detail);
    }
    if (connection::isBetweenAttempts(change.to))
        object.insert("retry_in_ms", static_cast<double>((status.retryAt - status.since.steady).count()) / 1e6);
    return compact(object);
}

QByteArray gap(const connection::Status &status)
{
    QJsonObject object{{"reason", status.lastFailure ? cause(*status.lastFailure) : "closed"}};
    if (status.lastCloseCode != 0)
        object.insert("code", status.lastCloseCode);
    return compact(object);
}

QByteArray idsMissing(const QByteArray &from, const QByteArray &to)
{
    return compact({{"reason", "ids missing"}, {"from", QString::fromUtf8(from)}, {"to", QString::fromUtf8(to)}});
}

QByteArray resync(const QByteArray &from, const QByteArray &to)
{
    return compact({{"reason", "ids began anew"}, {"from", QString::fromUtf8(from)}, {"to", QString::fromUtf8(to)}});
}

QByteArray truncated() { return compact({{"problem", "truncated message"}}); }

QByteArray pongsWithheld(bool withheld)
{
    return compact(
        {{"problem", withheld ? "test bench: pings are not answered" : "test bench: pings are answered again"}});
}

QByteArray linkConditions(const net::LinkConditions &conditions)
{
    return compact({{"problem", "link conditions"}, {"link", net::toText(conditions)}});
}

QByteArray protocolError(ws::ProtocolError error)
{
    return compact({{"problem", "protocol error"}, {"rule", ws::name(error)}});
}

} // namespace stream::notes
