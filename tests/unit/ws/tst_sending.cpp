// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/session.h"

#include "core/ws/framing/masking.h"
#include "tests/support/bytes.h"
#include "tests/unit/ws/frames.h"
#include "tests/unit/ws/recorder.h"

#include <QTest>

using namespace tests;
using ws::CloseCode;
using ws::Opcode;
using ws::Role;
using ws::SendError;
using State = ws::Session::State;

namespace {
const QByteArray key = "\x12\x34\x56\x78";
bool isSentPong(const Event &event) { return event.what == "sent pong"; }
} // namespace

//! What a session writes: frames, their order, and what it refuses to send.
class TestSending : public QObject
{
    Q_OBJECT
private slots:
    void frames_data();
    void frames();
    void refused_data();
    void refused();
    void closeReason_data();
    void closeReason();
    void loneSurrogate();
    void everyRoom();
    void pingBehindHalfAPing();
    void pingBehindAnotherBlock();
    void failureDropsPongs();
    void pongBetweenMessages();
    void pongForEachOfFewPings();
    void pongsCoalesce();
    void failureDropsWhatWaits_data();
    void failureDropsWhatWaits();
    void failureInsideAPong();
    void bigThenSmall();
    void hardLimit();
    void noRandomness();
    void freshMasks();
    void masking_data();
    void masking();
    void limits_data();
    void limits();
};

void TestSending::frames_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("guide Hello") << Role::Client << QByteArray("Hello") << "81 85 12 34 56 78 5a 51 3a 14 7d"_bytes;
    QTest::newRow("guide Hi") << Role::Client << QByteArray("Hi") << "81 82 12 34 56 78 5a 5d"_bytes;
    QTest::newRow("guide 300 bytes") << Role::Client << QByteArray(300, 'x') << "81 fe 01 2c 12 34 56 78"_bytes;
    QTest::newRow("§5.2 125 bytes") << Role::Server << QByteArray(125, 'x') << "81 7d"_bytes;
    QTest::newRow("§5.2 126 bytes") << Role::Server << QByteArray(126, 'x') << "81 7e 00 7e"_bytes;
    QTest::newRow("§5.2 65535 bytes") << Role::Server << QByteArray(65'535, 'x') << "81 7e ff ff"_bytes;
    QTest::newRow("§5.2 65536 bytes") << Role::Server << QByteArray(65'536, 'x')
                                      << "81 7f 00 00 00 00 00 01 00 00"_bytes;
    QTest::newRow("§5.6 empty") << Role::Server << QByteArray() << "81 00"_bytes;
}

void TestSending::frames()
{
    QFETCH(Role, role);
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, begin);
    FixedRandom random;
    ws::Session session(role, {}, random);
    ws::WireFacts facts;
    QVERIFY(session.send(Opcode::Text, payload, &facts));
    const QByteArray expected = frame(0x81, payload, role == Role::Client ? key : QByteArray());
    QVERIFY(expected.startsWith(begin));
    QCOMPARE(facts.wireSize, expected.size());
    QCOMPARE(session.pendingOutput(), expected.size());
    QCOMPARE(takeOutput(session), expected);
    QCOMPARE(session.pendingOutput(), 0);
}

void TestSending::refused_data()
{
    QTest::addColumn<Opcode>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<SendError>("error");
    QTest::newRow("F25 text that is not UTF-8") << Opcode::Text << QByteArray("\xED\xA0\x80") << SendError::InvalidUtf8;
    QTest::newRow("F25 ping of 126 bytes") << Opcode::Ping << QByteArray(126, 'x') << SendError::ControlTooLong;
    QTest::newRow("F25 pong of 126 bytes") << Opcode::Pong << QByteArray(126, 'x') << SendError::ControlTooLong;
    QTest::newRow("§5.5.1 close is not sent as a message") << Opcode::Close << QByteArray() << SendError::NotOpen;
    QTest::newRow("§5.4 nor a continuation") << Opcode::Continuation << QByteArray() << SendError::NotOpen;
}

