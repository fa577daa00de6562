// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/readcoalescer.h"

#include "core/net/streamprobe.h"
#include "tests/unit/net/link.h"
#include "tests/unit/net/recorder.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using net::ReadCoalescer;
using tests::endpointOf;
using tests::pattern;

class TestReadCoalescer : public QObject
{
    Q_OBJECT
private slots:
    void onlyBulkIsGathered()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, server.serverPort());
        QVERIFY(socket.waitForConnected());
        net::StreamProbe probe(socket);
        ReadCoalescer coalescer(probe);
        coalescer.passed(ReadCoalescer::bulk - 1);
        QCOMPARE(probe.lowWater(), 1);
        coalescer.passed(ReadCoalescer::bulk);
        QVERIFY(probe.lowWater() > 1);
        coalescer.passed(100); // What a quiet moment brings changes nothing before the timer has looked.
        QVERIFY(probe.lowWater() > 1);
        QTRY_COMPARE(probe.lowWater(), 1);
        coalescer.passed(ReadCoalescer::bulk);
        QVERIFY(probe.lowWater() > 1);
        QTRY_COMPARE(probe.lowWater(), 1);
    }

    //! Whatever comes behind bulk is delivered, and so is an end that brings no bytes.
    void whatFollowsBulk_data()
    {
        QTest::addColumn<int>("tail");
        QTest::addColumn<int>("kind");
        for (const int tail : {0, 1, 1000, 200'000}) {
            QTest::addRow("%d bytes, then silence", tail) << tail << -1;
            QTest::addRow("%d bytes and the end", tail) << tail << int(net::TransportError::Kind::PeerClosed);
            QTest::addRow("%d bytes and a reset", tail) << tail << int(net::TransportError::Kind::Reset);
        }
    }
    void whatFollowsBulk()
    {
        QFETCH(int, tail);
        QFETCH(int, kind);
        const QByteArray bulk = pattern(6 << 20), rest = pattern(tail);
        tests::ScriptedPeer peer;
        peer.send(bulk).expect(2).send(rest).expect(2);
        if (kind == int(net::TransportError::Kind::PeerClosed))
            peer.fin();
        else if (kind == int(net::TransportError::Kind::Reset))
            peer.reset();
        tests::Recorder recorder;
        net::SocketTransport transport(recorder, m_clock);
        qsizetype told = 0; // The peer goes on as soon as all it sent has come: there is no time for the timer.
        recorder.onDrained = [&] {
            const qsizetype all = recorder.received.size();
            if ((told == 0 && all == bulk.size()) || (told == 1 && all == bulk.size() + tail)) {
                ++told;
                transport.write("go");
                if (told == 1 && tail == 0) {
                    ++told;
                    transport.write("on");
                }
            }
        };
        transport.open(endpointOf(peer, false));
        QTRY_SOON(recorder.received.size() == bulk.size() + tail);
        QCOMPARE(recorder.received, bulk + rest);
        if (kind < 0)
            return;
        QTRY_SOON(recorder.ends == 1);
        QCOMPARE(int(recorder.end->kind), kind);
    }

private:
    tests::ManualClock m_clock;
};

QTEST_GUILESS_MAIN(TestReadCoalescer)
#include "tst_readcoalescer.moc"
