// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/failuretext.h"

#include "core/base/expected.h"
#include "ui/text/closecodetext.h"
#include "ui/text/format.h"

#include <QCoreApplication>

namespace text {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(FailureText)
};

// The system's words behind our sentence, in brackets.
QString detailed(const QString &sentence, const QString &detail)
{
    const QString shown = plain(detail.trimmed(), 200);
    return shown.isEmpty() ? sentence : sentence + QStringLiteral(" (%1)").arg(shown);
}

Explanation closed(const connection::Closed &end)
{
    const QString reason = plain(end.reason, 130);
    QString what = end.byPeer ? Words::tr("The server closed the connection: %1.").arg(closeCode(end.code))
                              : Words::tr("This side closed the connection: %1.").arg(closeCode(end.code));
    if (!reason.isEmpty())
        what += u' ' + Words::tr("Reason given: “%1”").arg(reason);
    return {.what = what, .advice = {}};
}

QString whatHappened(net::TransportError::Kind kind)
{
    using Kind = net::TransportError::Kind;
    switch (kind) {
    case Kind::PeerClosed: return Words::tr("The other side ended the connection without a WebSocket close.");
    case Kind::Reset: return Words::tr("The connection was cut off.");
    case Kind::HostNotFound: return Words::tr("There is no host of this name.");
    case Kind::Refused: return Words::tr("Nothing listens on this port: the connection was refused.");
    case Kind::Unreachable: return Words::tr("The network has no way to this host.");
    case Kind::TimedOut: return Words::tr("The host did not answer.");
    case Kind::CertificateRejected: return Words::tr("The server's certificate is not trusted, so nothing was sent.");
    case Kind::ClientCertificate:
        return Words::tr("The server wants a certificate of yours, or does not accept the one it was shown.");
    case Kind::TlsFailed: return Words::tr("No encrypted connection could be agreed with the server.");
    case Kind::ProxyFailed: return Words::tr("The proxy did not let the connection through.");
    case Kind::ProxyLogin: return Words::tr("The proxy did not accept the login.");
    case Kind::LocalProblem: return Words::tr("This computer could not open or keep the connection.");
    }
    return {};
}

// Whether the system's words add something to ours.
bool saysMore(net::TransportError::Kind kind)
{
    using Kind = net::TransportError::Kind;
    return kind != Kind::PeerClosed && kind != Kind::Reset && kind != Kind::HostNotFound && kind != Kind::Refused;
}

QString whatToDo(net::TransportError::Kind kind)
{
    using Kind = net::TransportError::Kind;
    switch (kind) {
    case Kind::PeerClosed:
    case Kind::Reset: return {};
    case Kind::HostNotFound: return Words::tr("Check the spelling of the address and the network connection.");
    case Kind::Refused: return Words::tr("Is the server running, and is the port right?");
    case Kind::Unreachable: return Words::tr("Check the network connection.");
    case Kind::TimedOut: return Words::tr("Check the address; a firewall may drop the connection.");
    case Kind::CertificateRejected:
        return Words::tr("Give the authority that signed it in the connection's settings or with --ca FILE, or accept "
                         "this one certificate in the status panel or with --insecure.");
    case Kind::ClientCertificate: return Words::tr("Choose a certificate and its key in the connection's settings.");
    case Kind::TlsFailed:
        return Words::tr("If the server does not use TLS, the address begins with ws:// instead of wss://.");
    case Kind::ProxyFailed: return Words::tr("Check the proxy's address.");
    case Kind::ProxyLogin: return Words::tr("Check the proxy's user and password; it is not tried again by itself.");
    case Kind::LocalProblem: return {};
    }
    return {};
}

// With the HTTP request before and redirects it need not be the host of the address.
QString whatHappened(const net::TransportError &error)
{
    using Kind = net::TransportError::Kind;
    const QString host = plain(error.authority, 300);
    if (host.isEmpty())
        return whatHappened(error.kind);
    if (error.kind == Kind::CertificateRejected)
        return Words::tr("The certificate of %1 is not trusted, so nothing was sent there.").arg(host);
    if (error.kind == Kind::ClientCertificate)
        return Words::tr("%1 wants a certificate of yours, or does not accept the one it was shown.").arg(host);
    if (error.kind == Kind::TlsFailed)
        return Words::tr("No encrypted connection could be agreed with %1.").arg(host);
    return whatHappened(error.kind);
}

} // namespace