void TestSending::refused()
{
    QFETCH(Opcode, opcode);
    QFETCH(QByteArray, payload);
    QFETCH(SendError, error);
    FixedRandom random;
    ws::Session session(Role::Client, {}, random);
    const auto sent = session.send(opcode, payload);
    QVERIFY(!sent);
    QCOMPARE(sent.error(), error);
    QCOMPARE(session.pendingOutput(), 0);

    Recorder recorder;
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000})
        QCOMPARE(session.close(static_cast<CloseCode>(code), {}, recorder).error(), SendError::CodeNotAllowed);
    QCOMPARE(session.state(), State::Open);
    QVERIFY(session.close(CloseCode::Normal, {}, recorder));
    // F28: refused visibly from here on.
    QCOMPARE(session.send(Opcode::Text, "late").error(), SendError::NotOpen);
    QCOMPARE(session.ping("late", recorder).error(), SendError::NotOpen);
    QCOMPARE(session.close(CloseCode::Normal, {}, recorder).error(), SendError::NotOpen);
}

void TestSending::closeReason_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<qsizetype>("bytes");
    QTest::newRow("F25 fits") << QString(123, QLatin1Char('x')) << qsizetype(123);
    QTest::newRow("F25 one byte too many") << QString(124, QLatin1Char('x')) << qsizetype(123);
    QTest::newRow("F25 cut within 3 bytes")
        << QString(QStringLiteral("xx") + QString(50, QChar(0x4E2D))) << qsizetype(122);
    QTest::newRow("F25 cut within 4 bytes") << QStringLiteral("\U0001F600").repeated(40) << qsizetype(120);
    QTest::newRow("F25 long") << QString(100'000, QChar(0x4E2D)) << qsizetype(123);
}

void TestSending::closeReason()
{
    QFETCH(QString, reason);
    QFETCH(qsizetype, bytes);
    FixedRandom random;
    ws::Session session(Role::Server, {}, random);
    Recorder recorder;
    QVERIFY(session.close(CloseCode::Normal, reason, recorder));
    QCOMPARE(takeOutput(session), frame(0x88, closePayload(1000, reason.toUtf8().first(bytes))));
    QVERIFY(reason.startsWith(session.closeSent()->reason));
}

void TestSending::loneSurrogate()
{
    FixedRandom random;
    ws::Session session(Role::Server, {}, random);
    Recorder recorder;
    QCOMPARE(
        session.close(CloseCode::Normal, QString(QChar(0xD800)), recorder).error(), SendError::InvalidUtf8); // F25.
    QCOMPARE(session.state(), State::Open);
}

