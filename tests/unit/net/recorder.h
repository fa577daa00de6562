// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/sockettransport.h"
#include "tests/support/manualclock.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

namespace tests {

//! Writes down what a transport says, and does what a test asks for on the way.
class Recorder : public net::TransportListener
{
public:
    struct Read
    {
        qsizetype size = 0;
        base::Instant at;
        int drain = 0; //!< Drains that had ended before.
    };

    void transportPhase(net::Phase phase) override
    {
        static const char *const names[]{"resolving", "connecting", "proxy", "tls"};
        log.append(QLatin1String(names[static_cast<int>(phase)]));
        call(onPhase);
    }
    void transportConnected(const net::PeerFacts &facts) override
    {
        log.append(QStringLiteral("connected"));
        peer = facts;
        call(onConnected);
    }
    void transportRead(std::span<char> bytes, const base::Instant &at) override
    {
        if (log.isEmpty() || log.last() != QLatin1String("read"))
            log.append(QStringLiteral("read"));
        received.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
        reads.push_back({static_cast<qsizetype>(bytes.size()), at, drains});
        readIntoRoom += bytes.data() == room.data() ? 1 : 0;
        call(onRead);
    }
    std::span<char> transportReadRoom(qsizetype most) override
    {
        return {room.data(), std::min(room.size(), static_cast<std::size_t>(most))};
    }
    void transportDrained() override
    {
        log.append(QStringLiteral("drained"));
        ++drains;
        call(onDrained);
    }
    void transportWritten() override { call(onWritten); }
    void transportEnded(const net::TransportError &error) override
    {
        log.append(QStringLiteral("ended"));
        end = error;
        ++ends;
        call(onEnded);
    }
    [[nodiscard]] bool isConnected() const { return peer.has_value(); }

    QStringList log;
    QByteArray received;
    std::vector<Read> reads;
    std::vector<char> room; //!< Where the next bytes shall go; empty at first.
    int readIntoRoom = 0;
    int drains = 0;
    int ends = 0;
    std::optional<net::PeerFacts> peer;
    std::optional<net::TransportError> end;
    std::function<void()> onPhase, onConnected, onRead, onDrained, onWritten, onEnded;

private:
    static void call(const std::function<void()> &what)
    {
        if (what)
            what();
    }
};

//! Lets the event loop do all that is ready, many times over; nothing depends on how long that takes.
inline void settle()
{
    for (int i = 0; i < 300; ++i) {
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

//! Bytes that differ from each other, so that a lost or doubled one shows.
inline QByteArray pattern(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1664525u + 1013904223u;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

} // namespace tests