Explanation explain(const net::TransportError &error)
{
    const QString what = whatHappened(error);
    return {.what = saysMore(error.kind) ? detailed(what, error.detail) : what, .advice = whatToDo(error.kind)};
}

Explanation explain(const connection::NotReady &failure)
{
    using Reason = connection::NotReady::Reason;
    switch (failure.reason) {
    case Reason::Variable:
        return {detailed(Words::tr("The settings of this connection are not complete, so nothing was sent."),
                    failure.detail),
            Words::tr("Give the variable a value in the connection's settings.")};
    case Reason::StepFailed:
    case Reason::StepRefused:
        return {detailed(Words::tr("The HTTP request before connecting did not work."), failure.detail),
            Words::tr("Check it in the connection's settings.")};
    case Reason::NoReply:
        return {detailed(Words::tr("The server did not answer in time what was sent first."), failure.detail),
            Words::tr("Check the token and the expected answer in the connection's settings.")};
    case Reason::Withheld:
        return {detailed(Words::tr("This profile was not saved here as it is, so nothing was sent."), failure.detail),
            Words::tr("Look at it in the connection's settings. If you know where it comes from, agree above.")};
    case Reason::Redirected: {
        const QString server = plain(failure.detail, 300);
        return {Words::tr("The server sends on to %1, which is another server. Nothing was sent there.").arg(server),
            Words::tr("If you trust it with all that this connection sends, agree in the status panel, in the "
                      "connection's settings or with --allow-redirect-to %1.")
                .arg(server)};
    }
    }
    return {};
}

Explanation explain(const connection::Failure &failure, const connection::Policy &policy)
{
    return std::visit(
        base::overloaded{
            [](const connection::Closed &end) { return closed(end); },
            [](const net::TransportError &error) { return explain(error); },
            [](const ws::HandshakeError &error) { return explain(error); },
            [](const ws::RequestError &error) { return explain(error); },
            [](const ws::ProtocolError &error) { return explain(error); },
            [&](const connection::OpenTimedOut &) {
                return Explanation{.what = Words::tr("No answer came within %1.").arg(duration(policy.openTimeout)),
                    .advice = Words::tr("Check the host and the port; a firewall may drop the connection, or the "
                                        "server may be stuck.")};
            },
            [&](const connection::HeartbeatLost &) {
                return Explanation{
                    .what = Words::tr("Two pings were not answered within %1 each, so the connection was given up.")
                                .arg(duration(policy.heartbeat.timeout)),
                    .advice = Words::tr("The network or the server went silent.")};
            },
            [&](const connection::CloseTimedOut &) {
                return Explanation{
                    .what = Words::tr("The other side did not confirm the close within %1; the connection was cut.")
                                .arg(duration(policy.closeTimeout)),
                    .advice = {}};
            },
            [](const connection::NotReady &problem) { return explain(problem); },
        },
        failure);
}

Explanation explain(ws::SendError error)
{
    switch (error) {
    case ws::SendError::NotOpen:
        return {Words::tr("Not sent: the connection is not open."), Words::tr("Connect first.")};
    case ws::SendError::InvalidUtf8:
        return {Words::tr("Not sent: a text message has to be valid UTF-8."), Words::tr("Send it as binary.")};
    case ws::SendError::ControlTooLong: return {Words::tr("Not sent: a ping or pong carries at most 125 bytes."), {}};
    case ws::SendError::CodeNotAllowed:
        return {Words::tr("Not sent: this close code must not be used on the wire."),
            Words::tr("Use 1000 to 1003, 1007 to 1014 or 3000 to 4999.")};
    case ws::SendError::OutputFull:
        return {Words::tr("Not sent: too much is waiting to be sent already."),
            Words::tr("Wait until the server has taken it.")};
    case ws::SendError::NoRandomness:
        return {Words::tr("Not sent: the system gives no random numbers, and nothing may be sent without."), {}};
    case ws::SendError::InsideMessage:
        return {Words::tr("Not sent: a message in parts is not finished yet."), Words::tr("Send its last part first.")};
    case ws::SendError::NoMessage: return {Words::tr("Not sent: there is no message in parts to go on with."), {}};
    }
    return {};
}

