// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/handsender.h"

#include "tests/unit/ws/frames.h"
#include "tests/unit/ws/recorder.h"

#include <QTest>

using namespace tests;
using stream::HandOrder;
using stream::HandSender;
using ws::Opcode;
using ws::Role;
using ws::SendError;
using Way = stream::HandOrder::Way;

//! What HandOrders put on the wire, and which rows they become.
class TestHandSender : public QObject
{
    Q_OBJECT

    struct Bench
    {
        struct Row
        {
            capture::Kind kind;
            QByteArray payload;
            ws::WireFacts facts;
        };
        FixedRandom random;
        ws::Session session{Role::Server, {}, random};
        Recorder recorder;
        QList<Row> rows;
        HandSender sender{[this](capture::Kind kind, QByteArray &&payload, const ws::WireFacts &facts) {
            rows.append({kind, payload, facts});
        }};
        auto send(const HandOrder &order) { return sender.send(session, order, recorder); }
    };

private slots:
    void fragments()
    {
        Bench bench;
        QVERIFY(bench.send({.payload = "abcd", .options = {.fragmentSize = 3}}));
        QCOMPARE(takeOutput(bench.session), frame(0x01, "abc") + frame(0x80, "d"));
        QCOMPARE(bench.rows.size(), 1);
        QCOMPARE(bench.rows[0].kind, capture::Kind::Text);
        QCOMPARE(bench.rows[0].payload, "abcd");
        QCOMPARE(bench.rows[0].facts.fragments, 2U);
        QVERIFY(!bench.send({.payload = "\xFF"}));
        QCOMPARE(bench.rows.size(), 1);
    }

    void partsBecomeOneRow()
    {
        Bench bench;
        bench.sender.opened(bench.session);
        QVERIFY(bench.send({.way = Way::Chunk, .opcode = Opcode::Binary, .payload = "ab"}));
        QVERIFY(bench.rows.isEmpty());
        QCOMPARE(bench.send({.payload = "other"}).error(), SendError::InsideMessage);
        QVERIFY(bench.send({.way = Way::Chunk, .opcode = Opcode::Text, .payload = "cd"}));
        QVERIFY(bench.send({.way = Way::LastChunk, .payload = "e"}));
        QCOMPARE(bench.rows.size(), 1);
        QCOMPARE(bench.rows[0].kind, capture::Kind::Binary);
        QCOMPARE(bench.rows[0].payload, "abcde");
        QCOMPARE(bench.rows[0].facts.fragments, 3U);
        QVERIFY(bench.sender.lost().isEmpty());
        // One last part without any before is a message too.
        QVERIFY(bench.send({.way = Way::LastChunk, .payload = "x"}));
        QCOMPARE(bench.rows[1].payload, "x");
    }

    void unfinishedPartsAreGivenBack()
    {
        Bench bench;
        QVERIFY(bench.send({.way = Way::Chunk, .payload = "ab"}));
        QCOMPARE(bench.sender.lost(), "ab");
        QCOMPARE(bench.sender.partsOpcode(), Opcode::Text);
        QVERIFY(bench.sender.lost().isEmpty());
        QCOMPARE(
            bench.send({.way = Way::Chunk, .payload = QByteArray((64 << 20) + 1, 'x')}).error(), SendError::OutputFull);
    }

    void control()
    {
        Bench bench;
        QVERIFY(bench.send({.opcode = Opcode::Ping, .payload = "p"}));
        QVERIFY(bench.send({.opcode = Opcode::Pong, .payload = "q"}));
        QCOMPARE(bench.recorder.events, (QList<Event>{{"sent ping", "p"}, {"sent pong", "q"}}));
        QVERIFY(bench.rows.isEmpty());
        QCOMPARE(
            bench.send({.opcode = Opcode::Ping, .payload = QByteArray(126, 'x')}).error(), SendError::ControlTooLong);
    }

    void brokenIsRawAsOnTheWire()
    {
        Bench bench;
        QVERIFY(
            bench.send({.way = Way::Broken, .payload = "x", .breakage = ws::testbench::Breakage::ReservedDataOpcode}));
        QCOMPARE(bench.rows.size(), 1);
        QCOMPARE(bench.rows[0].kind, capture::Kind::Raw);
        QCOMPARE(bench.rows[0].payload, frame(0x83, "x"));
        QCOMPARE(bench.rows[0].facts.wireSize, 3);
        QCOMPARE(takeOutput(bench.session), frame(0x83, "x"));
        Recorder closing;
        (void)bench.session.close(ws::CloseCode::Normal, {}, closing);
        feed(bench.session, frame(0x88, {}, "abcd"), closing);
        QCOMPARE(bench.send({.way = Way::Broken, .payload = "x"}).error(), SendError::NotOpen);
    }

    void withheldPongsOutliveTheSession()
    {
        Bench bench;
        bench.sender.withholdPongs(true, nullptr);
        bench.sender.opened(bench.session);
        feed(bench.session, frame(0x89, "1", "abcd"), bench.recorder);
        QCOMPARE(bench.session.pendingOutput(), 0);
        bench.sender.withholdPongs(false, &bench.session);
        feed(bench.session, frame(0x89, "2", "abcd"), bench.recorder);
        QCOMPARE(takeOutput(bench.session), frame(0x8A, "2"));
    }
};

QTEST_GUILESS_MAIN(TestHandSender)
#include "tst_handsender.moc"
