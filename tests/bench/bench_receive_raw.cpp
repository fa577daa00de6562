// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/allocator.h"
#include "tests/bench/receivemeter.h"

#include <QCoreApplication>
#include <QSslSocket>
#include <QUrl>

#include <memory>
#include <utility>

// bench_receive_raw URL: the floor for every receiver on QTcpSocket (QSslSocket for wss); it asks for a WebSocket and
// only reads bytes. msgs counts reads.

int main(int argc, char **argv)
{
    base::keepFreedMemory(); // As in the program, so that it is a floor.
    QCoreApplication application(argc, argv);
    if (argc != 2)
        return 2;
    const QUrl url(QString::fromLocal8Bit(argv[1]));
    constexpr qint64 room = 256 * 1024;
    const auto buffer = std::make_unique<char[]>(room);
    bench::ReceiveMeter meter;
    QSslSocket socket;
    const bool tls = url.scheme() == QLatin1String("wss");
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.setReadBufferSize(1 << 20);
    const auto readAll = [&] {
        for (qint64 got = socket.read(buffer.get(), room); got > 0; got = socket.read(buffer.get(), room))
            meter.add(got);
    };
    const auto opened = [&] {
        socket.write("GET / HTTP/1.1\r\nHost: " + url.host().toLatin1()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
        meter.start();
    };
    if (tls)
        QObject::connect(&socket, &QSslSocket::encrypted, &application, opened);
    else
        QObject::connect(&socket, &QSslSocket::connected, &application, opened);
    // TLS says readyRead every 4 KiB; reading then costs twice the time of reading what has gathered, and would be no
    // floor.
    bool queued = false;
    const auto readSoon = [&] {
        if (std::exchange(queued, true))
            return;
        QMetaObject::invokeMethod(
            &application,
            [&] {
                queued = false;
                readAll();
            },
            Qt::QueuedConnection);
    };
    if (tls)
        QObject::connect(&socket, &QTcpSocket::readyRead, &application, readSoon);
    else
        QObject::connect(&socket, &QTcpSocket::readyRead, &application, readAll);
    QObject::connect(&socket, &QTcpSocket::disconnected, &application, [&] {
        readAll();
        meter.report();
        QCoreApplication::exit(0);
    });
    QObject::connect(&socket, &QTcpSocket::errorOccurred, &application, [](QAbstractSocket::SocketError error) {
        if (error != QAbstractSocket::RemoteHostClosedError)
            QCoreApplication::exit(1);
    });
    if (tls)
        socket.connectToHostEncrypted(url.host(), static_cast<quint16>(url.port(443)));
    else
        socket.connectToHost(url.host(), static_cast<quint16>(url.port(80)));
    return QCoreApplication::exec();
}
