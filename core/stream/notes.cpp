// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/notes.h"

#include "core/base/expected.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <initializer_list>

namespace stream::notes {
namespace {

QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

//! A note is small; what is longer was not written by us.
constexpr qsizetype longestNote = 16 << 10;
constexpr qsizetype longestWord = 64;

QJsonObject objectOf(QByteArrayView json)
{
    if (json.size() > longestNote)
        return {};
    return QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size())).object();
}

QByteArray wordOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString().left(longestWord).toUtf8();
}

const char *tcpName(metrics::TcpEnd end)
{
    switch (end) {
    case metrics::TcpEnd::Unknown: return "";
    case metrics::TcpEnd::PeerFin: return "fin";
    case metrics::TcpEnd::PeerReset: return "reset";
    case metrics::TcpEnd::Ours: return "us";
    }
    return "";
}

const char *beatName(connection::BeatKind kind)
{
    switch (kind) {
    case connection::BeatKind::Ping: return "ping";
    case connection::BeatKind::Message: return "message";
    case connection::BeatKind::Reply: return "reply";
    }
    return "";
}

template <typename Enum>
std::optional<Enum> named(const QByteArray &word, std::initializer_list<Enum> all, const char *(*nameOf)(Enum))
{
    for (const Enum each : all) {
        if (word == nameOf(each))
            return each;
    }
    return std::nullopt;
}

std::optional<connection::State> stateNamed(const QByteArray &word)
{
    for (int place = 0; place <= static_cast<int>(connection::State::Paused); ++place) {
        if (const auto state = static_cast<connection::State>(place); word == name(state))
            return state;
    }
    return std::nullopt;
}

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

QByteArray stateChanged(
    const connection::StateChanged &change, const connection::Status &status, const StateContext &context)
{
    QJsonObject object{{"from", name(change.from)}, {"to", name(change.to)}, {"attempt", status.attempt},
        {"steady_ns", static_cast<double>(status.since.steady.count())}};
    const bool ended = connection::isBetweenAttempts(change.to) || change.to == connection::State::Failed
        || change.to == connection::State::Closed
        || (change.from == connection::State::Closing && connection::isOpening(change.to)); // It is opened anew at once.
    if (ended && status.lastFailure) {
        object.insert("cause", cause(*status.lastFailure));
        if (status.lastCloseCode != 0)
            object.insert("code", status.lastCloseCode);
        if (!status.lastCloseReason.isEmpty())
            object.insert("reason", status.lastCloseReason);
        const auto *problem = std::get_if<connection::NotReady>(&*status.lastFailure);
        if (problem && problem->reason == connection::NotReady::Reason::Redirected)
            object.insert("redirected_to", problem->detail);
        if (const char *tcp = tcpName(context.tcp); *tcp != '\0')
            object.insert("tcp", tcp);
    }
    if (context.beat)
        object.insert("beat", beatName(*context.beat));
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

std::optional<metrics::StateNote> readState(QByteArrayView json)
{
    const QJsonObject object = objectOf(json);
    const auto from = stateNamed(wordOf(object, "from"));
    const auto to = stateNamed(wordOf(object, "to"));
    if (!from || !to)
        return std::nullopt;
    using metrics::TcpEnd;
    using connection::BeatKind;
    static constexpr qsizetype longestReason = 123;
    return metrics::StateNote{.from = *from,
        .to = *to,
        .cause = wordOf(object, "cause"),
        .code = static_cast<quint16>(std::clamp(object.value(QLatin1String("code")).toInt(), 0, 65'535)),
        .reason = object.value(QLatin1String("reason")).toString().left(longestReason),
        .tcp = named(wordOf(object, "tcp"), {TcpEnd::PeerFin, TcpEnd::PeerReset, TcpEnd::Ours}, tcpName)
                   .value_or(TcpEnd::Unknown),
        .beat = named(wordOf(object, "beat"), {BeatKind::Ping, BeatKind::Message, BeatKind::Reply}, beatName)};
}

metrics::GapNote readGap(QByteArrayView json)
{
    const QJsonObject object = objectOf(json);
    metrics::GapNote note{.reason = wordOf(object, "reason")};
    if (note.reason != "ids missing")
        return note;
    // Raw JSON tokens; only of whole numbers is the distance known.
    bool isFrom = false, isTo = false;
    const qint64 first = wordOf(object, "from").toLongLong(&isFrom);
    const qint64 last = wordOf(object, "to").toLongLong(&isTo);
    if (isFrom && isTo && first >= 0 && last >= first)
        note.missing = static_cast<quint64>(last - first) + 1;
    return note;
}

QByteArray readProblem(QByteArrayView json)
{
    const QJsonObject object = objectOf(json);
    const QByteArray problem = wordOf(object, "problem");
    const QByteArray rule = wordOf(object, "rule");
    return rule.isEmpty() ? problem : problem + ": " + rule;
}

} // namespace stream::notes
