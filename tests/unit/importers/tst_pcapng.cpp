// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/pcapngblocks.h"
#include "core/exporters/syntheticpeer.h"
#include "core/importers/packetfile.h"
#include "core/importers/tcpflow.h"
#include "tests/unit/importers/imported.h"

#include <QTest>

using exporters::pcapng::Segment;
using importers::TcpFlow;
using importers::TcpSegment;

//! Packets as a network makes them: late, twice, in parts, in other wrappings.
class TestPcapNg : public QObject
{
    Q_OBJECT
private:
    QByteArray m_file;
    Segment m_client{.from = 1, .to = 2, .fromPort = 1000, .toPort = 80, .seq = 0xFFFFFFF0, .ack = 0};
    Segment m_server{.from = 2, .to = 1, .fromPort = 80, .toPort = 1000, .seq = 500, .ack = 0};

    void packet(const Segment &from, quint32 offset, const QByteArray &payload)
    {
        Segment segment = from;
        segment.seq += offset;
        exporters::pcapng::appendPacket(m_file, 1'700'000'000'000'000'000, segment, {}, payload, {});
    }
    void handshake(const QByteArray &extensions = {})
    {
        m_file.clear();
        exporters::pcapng::appendHead(m_file, {});
        const auto peer = exporters::SyntheticPeer::of(QStringLiteral("ws://host/feed"));
        const QByteArray request = exporters::requestHead(peer);
        QByteArray response = exporters::responseHead();
        if (!extensions.isEmpty())
            response.insert(response.size() - 2, "Sec-WebSocket-Extensions: " + extensions + "\r\n");
        packet(m_client, 0, request);
        packet(m_server, 0, response);
        m_client.seq += static_cast<quint32>(request.size());
        m_server.seq += static_cast<quint32>(response.size());
    }

private slots:
    void init()
    {
        m_client.seq = 0xFFFFFFF0; // Numbers go round.
        m_server.seq = 500;
    }
    void partsInAnyOrderAndTwice()
    {
        handshake();
        const QByteArray frames = QByteArray("\x81\x05Hello\x01\x03"
                                             "fra",
                                      12)
            + QByteArray("\x80\x04gmnt\x89\x01p", 9);
        packet(m_server, 10, frames.mid(10));
        packet(m_server, 4, frames.mid(4, 3));
        packet(m_server, 4, frames.mid(4, 6));
        packet(m_server, 0, frames.mid(0, 5));
        packet(m_server, 0, frames.mid(0, 5));
        QCOMPARE(tests::ImportedFile(m_file).lines(), QStringList({"in 1 Hello", "in 1 fragmnt", "in 9 p"}));
    }
    void compressedAndMasked()
    {
        handshake("permessage-deflate");
        // RFC 7692, section 7.2.3.2: the second refers to the first.
        packet(m_server, 0, QByteArray::fromHex("c107f248cdc9c90700c105f200110000"));
        packet(m_client, 0, QByteArray::fromHex("818537fa213d7f9f4d5158")); // RFC 6455, section 5.7
        const tests::ImportedFile file(m_file);
        QCOMPARE(file.lines(), QStringList({"in 1 Hello", "in 1 Hello", "out 1 Hello"}));
        auto reader = capture::CaptureReader::open(file.capture());
        QCOMPARE(reader->facts(base::rowId({1}, 1))->wire.compressedSize, 7);
        QCOMPARE(reader->facts(base::rowId({1}, 3))->wire.maskKey, quint32(0x37fa213d));
    }
    void faultsAreNotes()
    {
        handshake();
        packet(m_server, 0, QByteArray::fromHex("8300"));
        QCOMPARE(tests::ImportedFile(m_file).lines(), QStringList("in 34 {\"problem\":\"protocol error\"}"));
    }
    void otherConnectionsArePassedOver()
    {
        m_file.clear();
        exporters::pcapng::appendHead(m_file, {});
        packet(m_client, 0, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        packet(m_server, 0, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(tests::ImportedFile(m_file).result.error().reason, importers::ImportError::Reason::NoRows);
    }
    // A program that was killed leaves half a packet.
    void everyShorterFile()
    {
        handshake();
        packet(m_server, 0, "\x81\x05Hello");
        for (qsizetype size = m_file.size() - 1; size > 0; size -= 37) {
            const tests::ImportedFile file(m_file.first(size));
            QVERIFY(!file.result);
        }
    }
    void wrappings()
    {
        const QByteArray ip = [] {
            QByteArray block;
            exporters::pcapng::appendPacket(
                block, 0, {.from = 1, .to = 2, .fromPort = 3, .toPort = 4, .seq = 9}, {}, "data", {});
            return block.mid(28, 44);
        }();
        const QByteArray mac(12, 'm');
        const std::vector<std::pair<int, QByteArray>> all{{101, ip},
            {1, mac + QByteArray::fromHex("0800") + ip + "padding"},
            {1, mac + QByteArray::fromHex("810000010800") + ip}, {0, QByteArray::fromHex("02000000") + ip},
            {113, QByteArray(14, '\0') + QByteArray::fromHex("0800") + ip},
            {276, QByteArray::fromHex("0800") + QByteArray(18, '\0') + ip},
            {101,
                QByteArray::fromHex("60000000001c0040") + QByteArray(32, 'a') + QByteArray::fromHex("0600000000000000")
                    + ip.mid(20)}};
        for (const auto &[type, packet] : all) {
            const auto segment = TcpSegment::in(type, packet);
            QVERIFY2(segment && segment->seq == 9, qPrintable(QString::number(type)));
            for (qsizetype size = 0; size < packet.size(); ++size)
                (void)TcpSegment::in(type, packet.first(size)); // Within its bounds, under sanitizers too.
        }
        QVERIFY(TcpSegment::in(101, all[0].second)->payload == "data");
        QVERIFY(TcpSegment::in(1, all[1].second)->payload == "data"); // Not what Ethernet fills up with.
    }
    void waitsOnlyForSoMuch()
    {
        TcpFlow flow;
        flow.receive({.seq = 1, .isSyn = true});
        const QByteArray much(60'000, 'x');
        for (quint32 i = 0; i < 100; ++i)
            flow.receive({.seq = 1000 + i * 60'000, .payload = much});
        QVERIFY(flow.isLost());
        QVERIFY(flow.take().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPcapNg)
#include "tst_pcapng.moc"
