// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/protocoltext.h"

#include "ui/text/format.h"

#include <QCoreApplication>

namespace text {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ProtocolText)
};

constexpr qsizetype quoteLimit = 200;

QString statusLine(const ws::HandshakeError &error)
{
    const QString reason = preview(error.reason, 80);
    return reason.isEmpty() ? QString::number(error.status) : QString::number(error.status) + u' ' + reason;
}

QString advice(int status)
{
    switch (status) {
    case 200: return Words::tr("It looks like an ordinary web page: is the path of the WebSocket right?");
    case 400: return Words::tr("Check the path, the headers and the subprotocol.");
    case 401: return Words::tr("It wants credentials: check the token or add an Authorization header.");
    case 403: return Words::tr("It refuses this client: check the token and the Origin.");
    case 404: return Words::tr("There is nothing at this path: check the address.");
    case 405:
    case 426: return Words::tr("This address does not take this kind of WebSocket request.");
    case 407: return Words::tr("The proxy wants a user name and a password.");
    case 408:
    case 429:
    case 503: return Words::tr("Try again later.");
    default: break;
    }
    if (status >= 300 && status < 400)
        return Words::tr("The feed has moved: use the new address.");
    if (status >= 500)
        return Words::tr("The trouble is on the server's side; it may pass.");
    return Words::tr("Check the address.");
}

Explanation refused(const ws::HandshakeError &error)
{
    const QString body = preview(error.body.trimmed(), quoteLimit);
    Explanation said{.what = error.status == 200
            ? Words::tr("A plain web server answered %1 instead of opening a WebSocket.").arg(statusLine(error))
            : Words::tr("The server refused to open a WebSocket: %1.").arg(statusLine(error)),
        .advice = advice(error.status)};
    if (!body.isEmpty() && error.status != 200 && !body.startsWith(u'<'))
        said.what += u' ' + Words::tr("It says: “%1”").arg(body);
    if (!error.retryAfter.isEmpty())
        said.advice += u' ' + Words::tr("It asks to wait: %1.").arg(preview(error.retryAfter, 40));
    return said;
}

QString named(const QString &sentence, const ws::HandshakeError &error)
{
    const QString field = preview(error.reason, 80);
    return field.isEmpty() ? sentence : sentence + QStringLiteral(" (%1)").arg(field);
}

QString brokenRule(const ws::HandshakeError &error)
{
    using ws::HandshakeRule;
    switch (error.rule) {
    case HandshakeRule::ConnectionClosed:
        return Words::tr("The server hung up before it had answered the upgrade request.");
    case HandshakeRule::HeadTooLarge:
        return Words::tr("The server's answer has a larger head than any WebSocket server sends.");
    case HandshakeRule::NotHttp: return Words::tr("What answered does not speak HTTP.");
    case HandshakeRule::MalformedField:
        return named(Words::tr("The server's answer has a malformed header line."), error);
    case HandshakeRule::TooManyInterim:
        return Words::tr("The server sent one interim answer after another and never the real one.");
    case HandshakeRule::StatusNot101:
        return Words::tr("The server refused to open a WebSocket: %1.").arg(statusLine(error));
    case HandshakeRule::UpgradeMissing: return Words::tr("The server's answer lacks “Upgrade: websocket”.");
    case HandshakeRule::ConnectionMissing: return Words::tr("The server's answer lacks “Connection: Upgrade”.");
    case HandshakeRule::AcceptMissing:
        return Words::tr("The server's answer lacks the accept key that proves it speaks WebSocket.");
    case HandshakeRule::AcceptWrong:
        return Words::tr("The server answered with a wrong accept key, so it did not read our request.");
    case HandshakeRule::ExtensionNotOffered:
        return named(Words::tr("The server chose an extension that was not offered."), error);
    case HandshakeRule::SubprotocolNotOffered:
        return named(Words::tr("The server chose a subprotocol that was not asked for."), error);
    case HandshakeRule::SubprotocolMissing:
        return Words::tr("The server agreed to none of the subprotocols asked for.");
    case HandshakeRule::MethodNotGet: return Words::tr("The request was no GET.");
    case HandshakeRule::VersionNot13: return Words::tr("The request was for another version of the protocol than 13.");
    case HandshakeRule::HostMissing: return Words::tr("The request named no host.");
    case HandshakeRule::KeyInvalid: return Words::tr("The request's key was not valid.");
    }
    return {};
}