void TestSending::everyRoom()
{
    // However little the transport takes at a time, the bytes are the same and a pong never cuts a frame.
    for (const qsizetype room : {1, 2, 3, 7, 100, 1 << 20}) {
        FixedRandom random;
        ws::Session session(Role::Client, {}, random);
        Recorder recorder;
        QByteArray expected;
        for (const int size : {0, 5, 125, 126, 300, 70'000}) {
            QVERIFY(session.send(Opcode::Binary, QByteArray(size, 'x')));
            expected += frame(0x82, QByteArray(size, 'x'), key);
        }
        QCOMPARE(takeOutput(session, room), expected);
    }
}

// §7.1.7: pongs that wait are dropped with the rest.
void TestSending::failureDropsPongs()
{
    FixedRandom random;
    Recorder recorder;
    ws::Session session(Role::Server, {}, random);
    feed(session, frame(0x89, "waits", key), recorder);
    QVERIFY(session.output(-1).isEmpty() && session.output(0).isEmpty());
    feed(session, frame(0x83, {}, key), recorder);
    QCOMPARE(session.pendingOutput(), 4);
    QCOMPARE(takeOutput(session), frame(0x88, closePayload(1002)));
}

// What is known of the frames of one block says nothing about those of the next.
void TestSending::pingBehindAnotherBlock()
{
    FixedRandom random;
    Recorder recorder;
    ws::Session session(Role::Server, {}, random);
    QByteArray wire;
    const auto take = [&](qsizetype room) {
        const QByteArray next = session.output(room).toByteArray();
        session.consumed(next.size());
        wire += next;
    };
    QVERIFY(session.send(ws::Opcode::Text, "aaaa") && session.send(ws::Opcode::Text, "bb"));
    take(6);
    QVERIFY(session.ping({}, recorder));
    take(2);
    take(100);
    QVERIFY(session.send(ws::Opcode::Text, "ccccccc"));
    take(3);
    QVERIFY(session.ping("p", recorder));
    wire += takeOutput(session);
    QCOMPARE(
        wire, frame(0x81, "aaaa") + frame(0x89, {}) + frame(0x81, "bb") + frame(0x81, "ccccccc") + frame(0x89, "p"));
    QVERIFY(session.ping(QByteArray(125, 'x'), recorder)); // The longest.
}

// A control frame of which a part is written ends before the next one begins.
void TestSending::pingBehindHalfAPing()
{
    FixedRandom random;
    Recorder recorder;
    ws::Session session(Role::Server, {}, random);
    QVERIFY(session.ping("first", recorder));
    QByteArray wire = session.output(3).toByteArray();
    session.consumed(3);
    QVERIFY(session.ping("second", recorder));
    wire += takeOutput(session);
    QCOMPARE(wire, frame(0x89, "first") + frame(0x89, "second"));
}

void TestSending::pongBetweenMessages()
{
    const QByteArray first = frame(0x81, "first"), second = frame(0x81, "second"), pong = frame(0x8A, "p");
    for (qsizetype written = 0; written <= first.size() + second.size(); ++written) {
        FixedRandom random;
        ws::Session session(Role::Server, {}, random);
        Recorder recorder;
        QVERIFY(session.send(Opcode::Text, "first"));
        QVERIFY(session.send(Opcode::Text, "second"));
        QByteArray wire = session.output(written).toByteArray();
        QCOMPARE(wire.size(), written);
        session.consumed(written);
        feed(session, frame(0x89, "p", key), recorder);
        wire += takeOutput(session);
        const QByteArray expected = written == 0 ? pong + first + second
            : written <= first.size()            ? first + pong + second
                                                 : first + second + pong;
        QCOMPARE(wire, expected);
        QCOMPARE(recorder.events, (QList<Event>{{"ping", "p"}, {"sent pong", "p"}}));
    }
}

void TestSending::pongForEachOfFewPings()
{
    // The standard suite asks for it in its cases 2.10 and 2.11.
    FixedRandom random;
    ws::Session session(Role::Server, {}, random);
    Recorder recorder;
    QByteArray pings, pongs;
    for (int i = 0; i < 10; ++i) {
        pings += frame(0x89, "payload-" + QByteArray::number(i), key);
        pongs += frame(0x8A, "payload-" + QByteArray::number(i));
    }
    feed(session, pings, recorder);
    QCOMPARE(takeOutput(session), pongs);
    QCOMPARE(std::count_if(recorder.events.begin(), recorder.events.end(), isSentPong), 10);
    const ws::WireFacts &last = recorder.wireFacts.last();
    QVERIFY(isSentPong(recorder.events.last()));
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(last.header.data()), last.headerSize), "8a 09"_bytes);
    QCOMPARE(last.wireSize, 2 + 9);
}

void TestSending::pongsCoalesce()
{
    // F18: a thousand pings, nothing written: the last of 16 places is the latest's, and as many reports as pongs.
    FixedRandom random;
    ws::Session session(Role::Server, {}, random);
    Recorder recorder;
    QByteArray expected;
    for (int i = 0; i < 1000; ++i) {
        feed(session, frame(0x89, QByteArray::number(i), key), recorder);
        if (i < 15 || i == 999)
            expected += frame(0x8A, QByteArray::number(i));
    }
    QCOMPARE(session.pendingOutput(), expected.size());
    QCOMPARE(takeOutput(session), expected);
    QCOMPARE(std::count_if(recorder.events.begin(), recorder.events.end(), isSentPong), 16);
    feed(session, frame(0x89, "next", key), recorder);
    QCOMPARE(takeOutput(session), frame(0x8A, "next"));
    QCOMPARE(std::count_if(recorder.events.begin(), recorder.events.end(), isSentPong), 17);
}

