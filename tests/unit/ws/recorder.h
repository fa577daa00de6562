// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/session.h"

#include <QFile>
#include <QList>

#include <algorithm>
#include <functional>
#include <iterator>
#include <vector>

namespace tests {

//! A random source that gives the same four bytes for ever, so that masked output can be written down.
class FixedRandom final : public base::Random
{
public:
    explicit FixedRandom(QByteArray pattern = QByteArray::fromHex("12345678")) : m_pattern(std::move(pattern)) { }
    [[nodiscard]] bool fill(std::span<std::byte> bytes) override
    {
        if (fails)
            return false;
        for (std::byte &byte : bytes)
            byte = static_cast<std::byte>(m_pattern[m_at++ % m_pattern.size()]);
        return true;
    }
    bool fails = false;

private:
    QByteArray m_pattern;
    qsizetype m_at = 0;
};

//! One thing that a session told its sink.
struct Event
{
    QByteArray what; //!< "text", "binary", "ping", "pong", "close", "sent ping" …, "failed"
    QByteArray payload;
    friend bool operator==(const Event &, const Event &) = default;
};
inline char *toString(const Event &event)
{
    return qstrdup(
        (event.what + " '" + event.payload.left(40).toHex(' ') + "' " + QByteArray::number(event.payload.size()))
            .constData());
}

//! A sink that writes down what it is told, payloads copied.
class Recorder final : public ws::EventSink
{
public:
    void messageReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts) override
    {
        ++views;
        add(name(opcode), payload, facts);
    }
    void assembledReceived(ws::Opcode opcode, QByteArray &&payload, const ws::WireFacts &facts) override
    {
        slack = payload.capacity() - payload.size();
        add(name(opcode), payload, facts);
    }
    void controlReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts) override
    {
        add(name(opcode), payload, facts);
    }
    void controlSent(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts) override
    {
        add("sent " + name(opcode), payload, facts);
    }
    void protocolFailed(ws::ProtocolError error) override { add("failed", ws::name(error), {}); }

    QList<Event> events;
    QList<ws::WireFacts> wireFacts;
    qsizetype slack = -1; //!< Of the latest assembled message.
    int views = 0;

    //! Without what the session sent by itself: that depends on how often its output was asked for.
    [[nodiscard]] QList<Event> received() const
    {
        QList<Event> kept;
        std::copy_if(events.begin(), events.end(), std::back_inserter(kept),
            [](const Event &event) { return !event.what.startsWith("sent"); });
        return kept;
    }

private:
    static QByteArray name(ws::Opcode opcode)
    {
        switch (opcode) {
        case ws::Opcode::Continuation: return "continuation";
        case ws::Opcode::Text: return "text";
        case ws::Opcode::Binary: return "binary";
        case ws::Opcode::Close: return "close";
        case ws::Opcode::Ping: return "ping";
        case ws::Opcode::Pong: return "pong";
        }
        return "?";
    }
    void add(const QByteArray &what, QByteArrayView payload, const ws::WireFacts &seen)
    {
        events.append({.what = what, .payload = payload.toByteArray()});
        wireFacts.append(seen);
    }
};

//! All that a session has to write.
inline QByteArray takeOutput(ws::Session &session, qsizetype room = 1 << 20)
{
    QByteArray all;
    while (session.pendingOutput() > 0) {
        const QByteArrayView next = session.output(room);
        if (next.isEmpty())
            break;
        all.append(next);
        session.consumed(next.size());
    }
    return all;
}

//! Gives \a bytes to \a session as one read; the read buffer is exactly as big, so that a sanitizer sees the border.
inline void feed(
    ws::Session &session, QByteArrayView bytes, ws::EventSink &sink, base::Nanoseconds now = base::Nanoseconds(1))
{
    std::vector<char> buffer(bytes.begin(), bytes.end());
    session.receive(buffer, now, sink);
}

//! Calls \a check once for each way to cut \a bytes: whole, byte by byte, and in two at every position
//! (at about 200 positions if there are more).
inline void forEverySplit(const QByteArray &bytes, const std::function<void(const QList<QByteArray> &pieces)> &check)
{
    check({bytes});
    QList<QByteArray> single;
    for (const char byte : bytes)
        single.append(QByteArray(1, byte));
    if (bytes.size() <= 100'000)
        check(single);
    const qsizetype step = std::max<qsizetype>(1, bytes.size() / 200);
    for (qsizetype at = 1; at < bytes.size(); at += (at < 32 || at + 32 > bytes.size()) ? 1 : step)
        check({bytes.first(at), bytes.sliced(at)});
}

//! What a session made of some bytes.
struct Outcome
{
    QList<Event> events; //!< Received ones and the failure.
    QByteArray output;
    ws::Session::State state = ws::Session::State::Open;
    friend bool operator==(const Outcome &, const Outcome &) = default;
};

//! Adds a line to the file that SOCKETSCOPE_ROWS names: tests/differential gives each to another engine.
inline void noteRow(const QByteArrayList &words)
{
    static const QString path = qEnvironmentVariable("SOCKETSCOPE_ROWS");
    if (path.isEmpty())
        return;
    QFile file(path);
    if (file.open(QIODevice::Append))
        file.write(words.join('\t') + '\n');
}

inline void noteSession(ws::Role role, QByteArrayView bytes, const ws::Limits &limits, const ws::Accepted &accepted)
{
    const ws::DeflateParameters &deflate = accepted.deflate;
    noteRow({"session", role == ws::Role::Client ? "client" : "server", QByteArray::number(deflate.enabled),
        QByteArray::number(deflate.serverNoContextTakeover), QByteArray::number(deflate.clientNoContextTakeover),
        QByteArray::number(deflate.serverMaxWindowBits), QByteArray::number(deflate.clientMaxWindowBits),
        QByteArray::number(limits.frame.bytes), QByteArray::number(limits.message.bytes),
        QByteArray::number(limits.fragments), bytes.toByteArray().toHex()});
}

//! A session of \a role reads \a pieces; nothing of its output is taken before the end.
inline Outcome run(
    ws::Role role, const QList<QByteArray> &pieces, const ws::Limits &limits = {}, const ws::Accepted &accepted = {})
{
    FixedRandom random;
    ws::Session session(role, accepted, random, limits);
    Recorder recorder;
    if (pieces.size() == 1)
        noteSession(role, pieces.first(), limits, accepted);
    for (const QByteArray &piece : pieces)
        feed(session, piece, recorder);
    return {.events = recorder.received(), .output = takeOutput(session), .state = session.state()};
}

} // namespace tests