QString ruleAdvice(ws::HandshakeRule rule)
{
    using ws::HandshakeRule;
    switch (rule) {
    case HandshakeRule::ConnectionClosed:
        return Words::tr("Check the port and the path; a wss server on this port would do the same to ws.");
    case HandshakeRule::NotHttp:
        return Words::tr("Check the port, and whether the address should begin with wss:// or ws://.");
    case HandshakeRule::AcceptMissing:
    case HandshakeRule::AcceptWrong:
        return Words::tr("Something between here and the server, such as a cache, may answer in its place.");
    case HandshakeRule::SubprotocolNotOffered:
    case HandshakeRule::SubprotocolMissing: return Words::tr("Ask for the subprotocol this server speaks.");
    case HandshakeRule::HeadTooLarge:
    case HandshakeRule::MalformedField:
    case HandshakeRule::TooManyInterim:
    case HandshakeRule::StatusNot101:
    case HandshakeRule::UpgradeMissing:
    case HandshakeRule::ConnectionMissing:
    case HandshakeRule::ExtensionNotOffered:
        return Words::tr("The server, or a proxy before it, does not follow the WebSocket standard.");
    case HandshakeRule::MethodNotGet:
    case HandshakeRule::VersionNot13:
    case HandshakeRule::HostMissing:
    case HandshakeRule::KeyInvalid: return {};
    }
    return {};
}

QString brokenRule(ws::ProtocolError error)
{
    using ws::ProtocolError;
    switch (error) {
    case ProtocolError::ReservedBits: return Words::tr("a frame used reserved bits without an agreed extension");
    case ProtocolError::ReservedOpcode: return Words::tr("a frame had a reserved opcode");
    case ProtocolError::MaskedByServer: return Words::tr("the server masked a frame");
    case ProtocolError::UnmaskedByClient: return Words::tr("the client sent a frame without a mask");
    case ProtocolError::ControlTooLong: return Words::tr("a ping, pong or close frame was longer than 125 bytes");
    case ProtocolError::FragmentedControl: return Words::tr("a ping, pong or close frame was fragmented");
    case ProtocolError::LengthNotMinimal: return Words::tr("a frame's length was not in its shortest form");
    case ProtocolError::LengthNegative: return Words::tr("a frame's length was out of range");
    case ProtocolError::FrameTooBig: return Words::tr("a frame was larger than the limit");
    case ProtocolError::MessageTooBig: return Words::tr("a message was larger than the limit");
    case ProtocolError::TooManyFragments: return Words::tr("a message came in too many fragments");
    case ProtocolError::UnexpectedContinuation: return Words::tr("a continuation came without a message to continue");
    case ProtocolError::InterruptedMessage: return Words::tr("a new message began inside a fragmented one");
    case ProtocolError::InvalidUtf8: return Words::tr("a text message was not valid UTF-8");
    case ProtocolError::CloseTooShort: return Words::tr("a close frame had one byte");
    case ProtocolError::CloseCodeInvalid: return Words::tr("a close frame had a code that must not be sent");
    case ProtocolError::CloseReasonNotUtf8: return Words::tr("the reason in a close frame was not valid UTF-8");
    case ProtocolError::InvalidDeflate: return Words::tr("compressed data could not be inflated");
    }
    return {};
}

bool isLimit(ws::ProtocolError error)
{
    return error == ws::ProtocolError::FrameTooBig || error == ws::ProtocolError::MessageTooBig
        || error == ws::ProtocolError::TooManyFragments;
}

} // namespace

Explanation explain(const ws::HandshakeError &error)
{
    if (error.rule == ws::HandshakeRule::StatusNot101 && error.status != 0)
        return refused(error);
    return {.what = brokenRule(error), .advice = ruleAdvice(error.rule)};
}

Explanation explain(ws::ProtocolError error)
{
    if (isLimit(error))
        return {.what = Words::tr("The connection was ended to protect this program: %1.").arg(brokenRule(error)),
            .advice = Words::tr("What came before is kept.")};
    return {.what = Words::tr("The other side broke the WebSocket protocol: %1.").arg(brokenRule(error)),
        .advice = Words::tr("The same would happen again; the server has to be mended. What came before is kept.")};
}

} // namespace text
