// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/receivemeter.h"

#include <QCoreApplication>
#include <QWebSocket>

// bench_receive_qwebsocket URL: the same as bench_receive with Qt's own WebSocket.

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc != 2)
        return 2;
    bench::ReceiveMeter meter;
    QWebSocket socket;
    QObject::connect(&socket, &QWebSocket::connected, &application, [&] { meter.start(); });
    // A QString has no size in bytes of UTF-8; the benches send ASCII.
    QObject::connect(
        &socket, &QWebSocket::textMessageReceived, &application, [&](const QString &text) { meter.add(text.size()); });
    QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &application,
        [&](const QByteArray &bytes) { meter.add(bytes.size()); });
    QObject::connect(&socket, &QWebSocket::disconnected, &application, [&] {
        meter.report();
        QCoreApplication::exit(socket.closeCode() == QWebSocketProtocol::CloseCodeNormal ? 0 : 1);
    });
    socket.open(QUrl(QString::fromLocal8Bit(argv[1])));
    return QCoreApplication::exec();
}
