// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/engine.h"
#include "core/ws/handshake/serverhandshake.h"

#include <QCoreApplication>
#include <QDir>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <malloc.h>

// bench_reconnects [COUNT = 40000]: 25 connections to a server that accepts and drops, until there were COUNT opens. In
// the second half nothing may grow any more (before, caches and the rows of the last minutes fill): prints memory in
// use and resident, open descriptors and live QObjects, and how they move for 1 000 reconnects. Exit status 1 if
// resident memory grows by more than 1 KiB for each 1 000, or a descriptor or an object stays.

// What Qt offers to tools that watch its objects (qhooks_p.h): called for each that is made and deleted.
extern Q_CORE_EXPORT quintptr qtHookData[]; // NOLINT(readability-redundant-declaration)

namespace {

using namespace std::chrono_literals;

std::atomic<qint64> liveObjects{0};

void countObjects()
{
    constexpr int made = 3;
    constexpr int deleted = 4;
    qtHookData[made] = reinterpret_cast<quintptr>(+[](QObject *) { ++liveObjects; });
    qtHookData[deleted] = reinterpret_cast<quintptr>(+[](QObject *) { --liveObjects; });
}

constexpr int connections = 25;

struct Use
{
    quint64 opens = 0;
    qint64 heap = 0; //!< Bytes that somebody holds.
    qint64 resident = 0;
    qsizetype descriptors = 0;
    qint64 objects = 0; //!< QObjects alive.
};

Use use(quint64 opens)
{
    QFile statm(QStringLiteral("/proc/self/statm"));
    const qint64 pages = statm.open(QIODevice::ReadOnly) ? statm.readAll().split(' ').value(1).toLongLong() : 0;
    const auto files = QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::AllEntries | QDir::System);
    return {opens, static_cast<qint64>(mallinfo2().uordblks), pages * 4096, files.size(), liveObjects};
}

// How many sockets are open just now is chance: of some looks, the least of each.
void take(Use &least, quint64 opens)
{
    const Use now = use(opens);
    if (least.opens == 0)
        least = now;
    least.heap = std::min(least.heap, now.heap);
    least.resident = std::min(least.resident, now.resident);
    least.descriptors = std::min(least.descriptors, now.descriptors);
    least.objects = std::min(least.objects, now.objects);
}

//! Says 101 to everybody, and goes.
void serve(QTcpServer &server)
{
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&server] {
        while (QTcpSocket *socket = server.nextPendingConnection()) {
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                const QByteArray head = socket->peek(16 << 10);
                if (!head.endsWith("\r\n\r\n"))
                    return;
                socket->readAll();
                const QByteArray name("Sec-WebSocket-Key: ");
                const qsizetype at = head.indexOf(name) + name.size();
                socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Accept: "
                    + ws::acceptFor(head.mid(at, 24)) + "\r\n\r\n");
                socket->disconnectFromHost();
            });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
}

} // namespace

int main(int argc, char **argv)
{
    countObjects();
    QCoreApplication application(argc, argv);
    const quint64 wanted = argc > 1 ? QByteArray(argv[1]).toULongLong() : 40'000;
    const QTemporaryDir folder;
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    serve(server);

    const base::SystemClock clock;
    stream::EngineSettings settings;
    settings.capture.path = folder.filePath(QStringLiteral("capture.sqlite"));
    settings.budgetPerConnection = 64 << 10; // Recent rows are full soon, and stay so.
    stream::Engine engine(settings, clock);
    settings::Profile profile;
    profile.url = QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(server.serverPort()));
    profile.policy.backoff = {.maxReconnectAttempts = 0,
        .reconnectInterval = 100ms,
        .reconnectDecay = 1,
        .maxReconnectInterval = 100ms,
        .jitter = false};
    QList<stream::StreamHandle *> handles;
    for (int i = 0; i < connections; ++i) {
        handles.append(&engine.addConnection());
        handles.back()->open(profile);
    }

    Use first, last;
    constexpr int looks = 60;
    int firstLooks = 0;
    int lastLooks = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &application, [&] {
        quint64 opens = 0;
        for (const stream::StreamHandle *handle : handles)
            opens += handle->tick().status.opens;
        if (opens >= wanted / 2 && firstLooks < looks) {
            take(first, opens);
            ++firstLooks;
        }
        if (opens < wanted)
            return;
        take(last, opens);
        if (++lastLooks == looks)
            QCoreApplication::quit();
    });
    timer.start(50ms);
    QCoreApplication::exec();
    for (stream::StreamHandle *handle : handles)
        handle->disconnectNow();

    const double thousands = static_cast<double>(last.opens - first.opens) / 1000;
    const double heap = static_cast<double>(last.heap - first.heap) / 1024 / thousands;
    const double resident = static_cast<double>(last.resident - first.resident) / 1024 / thousands;
    std::printf("%llu reconnects: heap %+.2f KiB, resident %+.2f KiB for each 1000; descriptors %lld, then %lld; "
                "QObjects %lld, then %lld\n",
        last.opens, heap, resident, static_cast<long long>(first.descriptors), static_cast<long long>(last.descriptors),
        static_cast<long long>(first.objects), static_cast<long long>(last.objects));
    // A socket that is being opened or closed just now makes a difference of some for each connection.
    constexpr int inFlight = 20;
    const bool flat = last.descriptors <= first.descriptors + connections
        && last.objects <= first.objects + qint64(connections) * inFlight;
    return resident <= 1 && flat ? 0 : 1;
}
