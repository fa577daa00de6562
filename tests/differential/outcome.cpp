// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/extensions/deflatenegotiation.h"
#include "core/ws/handshake/clienthandshake.h"
#include "core/ws/handshake/serverhandshake.h"
#include "tests/unit/ws/recorder.h"

#include <cstdio>
#include <iostream>
#include <string>

using namespace tests;

namespace {

QByteArray quoted(const QByteArray &text) { return '"' + text + '"'; }

ws::Accepted acceptedFrom(const QByteArrayList &words)
{
    ws::Accepted accepted;
    accepted.deflate = {.enabled = words[2] == "1",
        .serverNoContextTakeover = words[3] == "1",
        .clientNoContextTakeover = words[4] == "1",
        .serverMaxWindowBits = words[5].toInt(),
        .clientMaxWindowBits = words[6].toInt()};
    return accepted;
}

QByteArray session(const QByteArrayList &words)
{
    const ws::Role role = words[1] == "client" ? ws::Role::Client : ws::Role::Server;
    FixedRandom random;
    ws::Session session(role, acceptedFrom(words), random,
        {.frame = {words[7].toLongLong()}, .message = {words[8].toLongLong()}, .fragments = words[9].toInt()});
    Recorder recorder;
    feed(session, QByteArray::fromHex(words[10]), recorder);
    QByteArrayList events;
    for (const Event &event : recorder.received()) {
        if (event.what != "failed")
            events.append('[' + quoted(event.what) + ',' + quoted(event.payload.toHex()) + ']');
    }
    const QByteArray error = session.failure() ? quoted(ws::name(*session.failure())) : "null";
    const QByteArray code = session.closeSent() ? QByteArray::number(session.closeSent()->code) : "null";
    return "{\"events\":[" + events.join(',') + "],\"error\":" + error + ",\"code\":" + code + '}';
}

QByteArray closePayload(const QByteArrayList &words)
{
    const auto status = ws::readClose(QByteArray::fromHex(words[1]));
    return status
        ? "{\"code\":" + QByteArray::number(status->code) + ",\"reason\":\"" + status->reason.toUtf8().toHex() + "\"}"
        : "{\"error\":" + quoted(ws::name(status.error())) + '}';
}

QByteArray extensions(const QByteArrayList &words)
{
    const auto list = ws::readExtensions(QByteArray::fromHex(words[1]));
    if (!list)
        return "{\"error\":\"malformed\"}";
    QByteArrayList names;
    for (const ws::Extension &extension : *list) {
        QByteArrayList parameters;
        for (const auto &parameter : extension.parameters)
            parameters.append('[' + quoted(parameter.name.toHex()) + ','
                + (parameter.value ? quoted(parameter.value->toHex()) : QByteArray("null")) + ']');
        names.append('[' + quoted(extension.name.toHex()) + ",[" + parameters.join(',') + "]]");
    }
    return "{\"list\":[" + names.join(',') + "]}";
}

QByteArray verdict(const ws::HandshakeError &error)
{
    return "{\"error\":" + QByteArray::number(static_cast<int>(error.rule)) + '}';
}

QByteArray request(const QByteArrayList &words)
{
    const auto result = ws::ServerHandshake().receive(QByteArray::fromHex(words[1]));
    if (const auto *error = std::get_if<ws::HandshakeError>(&result))
        return verdict(*error);
    return std::holds_alternative<ws::ServerRequest>(result) ? "{\"accepted\":true}" : "{\"pending\":true}";
}

// The request is for the subprotocols named, and offers permessage-deflate as words[2] says; the key is the RFC's.
QByteArray response(const QByteArrayList &words)
{
    FixedRandom random("the sample nonce");
    ws::ClientRequest asked{.url = QUrl(QStringLiteral("ws://host/")), .offerDeflate = words[2] == "1"};
    if (!words[1].isEmpty())
        asked.subprotocols = words[1].split(',');
    auto handshake = ws::ClientHandshake::create(asked, random);
    const auto result = handshake->receive(QByteArray::fromHex(words[3]));
    if (const auto *error = std::get_if<ws::HandshakeError>(&result))
        return verdict(*error);
    return std::holds_alternative<ws::Accepted>(result) ? "{\"accepted\":true}" : "{\"pending\":true}";
}

} // namespace

// What our engine makes of each line of standard input, as a line of JSON; differential.py asks another engine the
// same.
int main()
{
    std::ios::sync_with_stdio(false);
    for (std::string line; std::getline(std::cin, line);) {
        const QByteArrayList words = QByteArray::fromStdString(line).split('\t');
        const QByteArray &kind = words[0];
        const QByteArray answer = kind == "session" ? session(words)
            : kind == "close"                       ? closePayload(words)
            : kind == "extensions"                  ? extensions(words)
            : kind == "request"                     ? request(words)
                                                    : response(words);
        std::printf("%s\n", answer.constData());
    }
    return 0;
}