Explanation explain(ws::RequestError error)
{
    using ws::RequestError;
    switch (error) {
    case RequestError::UrlInvalid:
        return {Words::tr("This is not a valid address."), Words::tr("Write it like ws://host:port/path.")};
    case RequestError::SchemeNotWebSocket:
        return {Words::tr("Only ws:// and wss:// addresses can be opened."),
            Words::tr("Write it like ws://host:port/path.")};
    case RequestError::FragmentInUrl:
        return {Words::tr("A WebSocket address has no part behind “#”."),
            Words::tr("Remove it, or write %23 for the character itself.")};
    case RequestError::HeaderInvalid:
        return {Words::tr("A header has a name or value that HTTP does not allow."),
            Words::tr("Write it as “Name: value” on one line.")};
    case RequestError::HeaderReserved:
        return {Words::tr("A header was given that the handshake sets by itself."), Words::tr("Leave it out.")};
    case RequestError::SubprotocolInvalid:
        return {Words::tr("A subprotocol has characters that are not allowed, or stands twice."), {}};
    case RequestError::OriginInvalid:
        return {Words::tr("The Origin is not valid."), Words::tr("Write it like https://host.")};
    case RequestError::NoRandomness:
        return {Words::tr("The system gives no random numbers, and nothing may be sent without."), {}};
    }
    return {};
}

Explanation explain(capture::CaptureStatus::Problem problem, const QString &detail)
{
    using Problem = capture::CaptureStatus::Problem;
    switch (problem) {
    case Problem::None: return {};
    case Problem::CannotOpen:
        return {detailed(Words::tr("The capture file could not be opened, so nothing is kept."), detail),
            Words::tr("Charts and messages go on; choose another file with --capture.")};
    case Problem::DiskFull:
        return {detailed(Words::tr("The disk is full: new messages are shown but not kept."), detail),
            Words::tr("Make room on the disk.")};
    case Problem::WriteFailed:
        return {
            detailed(Words::tr("Writing the capture failed, also to a new file: new messages are shown but not kept."),
                detail),
            {}};
    }
    return {};
}

Explanation explain(const capture::CaptureStatus &capture)
{
    if (capture.problem != capture::CaptureStatus::Problem::None || capture.earlier.isEmpty())
        return explain(capture.problem, capture.detail);
    return {detailed(Words::tr("A write to the capture failed. That file was closed as it is, and a new one goes on: "
                               "%1 records in between are missing.")
                         .arg(text::count(capture.notCaptured)),
                capture.earlierDetail),
        Words::tr("The new file is %1.").arg(text::plain(capture.file, 200))};
}

Explanation explain(settings::AddressError error)
{
    using settings::AddressError;
    switch (error) {
    case AddressError::Empty:
        return {Words::tr("There is no address yet."), Words::tr("Write it like ws://host:port/path.")};
    case AddressError::TooLong: return {Words::tr("This address is too long."), {}};
    case AddressError::HasControls:
        return {Words::tr("The address has line breaks or invisible characters in it."), Words::tr("Type it anew.")};
    case AddressError::SchemeNotWebSocket: return explain(ws::RequestError::SchemeNotWebSocket);
    case AddressError::HostMissing:
        return {Words::tr("The address names no host."), Words::tr("Write it like ws://host:port/path.")};
    case AddressError::PortInvalid: return {Words::tr("The port has to be a number from 1 to 65535."), {}};
    case AddressError::FragmentInUrl: return explain(ws::RequestError::FragmentInUrl);
    case AddressError::Invalid: return explain(ws::RequestError::UrlInvalid);
    }
    return {};
}

Explanation explain(const settings::IoError &error)
{
    const QString file = plain(error.path, 200);
    switch (error.kind) {
    case settings::IoError::Kind::Read:
        return {detailed(Words::tr("The settings in %1 could not be read.").arg(file), error.detail),
            Words::tr("Defaults are used.")};
    case settings::IoError::Kind::Write:
        return {detailed(Words::tr("The settings could not be saved in %1.").arg(file), error.detail), {}};
    case settings::IoError::Kind::Broken:
        return {detailed(Words::tr("The settings in %1 were damaged.").arg(file), error.detail),
            Words::tr("The file was kept aside, and defaults are used.")};
    case settings::IoError::Kind::Invalid:
        return {detailed(Words::tr("%1 cannot be used.").arg(file), error.detail),
            Words::tr("The file was left as it is; mend it and choose it again.")};
    }
    return {};
}

} // namespace text