void TestSending::failureDropsWhatWaits_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<int>("size");
    // §5.2: each form of the length tells where the frame ends, and so does the mask.
    for (const int size : {5, 300, 70'000}) {
        QTest::addRow("server, %d bytes", size) << Role::Server << size;
        QTest::addRow("client, %d bytes", size) << Role::Client << size;
    }
}

void TestSending::failureDropsWhatWaits()
{
    QFETCH(Role, role);
    QFETCH(int, size);
    const QByteArray mask = role == Role::Client ? QByteArray::fromHex("12345678") : QByteArray();
    // §7.1.7: the frame in writing is finished, then comes the close frame; queued messages stay behind.
    const QByteArray text(size, 'a');
    const QByteArray first = frame(0x81, text, mask), close = frame(0x88, closePayload(1002), mask);
    for (qsizetype written = 0; written <= first.size(); written += std::max(1, size / 7)) {
        FixedRandom random;
        ws::Session session(role, {}, random);
        Recorder recorder;
        QVERIFY(session.send(Opcode::Text, "gone"));
        QCOMPARE(takeOutput(session), frame(0x81, "gone", mask));
        QVERIFY(session.send(Opcode::Text, text));
        QVERIFY(session.send(Opcode::Text, "second"));
        QVERIFY(session.send(Opcode::Binary, QByteArray(100'000, 'x')));
        QByteArray wire = session.output(written).toByteArray();
        session.consumed(written);
        feed(session, "83"_bytes, recorder);
        wire += takeOutput(session);
        QCOMPARE(wire, written == 0 ? close : first + close);
        QCOMPARE(session.pendingOutput(), 0);
        QCOMPARE(recorder.events, (QList<Event>{{"sent close", closePayload(1002)}, {"failed", "reserved opcode"}}));
    }
}

void TestSending::failureInsideAPong()
{
    // What is half written is finished, whatever it is.
    FixedRandom random;
    ws::Session session(Role::Server, {}, random);
    Recorder recorder;
    feed(session, "89 84 00 00 00 00 70 69 6e 67"_bytes, recorder);
    QVERIFY(session.send(Opcode::Text, "waits"));
    QByteArray wire = session.output(2).toByteArray();
    session.consumed(2);
    feed(session, "83"_bytes, recorder);
    QCOMPARE(session.pendingOutput(), 4 + 4);
    wire += takeOutput(session);
    QCOMPARE(wire, frame(0x8A, "ping") + frame(0x88, closePayload(1002)));
    QCOMPARE(session.pendingOutput(), 0);
}

void TestSending::bigThenSmall()
{
    FixedRandom random;
    ws::Session session(Role::Server, {}, random);
    for (int round = 0; round < 3; ++round) {
        for (const int size : {10, 1 << 20, 10, 70'000, 10}) {
            QVERIFY(session.send(Opcode::Binary, QByteArray(size, 'x')));
            QCOMPARE(takeOutput(session), frame(0x82, QByteArray(size, 'x')));
        }
    }
}

void TestSending::hardLimit()
{
    FixedRandom random;
    ws::Session session(Role::Server, {}, random, {.outputHard = {100}});
    QVERIFY(session.send(Opcode::Binary, QByteArray(60, 'x')));
    QCOMPARE(session.send(Opcode::Binary, QByteArray(60, 'y')).error(), SendError::OutputFull);
    QCOMPARE(takeOutput(session), frame(0x82, QByteArray(60, 'x')));
    QVERIFY(session.send(Opcode::Binary, QByteArray(60, 'y')));
}

void TestSending::noRandomness()
{
    // §10.3: without a fresh mask nothing may be sent, not even a pong or a close frame.
    FixedRandom random;
    random.fails = true;
    ws::Session session(Role::Client, {}, random);
    Recorder recorder;
    QCOMPARE(session.send(Opcode::Text, "x").error(), SendError::NoRandomness);
    QCOMPARE(session.close(CloseCode::Normal, {}, recorder).error(), SendError::NoRandomness);
    feed(session, frame(0x89, "p"), recorder);
    feed(session, frame(0x83, ""), recorder);
    QCOMPARE(session.state(), State::Failed);
    QCOMPARE(session.pendingOutput(), 0);
    QCOMPARE(recorder.events, (QList<Event>{{"ping", "p"}, {"failed", "reserved opcode"}}));
}

void TestSending::freshMasks()
{
    // F24: a new key for every frame.
    base::SeededRandom random(1);
    ws::Session session(Role::Client, {}, random);
    QSet<quint32> keys;
    for (int i = 0; i < 100; ++i) {
        ws::WireFacts facts;
        QVERIFY(session.send(Opcode::Text, "same", &facts));
        keys.insert(facts.maskKey);
    }
    QCOMPARE(keys.size(), 100);
}

void TestSending::masking_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 63, 64, 65, 100, 1000})
        QTest::addRow("§5.3 %lld bytes", static_cast<long long>(size)) << size;
}

void TestSending::masking()
{
    QFETCH(qsizetype, size);
    QByteArray plain(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        plain[i] = static_cast<char>(i * 7);
    QByteArray expected = plain;
    for (qsizetype i = 0; i < size; ++i)
        expected[i] = static_cast<char>(plain[i] ^ key[i % 4]);
    QByteArray copy(size, '\0');
    ws::copyMasked(copy.data(), plain.constData(), size, 0x12345678);
    QCOMPARE(copy, expected);
    // In place, from every offset on: as a payload that came in two reads.
    for (qsizetype cut = 0; cut <= std::min<qsizetype>(size, 40); ++cut) {
        QByteArray bytes = plain;
        ws::applyMask(bytes.data(), cut, 0x12345678);
        ws::applyMask(bytes.data() + cut, size - cut, 0x12345678, cut);
        QCOMPARE(bytes, expected);
    }
}

void TestSending::limits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("outcome"); // "" when the message is delivered.
    const QByteArray ten(10, 'x'), eleven(11, 'x');
    QTest::newRow("F08 frame at the limit") << frame(0x82, ten) << QByteArray();
    QTest::newRow("F08 frame over the limit") << frame(0x82, eleven) << QByteArray("frame too big");
    QTest::newRow("F08 message at the limit") << frame(0x02, ten) + frame(0x80, ten) << QByteArray();
    QTest::newRow("F08 message over the limit")
        << frame(0x02, ten) + frame(0x00, ten) + frame(0x80, "x") << QByteArray("message too big");
    QTest::newRow("F20 fragments at the limit")
        << frame(0x02, "") + frame(0x00, "") + frame(0x00, "") + frame(0x80, "") << QByteArray();
    QTest::newRow("F20 fragments over the limit") << frame(0x02, "") + frame(0x00, "") + frame(0x00, "")
            + frame(0x00, "") + frame(0x80, "") << QByteArray("too many fragments");
    QTest::newRow("F08 control frames are not counted")
        << frame(0x02, ten) + frame(0x8A, QByteArray(125, 'p')) + frame(0x80, ten) << QByteArray();
}

void TestSending::limits()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, outcome);
    const ws::Limits limits{.frame = {10}, .message = {20}, .fragments = 4};
    forEverySplit(bytes, [&](const QList<QByteArray> &pieces) {
        const Outcome seen = run(Role::Client, pieces, limits);
        QCOMPARE(seen.state, outcome.isEmpty() ? State::Open : State::Failed);
        if (!outcome.isEmpty())
            QCOMPARE(seen.events.last(), (Event{"failed", outcome}));
        if (!outcome.isEmpty())
            QCOMPARE(seen.output, frame(0x88, closePayload(1009), key));
    });
    // The limit is judged by the header alone.
    if (outcome == "frame too big")
        QCOMPARE(run(Role::Client, {bytes.first(2)}, limits).state, State::Failed);
}

QTEST_GUILESS_MAIN(TestSending)
#include "tst_sending.moc"
