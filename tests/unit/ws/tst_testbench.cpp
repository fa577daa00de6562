// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/testbench/testbench.h"

#include "tests/support/bytes.h"
#include "tests/unit/ws/frames.h"
#include "tests/unit/ws/recorder.h"

#include <QTest>

using namespace tests;
using ws::CloseCode;
using ws::Opcode;
using ws::Role;
using ws::SendError;
using ws::testbench::Breakage;
using ws::testbench::BrokenFrame;
using ws::testbench::TestBench;
using State = ws::Session::State;

namespace {

const QByteArray key = "\x12\x34\x56\x78";
constexpr Role otherThan(Role role) { return role == Role::Client ? Role::Server : Role::Client; }

} // namespace

//! What the bench breaks, byte for byte, and that our own engine answers each breakage as the RFC says.
class TestTestBench : public QObject
{
    Q_OBJECT
private slots:
    void frames_data();
    void frames();
    void bytes_data();
    void bytes();
    void longPayloads();
    void answered_data();
    void answered();
    void codesThatMustNotBeSent();
    void compressedGarbage();
    void freshMasks();
    void rawBytesAreNotCut();
    void pingBeforeRaw();
    void rawBehindAFailure();
    void pongsBehindRaw();
    void withheldPong();
    void refused();
};

