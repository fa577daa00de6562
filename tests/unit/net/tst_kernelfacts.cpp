// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/kernelfacts.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <sys/socket.h>

class TestKernelFacts : public QObject
{
    Q_OBJECT
private slots:
    void ofAConnection()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QTcpSocket client;
        client.connectToHost(server.serverAddress(), server.serverPort());
        QTRY_VERIFY(server.hasPendingConnections());
        QTcpSocket *const peer = server.nextPendingConnection();
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        client.setReadBufferSize(1); // The rest waits in the kernel.
        const int descriptor = static_cast<int>(client.socketDescriptor());
        peer->write(QByteArray(1001, 'x'));
        QTRY_COMPARE(client.bytesAvailable(), 1);
        const auto facts = net::kernelFacts(descriptor);
        QVERIFY(facts);
        QCOMPARE(facts->waitingIn, 1000);
        QCOMPARE(facts->retransmits, 0U);
        QVERIFY(facts->roundTrip > base::Nanoseconds(0) && facts->roundTrip < std::chrono::seconds(1));
        // Nobody reads at the other end: what was written waits.
        peer->setReadBufferSize(1);
        const QByteArray much(8 << 20, 'y');
        QVERIFY(::send(descriptor, much.constData(), static_cast<std::size_t>(much.size()), MSG_DONTWAIT) > 0);
        QVERIFY(net::kernelFacts(descriptor)->waitingOut > 0);
    }
    void ofNothing()
    {
        QVERIFY(!net::kernelFacts(-1));
        QVERIFY(!net::kernelFacts(0x7FFFFFF));
    }
};

QTEST_GUILESS_MAIN(TestKernelFacts)
#include "tst_kernelfacts.moc"