void TestTestBench::frames_data()
{
    using Form = BrokenFrame::LengthForm;
    QTest::addColumn<BrokenFrame>("broken");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a right one") << BrokenFrame{.payload = "Hi"} << "81 02 48 69"_bytes;
    QTest::newRow("a right one, masked") << BrokenFrame{.maskKey = 0x12345678, .payload = "Hi"}
                                         << "81 82 12 34 56 78 5a 5d"_bytes;
    QTest::newRow("126 bytes") << BrokenFrame{.payload = QByteArray(126, 'x')} << frame(0x81, QByteArray(126, 'x'));
    QTest::newRow("65535 bytes") << BrokenFrame{.payload = QByteArray(65'535, 'x')}
                                 << frame(0x81, QByteArray(65'535, 'x'));
    QTest::newRow("65536 bytes") << BrokenFrame{.payload = QByteArray(65'536, 'x')}
                                 << frame(0x81, QByteArray(65'536, 'x'));
    QTest::newRow("every bit") << BrokenFrame{.opcode = 15, .reserved = 7, .payload = "x"} << "ff 01 78"_bytes;
    QTest::newRow("RSV3") << BrokenFrame{.opcode = 2, .reserved = 1} << "92 00"_bytes;
    QTest::newRow("not final") << BrokenFrame{.opcode = 9, .fin = false} << "09 00"_bytes;
    QTest::newRow("opcode is four bits") << BrokenFrame{.opcode = 0x41, .reserved = 8} << "81 00"_bytes;
    QTest::newRow("16-bit form") << BrokenFrame{.lengthForm = Form::Bits16, .payload = "x"} << "81 7e 00 01 78"_bytes;
    QTest::newRow("64-bit form") << BrokenFrame{.lengthForm = Form::Bits64, .payload = "x"}
                                 << "81 7f 00 00 00 00 00 00 00 01 78"_bytes;
    QTest::newRow("16-bit form that does not fit")
        << BrokenFrame{.lengthForm = Form::Bits16, .announced = 65'536} << "81 7f 00 00 00 00 00 01 00 00"_bytes;
    QTest::newRow("announced") << BrokenFrame{.announced = quint64(1) << 63, .payload = "x"}
                               << "81 7f 80 00 00 00 00 00 00 00 78"_bytes;
    QTest::newRow("announced, masked") << BrokenFrame{.announced = 5, .maskKey = 0x12345678, .payload = "Hi"}
                                       << "81 85 12 34 56 78 5a 5d"_bytes;
}

void TestTestBench::frames()
{
    QFETCH(BrokenFrame, broken);
    QFETCH(QByteArray, bytes);
    QCOMPARE(ws::testbench::write(broken), bytes);
}

void TestTestBench::bytes_data()
{
    QTest::addColumn<Breakage>("breakage");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("invalid UTF-8") << Breakage::InvalidUtf8 << "81 02 78 ff"_bytes;
    QTest::newRow("cut code point") << Breakage::CutCodePoint << "81 03 78 e2 82"_bytes;
    QTest::newRow("RSV1") << Breakage::ReservedBit1 << "c1 02 ff 78"_bytes;
    QTest::newRow("RSV2") << Breakage::ReservedBit2 << "a1 01 78"_bytes;
    QTest::newRow("RSV3") << Breakage::ReservedBit3 << "91 01 78"_bytes;
    QTest::newRow("opcode 3") << Breakage::ReservedDataOpcode << "83 01 78"_bytes;
    QTest::newRow("opcode 11") << Breakage::ReservedControlOpcode << "8b 01 78"_bytes;
    QTest::newRow("ping of 126 bytes") << Breakage::OversizeControl << "89 7e 00 7e 78"_bytes + QByteArray(125, '.');
    QTest::newRow("fragmented ping") << Breakage::FragmentedControl << "09 01 78"_bytes;
    QTest::newRow("masked by a server") << Breakage::WrongMask << "81 81 12 34 56 78 6a"_bytes;
    QTest::newRow("16 bits") << Breakage::LongLength16 << "81 7e 00 01 78"_bytes;
    QTest::newRow("64 bits") << Breakage::LongLength64 << "81 7f 00 00 00 00 00 00 00 01 78"_bytes;
    QTest::newRow("negative") << Breakage::NegativeLength << "81 7f 80 00 00 00 00 00 00 00 78"_bytes;
    QTest::newRow("huge") << Breakage::HugeLength << "81 7f 40 00 00 00 00 00 00 00 78"_bytes;
    QTest::newRow("continuation") << Breakage::LoneContinuation << "80 01 78"_bytes;
    QTest::newRow("interrupted") << Breakage::InterruptedMessage << "01 01 78 81 01 78"_bytes;
    QTest::newRow("close code") << Breakage::CloseCode << "88 02 03 ed"_bytes;
    QTest::newRow("close too short") << Breakage::CloseTooShort << "88 01 03"_bytes;
    QTest::newRow("close reason") << Breakage::CloseReasonInvalidUtf8 << "88 03 03 e8 ff"_bytes;
    QTest::newRow("data behind close") << Breakage::DataAfterClose << "88 02 03 e8 81 01 78 8a 00"_bytes;
    QTest::newRow("raw") << Breakage::RawBytes << "78"_bytes;
}

void TestTestBench::bytes()
{
    QFETCH(Breakage, breakage);
    QFETCH(QByteArray, wire);
    FixedRandom random;
    ws::Session server(Role::Server, {}, random);
    QCOMPARE(TestBench(server).send(breakage, "x").value(), wire);
    const bool isOpenQuestion = breakage == Breakage::ReservedBit1 || breakage == Breakage::RawBytes;
    QCOMPARE(ws::testbench::rightAnswer(breakage).has_value(), !isOpenQuestion);
}

// A long payload is cut where it would break another rule than the one under test.
void TestTestBench::longPayloads()
{
    FixedRandom random;
    ws::Session server(Role::Server, {}, random);
    const QByteArray wire = TestBench(server).send(Breakage::ReservedControlOpcode, QByteArray(200, 'x')).value();
    QCOMPARE(wire, "8b 7b"_bytes + QByteArray(123, 'x'));
    const QByteArray most = TestBench(server).send(Breakage::OversizeControl, QByteArray(125, 'x')).value();
    QCOMPARE(most, "89 7e 00 7e"_bytes + QByteArray(125, 'x') + '.');
    const QByteArray big = TestBench(server).send(Breakage::OversizeControl, QByteArray(200, 'x')).value();
    QCOMPARE(big, "89 7e 00 c8"_bytes + QByteArray(200, 'x'));
}

void TestTestBench::answered_data()
{
    QTest::addColumn<Breakage>("breakage");
    QTest::addColumn<Role>("role");
    QTest::addColumn<int>("code");
    static constexpr std::array names{"§8.1 invalid UTF-8", "§8.1 cut code point", "§5.2 RSV1", "§5.2 RSV2",
        "§5.2 RSV3", "§5.2 opcode 3", "§5.2 opcode 11", "§5.5 ping of 126 bytes", "§5.5 fragmented ping",
        "§5.1 wrong mask", "§5.2 16-bit length", "§5.2 64-bit length", "§5.2 negative length", "F08 huge length",
        "§5.4 lone continuation", "§5.4 interrupted message", "§7.4 close code", "§5.5.1 close too short",
        "§5.5.1 close reason", "§5.5.1 data behind close", "raw bytes"};
    static_assert(names.size() == ws::testbench::allBreakages.size());
    for (const Role role : {Role::Client, Role::Server}) {
        for (std::size_t i = 0; i + 1 < names.size(); ++i) {
            const Breakage breakage = ws::testbench::allBreakages[i];
            const CloseCode code = ws::testbench::rightAnswer(breakage).value_or(CloseCode::ProtocolError);
            QTest::addRow("%s by a %s", names[i], role == Role::Client ? "client" : "server")
                << breakage << role << static_cast<int>(code);
        }
    }
}

void TestTestBench::answered()
{
    QFETCH(Breakage, breakage);
    QFETCH(Role, role);
    QFETCH(int, code);
    for (const QByteArray &payload : {QByteArray(), QByteArray("Hello"), QByteArray(300, 'x')}) {
        FixedRandom random;
        Recorder recorder;
        ws::Session session(role, {}, random);
        ws::Session peer(otherThan(role), {}, random);
        const auto sent = TestBench(session).send(breakage, payload);
        QVERIFY(sent);
        QCOMPARE(takeOutput(session), *sent);
        feed(peer, *sent, recorder);
        QVERIFY(peer.closeSent());
        QCOMPARE(peer.closeSent()->code, code);
        QCOMPARE(peer.state(), breakage == Breakage::DataAfterClose ? State::Closed : State::Failed);
        // Nothing of it was delivered.
        for (const Event &event : recorder.received())
            QVERIFY(event.what == "failed" || event.what == "close");
        // The session that broke the rule takes the answer like any other.
        feed(session, takeOutput(peer), recorder);
        QCOMPARE(session.closeReceived()->code, code);
        QCOMPARE(session.state(), State::Closed);
    }
}

void TestTestBench::codesThatMustNotBeSent()
{
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65'535}) {
        FixedRandom random;
        Recorder recorder;
        ws::Session client(Role::Client, {}, random);
        ws::Session server(Role::Server, {}, random);
        QVERIFY(TestBench(client).send(Breakage::CloseCode, {}, static_cast<quint16>(code)));
        const QByteArray wire = takeOutput(client);
        QCOMPARE(wire, frame(0x88, closePayload(code), key));
        feed(server, wire, recorder);
        QCOMPARE(server.failure(), ws::ProtocolError::CloseCodeInvalid);
    }
    QVERIFY(ws::testbench::usesCode(Breakage::CloseCode));
    QVERIFY(!ws::testbench::usesCode(Breakage::CloseTooShort));
}

void TestTestBench::compressedGarbage()
{
    ws::Accepted accepted;
    accepted.deflate.enabled = true;
    FixedRandom random;
    Recorder recorder;
    ws::Session client(Role::Client, accepted, random);
    ws::Session server(Role::Server, accepted, random);
    QVERIFY(TestBench(client).send(Breakage::ReservedBit1, "Hello"));
    feed(server, takeOutput(client), recorder);
    QCOMPARE(server.failure(), ws::ProtocolError::InvalidDeflate);
    QVERIFY(!ws::testbench::rightAnswer(Breakage::ReservedBit1));
    QVERIFY(!ws::testbench::rightAnswer(Breakage::RawBytes));
}

void TestTestBench::freshMasks()
{
    base::SeededRandom random(3);
    ws::Session client(Role::Client, {}, random);
    const QByteArray wire = TestBench(client).send(Breakage::InterruptedMessage, {}).value();
    QCOMPARE(wire.size(), 12);
    QVERIFY(wire.sliced(2, 4) != wire.sliced(8, 4));
}

void TestTestBench::rawBytesAreNotCut()
{
    // Bytes that lie about their length, between messages, with a pong waiting: nothing goes between them.
    FixedRandom random;
    Recorder recorder;
    ws::Session session(Role::Server, {}, random);
    const QByteArray lie = "\x81\x7F garbage";
    QVERIFY(session.send(Opcode::Text, "a"));
    QCOMPARE(TestBench(session).send(Breakage::RawBytes, lie).value(), lie);
    QVERIFY(session.send(Opcode::Text, "b"));
    QByteArray wire;
    bool pinged = false;
    while (session.pendingOutput() > 0) {
        const QByteArrayView next = session.output(2);
        QVERIFY(!next.isEmpty());
        wire += next;
        session.consumed(next.size());
        if (wire.size() == 5 && !std::exchange(pinged, true))
            feed(session, frame(0x89, "p", key), recorder);
    }
    QCOMPARE(wire, "81 01 61 81 7f"_bytes + " garbage" + "8a 01 70 81 01 62"_bytes);
}

// Raw bytes of which none is written yet let a ping pass.
void TestTestBench::pingBeforeRaw()
{
    FixedRandom random;
    Recorder recorder;
    ws::Session session(Role::Server, {}, random);
    QVERIFY(TestBench(session).sendRaw("\x81\x7F raw"));
    QVERIFY(session.ping("p", recorder));
    QCOMPARE(takeOutput(session), "89 01 70 81 7f"_bytes + " raw");
}

void TestTestBench::rawBehindAFailure()
{
    // §7.1.7: what was not begun is dropped, raw bytes too; what was begun is finished.
    for (const qsizetype taken : {0, 3}) {
        FixedRandom random;
        Recorder recorder;
        ws::Session session(Role::Server, {}, random);
        QVERIFY(TestBench(session).sendRaw("\x81\x7F raw"));
        QVERIFY(TestBench(session).sendRaw("more"));
        QByteArray wire = session.output(taken).toByteArray();
        session.consumed(taken);
        feed(session, frame(0x83, {}, key), recorder);
        wire += takeOutput(session);
        QCOMPARE(wire, (taken > 0 ? QByteArray("\x81\x7F raw") : QByteArray()) + frame(0x88, closePayload(1002)));
        QCOMPARE(TestBench(session).sendRaw("x").error(), SendError::NotOpen);
    }
}

void TestTestBench::pongsBehindRaw()
{
    FixedRandom random;
    Recorder recorder;
    ws::Session session(Role::Server, {}, random);
    QVERIFY(session.send(Opcode::Text, "a"));
    QCOMPARE(takeOutput(session), "81 01 61"_bytes);
    QVERIFY(TestBench(session).sendRaw({}));
    QCOMPARE(session.pendingOutput(), 0);
    QVERIFY(TestBench(session).sendRaw("raw"));
    QVERIFY(session.send(Opcode::Text, "b"));
    QCOMPARE(session.pendingOutput(), 6);
    QCOMPARE(takeOutput(session), "raw" + "81 01 62"_bytes);
    QVERIFY(session.send(Opcode::Text, "c"));
    QCOMPARE(takeOutput(session), "81 01 63"_bytes);
}

void TestTestBench::withheldPong()
{
    FixedRandom random;
    Recorder recorder;
    ws::Session session(Role::Server, {}, random);
    TestBench bench(session);
    QVERIFY(!bench.withholdsPongs());
    bench.withholdPongs(true);
    QVERIFY(bench.withholdsPongs());
    feed(session, frame(0x89, "1", key), recorder);
    QCOMPARE(session.pendingOutput(), 0);
    QCOMPARE(recorder.events, (QList<Event>{{"ping", "1"}}));
    bench.withholdPongs(false);
    feed(session, frame(0x89, "2", key), recorder);
    QCOMPARE(takeOutput(session), "8a 01 32"_bytes);
}

void TestTestBench::refused()
{
    FixedRandom random;
    Recorder recorder;
    ws::Session client(Role::Client, {}, random, {.outputHard = {50}});
    TestBench bench(client);
    QCOMPARE(bench.send(Breakage::RawBytes, QByteArray(51, 'x')).error(), SendError::OutputFull);
    QVERIFY(bench.send(Breakage::RawBytes, QByteArray(50, 'x')));
    (void)takeOutput(client);
    random.fails = true;
    QCOMPARE(bench.send(Breakage::ReservedBit2, "x").error(), SendError::NoRandomness);
    QVERIFY(bench.send(Breakage::WrongMask, "x"));
    random.fails = false;
    // While closing it still may: data behind our own close frame is a thing to test.
    QVERIFY(client.close(CloseCode::Normal, {}, recorder));
    QVERIFY(bench.send(Breakage::LoneContinuation, "x"));
    feed(client, frame(0x88, closePayload(1000)), recorder);
    QCOMPARE(bench.send(Breakage::LoneContinuation, "x").error(), SendError::NotOpen);
}

QTEST_GUILESS_MAIN(TestTestBench)
#include "tst_testbench.moc"
