// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/session.h"

#include "tests/support/bytes.h"
#include "tests/unit/ws/frames.h"
#include "tests/unit/ws/recorder.h"

#include <QSet>
#include <QTest>

using namespace tests;
using ws::Opcode;
using ws::ProtocolError;
using ws::Role;
using State = ws::Session::State;

namespace {
const QByteArray key = "\x12\x34\x56\x78";
const QByteArray hello = "Hello";
} // namespace

//! What a session makes of frames; every row is also fed byte by byte and cut at every position.
class TestSession : public QObject
{
    Q_OBJECT
private slots:
    void received_data();
    void received();
    void refused_data();
    void refused();
    void mirrored_data() { refused_data(); }
    void mirrored();
    void utf8_data();
    void utf8();
    void utf8FailsAtFirstBadOctet();
    void closeReasonKeepsItsMark();
    void closeCodes_data();
    void closeCodes();
    void headerFailsBeforePayload_data();
    void headerFailsBeforePayload();
    void facts();
    void factsDoNotDependOnReads();
    void wholeFrameIsAView();
    void assembledHasSlack();
    void pongsBeforeTheEnd();
    void everyErrorHasItsName();
    void discardsAfterClose();
    void truncation();
};

void TestSession::received_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<Event>>("events");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<State>("state");
    const auto client
        = [](const char *name, const QByteArray &bytes, const QList<Event> &events, const QByteArray &output = {},
              State state = State::Open) { QTest::newRow(name) << Role::Client << bytes << events << output << state; };
    const auto server
        = [](const char *name, const QByteArray &bytes, const QList<Event> &events, const QByteArray &output = {},
              State state = State::Open) { QTest::newRow(name) << Role::Server << bytes << events << output << state; };
    client("§5.7 Hello", "81 05 48 65 6c 6c 6f"_bytes, {{"text", hello}});
    server("§5.7 masked Hello", "81 85 37 fa 21 3d 7f 9f 4d 51 58"_bytes, {{"text", hello}});
    server("guide Hi", "81 82 12 34 56 78 5a 5d"_bytes, {{"text", "Hi"}});
    client("§5.7 fragmented Hello", "01 03 48 65 6c 80 02 6c 6f"_bytes, {{"text", hello}});
    client(
        "§5.7 ping Hello, answered masked", "89 05 48 65 6c 6c 6f"_bytes, {{"ping", hello}}, frame(0x8A, hello, key));
    client("guide ping, answered masked", "89 04 70 69 6e 67"_bytes, {{"ping", "ping"}}, frame(0x8A, "ping", key));
    server("§5.5.3 pong of a server is not masked", frame(0x89, "x", key), {{"ping", "x"}}, "8a 01 78"_bytes);
    client("F19 unsolicited pong", "8a 01 78"_bytes, {{"pong", "x"}});
    server("guide 300 bytes", "81 fe 01 2c"_bytes + frame(0x81, QByteArray(300, 'x'), key).sliced(4),
        {{"text", QByteArray(300, 'x')}});
    client("§5.2 125, 126, 65535 and 65536 bytes",
        frame(0x82, QByteArray(125, 'a')) + frame(0x82, QByteArray(126, 'b')) + frame(0x82, QByteArray(65'535, 'c'))
            + frame(0x82, QByteArray(65'536, 'd')),
        {{"binary", QByteArray(125, 'a')}, {"binary", QByteArray(126, 'b')}, {"binary", QByteArray(65'535, 'c')},
            {"binary", QByteArray(65'536, 'd')}});
    const QByteArray quarter(256 << 10, 'q');
    client("guide 1 MiB in four fragments",
        frame(0x02, quarter) + frame(0x00, quarter) + frame(0x00, quarter) + frame(0x80, quarter),
        {{"binary", quarter + quarter + quarter + quarter}});
    client("F10 ping between fragments", "01 01 61 89 01 70 80 01 62"_bytes, {{"ping", "p"}, {"text", "ab"}},
        frame(0x8A, "p", key));
    client("F10 close inside a message", "01 01 61 88 00"_bytes, {{"close", ""}}, frame(0x88, "", key), State::Closed);
    client("F18 few pings are all answered", "89 01 31 89 01 32 89 02 33 33"_bytes,
        {{"ping", "1"}, {"ping", "2"}, {"ping", "33"}},
        frame(0x8A, "1", key) + frame(0x8A, "2", key) + frame(0x8A, "33", key));
    client("F23 empty text and binary", "81 00 82 00"_bytes, {{"text", ""}, {"binary", ""}});
    client("F23 empty fragments around data", "01 00 00 00 00 01 61 00 00 80 00"_bytes, {{"text", "a"}});
    client("F14 close without code", "88 00"_bytes, {{"close", ""}}, frame(0x88, "", key), State::Closed);
    client("F14 close with reason", frame(0x88, closePayload(1000, "bye")), {{"close", closePayload(1000, "bye")}},
        frame(0x88, closePayload(1000), key), State::Closed);
    server("§5.5.1 server echoes the code", frame(0x88, closePayload(1001), key), {{"close", closePayload(1001)}},
        frame(0x88, closePayload(1001)), State::Closed);
    client("F15 nothing after close", "88 00 81 01 61 89 00 88 00 ff ff"_bytes, {{"close", ""}}, frame(0x88, "", key),
        State::Closed);
    client("F12 U+0000, BOM, U+FFFE, U+FFFF", frame(0x81, QByteArray("\0\xEF\xBB\xBF\xEF\xBF\xBE\xEF\xBF\xBF", 10)),
        {{"text", QByteArray("\0\xEF\xBB\xBF\xEF\xBF\xBE\xEF\xBF\xBF", 10)}});
    client("F11 code point split over fragments", "01 02 e2 82 80 01 ac"_bytes, {{"text", "€"}});
    client("§5.6 binary is any bytes", frame(0x82, "\xFF\xFE\x80"), {{"binary", "\xFF\xFE\x80"}});
    client("§5.5 control of 125 bytes", frame(0x8A, QByteArray(125, 'p')), {{"pong", QByteArray(125, 'p')}});
}

void TestSession::received()
{
    QFETCH(Role, role);
    QFETCH(QByteArray, bytes);
    QFETCH(QList<Event>, events);
    QFETCH(QByteArray, output);
    QFETCH(State, state);
    forEverySplit(bytes, [&](const QList<QByteArray> &pieces) {
        const Outcome outcome = run(role, pieces);
        QCOMPARE(outcome.events, events);
        QCOMPARE(outcome.output, output);
        QCOMPARE(outcome.state, state);
    });
}

void TestSession::refused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ProtocolError>("error");
    const auto row
        = [](const char *name, const QByteArray &bytes, ProtocolError error) { QTest::newRow(name) << bytes << error; };
    row("F01 RSV1 without deflate", "c1 00"_bytes, ProtocolError::ReservedBits);
    row("F01 RSV2", "a1 00"_bytes, ProtocolError::ReservedBits);
    row("F01 RSV3", "91 00"_bytes, ProtocolError::ReservedBits);
    row("F01 before F02: RSV3 on a reserved opcode", "93 00"_bytes, ProtocolError::ReservedBits);
    row("F01 RSV on a ping", "c9 00"_bytes, ProtocolError::ReservedBits);
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
        row(qPrintable(QStringLiteral("F02 opcode %1").arg(opcode)), frame(fin | opcode, ""),
            ProtocolError::ReservedOpcode);
        row(qPrintable(QStringLiteral("F02 opcode %1, not final, 125 bytes").arg(opcode)),
            frame(opcode, QByteArray(125, 'x')), ProtocolError::ReservedOpcode);
        row(qPrintable(QStringLiteral("F02 opcode %1, 2^40 bytes").arg(opcode)),
            QByteArray(1, static_cast<char>(fin | opcode)) + "7f 00 00 01 00 00 00 00 00"_bytes,
            ProtocolError::ReservedOpcode);
    }
    row("F04 ping of 126 bytes", frame(0x89, QByteArray(126, 'x')), ProtocolError::ControlTooLong);
    row("F04 pong with a 64-bit length", "8a 7f 00 00 00 00 00 01 00 00"_bytes, ProtocolError::ControlTooLong);
    row("F04 close with a short 16-bit length", "88 7e 00 02 03 e8"_bytes, ProtocolError::ControlTooLong);
    row("F05 fragmented ping", "09 00"_bytes, ProtocolError::FragmentedControl);
    row("F05 fragmented pong", "0a 00"_bytes, ProtocolError::FragmentedControl);
    row("F05 fragmented close", "08 00"_bytes, ProtocolError::FragmentedControl);
    row("F05 before F04", "09 7e 00 7e"_bytes, ProtocolError::FragmentedControl);
    row("F06 16-bit form for 5", "81 7e 00 05 48 65 6c 6c 6f"_bytes, ProtocolError::LengthNotMinimal);
    row("F06 16-bit form for 125", "82 7e 00 7d"_bytes + QByteArray(125, 'x'), ProtocolError::LengthNotMinimal);
    row("F06 64-bit form for 0", "82 7f 00 00 00 00 00 00 00 00"_bytes, ProtocolError::LengthNotMinimal);
    row("F06 64-bit form for 65535", "82 7f 00 00 00 00 00 00 ff ff"_bytes, ProtocolError::LengthNotMinimal);
    row("F07 negative length", "82 7f 80 00 00 00 00 00 00 00"_bytes, ProtocolError::LengthNegative);
    row("F07 F08 all bits of the length", "82 7f ff ff ff ff ff ff ff ff"_bytes, ProtocolError::LengthNegative);
    row("F08 2^63 - 1", "82 7f 7f ff ff ff ff ff ff ff"_bytes, ProtocolError::FrameTooBig);
    row("F08 one byte over the frame limit", "82 7f 00 00 00 00 01 00 00 01"_bytes, ProtocolError::FrameTooBig);
    row("F09 continuation without a message", "80 01 61"_bytes, ProtocolError::UnexpectedContinuation);
    row("F09 continuation, not final", "00 00"_bytes, ProtocolError::UnexpectedContinuation);
    row("F09 continuation after a whole fragmented message", "01 00 80 00 80 00"_bytes,
        ProtocolError::UnexpectedContinuation);
    row("F09 text inside a text", "01 01 61 81 01 62"_bytes, ProtocolError::InterruptedMessage);
    row("F09 binary inside a text", "01 01 61 02 01 62"_bytes, ProtocolError::InterruptedMessage);
    row("F13 ends within a code point", "81 02 e2 82"_bytes, ProtocolError::InvalidUtf8);
    row("F13 last fragment empty", "01 02 e2 82 80 00"_bytes, ProtocolError::InvalidUtf8);
    row("F14 close of one byte", "88 01 03"_bytes, ProtocolError::CloseTooShort);
    row("F14 close reason not UTF-8", "88 04 03 e8 c3 28"_bytes, ProtocolError::CloseReasonNotUtf8);
}

void TestSession::refused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ProtocolError, error);
    const QByteArray close = frame(0x88, closePayload(static_cast<int>(ws::closeCodeFor(error))), key);
    forEverySplit(bytes + "81 01 61"_bytes, [&](const QList<QByteArray> &pieces) {
        const Outcome outcome = run(Role::Client, pieces);
        QCOMPARE(outcome.events.last(), (Event{"failed", ws::name(error)}));
        QCOMPARE(outcome.output, close);
        QCOMPARE(outcome.state, State::Failed);
    });
}

// The same as a server: the rule is the same, what comes is masked with zeros.
void TestSession::mirrored()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ProtocolError, error);
    // Only the last frame of a row breaks the rule, and rows of more than one frame hold short ones.
    QByteArray masked;
    qsizetype at = 0;
    while (at < bytes.size()) {
        const int length7 = bytes[at + 1] & 0x7F;
        const qsizetype head = length7 == 127 ? 10 : length7 == 126 ? 4 : 2;
        QByteArray header = bytes.sliced(at, head);
        header[1] = static_cast<char>(header[1] | 0x80);
        const qsizetype size
            = length7 < 126 ? std::min<qsizetype>(length7, bytes.size() - at - head) : bytes.size() - at - head;
        masked += header + QByteArray(4, '\0') + bytes.sliced(at + head, size);
        at += head + size;
    }
    forEverySplit(masked, [&](const QList<QByteArray> &pieces) {
        const Outcome outcome = run(Role::Server, pieces);
        QCOMPARE(outcome.events.last(), (Event{"failed", ws::name(error)}));
        // What a client can mend by itself is said to it.
        const ws::CloseCode code = ws::closeCodeFor(error);
        const QByteArray reason = code == ws::CloseCode::MessageTooBig ? "Message too big" : "";
        QCOMPARE(outcome.output, frame(0x88, closePayload(static_cast<int>(code), reason)));
    });
}

void TestSession::utf8_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("badAt"); // Position of the first bad octet; -1: valid.
    const auto row = [](const char *name, const QByteArray &text, int badAt) { QTest::newRow(name) << text << badAt; };
    row("F12 greek", "κόσμε", -1);
    row("F12 borders of each length", QByteArray::fromHex("007f c280 dfbf e0a080 efbfbf f0908080 f48fbfbf"), -1);
    row("F12 around the surrogates", QByteArray::fromHex("ed9fbf ee8080"), -1);
    row("F11 lone continuation 80", "\x80", 0);
    row("F11 lone continuation bf", "a\xBF", 1);
    row("F11 overlong c0 af", "\xC0\xAF", 0);
    row("F11 overlong c1 bf", "\xC1\xBF", 0);
    row("F11 overlong e0 80 af", "\xE0\x80\xAF", 1);
    row("F11 overlong e0 9f bf", "\xE0\x9F\xBF", 1);
    row("F11 overlong f0 80 80 af", "\xF0\x80\x80\xAF", 1);
    row("F11 overlong f0 8f bf bf", "\xF0\x8F\xBF\xBF", 1);
    row("F11 surrogate ed a0 80", "\xED\xA0\x80", 1);
    row("F11 surrogate ed bf bf", "\xED\xBF\xBF", 1);
    row("F11 beyond f4 90 80 80", "\xF4\x90\x80\x80", 1);
    row("F11 lead f5", "\xF5\x80\x80\x80", 0);
    row("F11 lead f8", "\xF8\x88\x80\x80\x80", 0);
    row("F11 lead fc", "\xFC\x84\x80\x80\x80\x80", 0);
    row("F11 fe", "\xFE", 0);
    row("F11 ff", "\xFF", 0);
    row("F11 e2 28", "\xE2\x28\xA1", 1);
    row("F11 e2 82 28", "\xE2\x82\x28", 2);
    row("F11 f0 90 28", "\xF0\x90\x28\xBC", 2);
    row("F11 c3 28", "\xC3\x28", 1);
    row("F11 lead after lead", "\xC3\xC3\xA4", 1);
    row("F11 after κόσμε", QByteArray("κόσμε") + "\xED\xA0\x80" + "edited", 11);
    row("F11 in a long text", QByteArray(100, 'x') + "\xF4\x90" + QByteArray(100, 'y'), 101);
    row("F12 long text", QByteArray("数据大屏显示实时指标").repeated(20), -1);
}

void TestSession::utf8()
{
    QFETCH(QByteArray, text);
    QFETCH(int, badAt);
    const QList<Event> expected{badAt < 0 ? Event{"text", text} : Event{"failed", "invalid UTF-8"}};
    const auto check
        = [&expected](const QList<QByteArray> &pieces) { QCOMPARE(run(Role::Client, pieces).events, expected); };
    forEverySplit(frame(0x81, text), check);
    for (qsizetype at = 0; at <= text.size(); ++at)
        check({frame(0x01, text.first(at)) + frame(0x80, text.sliced(at))});
    if (badAt < 0)
        return;
    // Judged at the octet itself, inside an unfinished frame and in an unfinished message.
    const QByteArray longer = frame(0x01, text + QByteArray(1000, 'x'));
    const qsizetype head = longer.size() - text.size() - 1000;
    QCOMPARE(run(Role::Client, {longer.first(head + badAt)}).events, QList<Event>{});
    QCOMPARE(run(Role::Client, {longer.first(head + badAt + 1)}).events, expected);
    QCOMPARE(run(Role::Client, {longer.first(head), longer.sliced(head, badAt + 1)}).events, expected);
}

void TestSession::utf8FailsAtFirstBadOctet()
{
    // F11, 6.4.3: the octet f4 could still become valid, 90 cannot.
    FixedRandom random;
    ws::Session session(Role::Client, {}, random);
    Recorder recorder;
    feed(session, frame(0x01, "κόσμε\xF4"), recorder);
    QCOMPARE(session.state(), State::Open);
    feed(session, "80 7e 10 00"_bytes, recorder);
    feed(session, "\x90", recorder);
    QCOMPARE(session.state(), State::Failed);
    QCOMPARE(session.failure(), ProtocolError::InvalidUtf8);
}

// A byte order mark is a character like others (F12), in a close reason too.
void TestSession::closeReasonKeepsItsMark()
{
    FixedRandom random;
    Recorder recorder;
    ws::Session session(Role::Client, {}, random);
    feed(session, frame(0x88, closePayload(1000, "\xEF\xBB\xBFx")), recorder);
    QCOMPARE(session.closeReceived()->reason, QStringLiteral("\uFEFFx"));
}

void TestSession::closeCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("allowed");
    for (const int code :
        {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
        QTest::newRow(qPrintable(QStringLiteral("F14 %1").arg(code))) << code << true;
    for (const int code : {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65'535})
        QTest::newRow(qPrintable(QStringLiteral("F14 %1 refused").arg(code))) << code << false;
}

void TestSession::closeCodes()
{
    QFETCH(int, code);
    QFETCH(bool, allowed);
    forEverySplit(frame(0x88, closePayload(code, "why")), [&](const QList<QByteArray> &pieces) {
        const Outcome outcome = run(Role::Client, pieces);
        QCOMPARE(outcome.state, allowed ? State::Closed : State::Failed);
        QCOMPARE(outcome.output, frame(0x88, closePayload(allowed ? code : 1002), key));
    });
}

void TestSession::headerFailsBeforePayload_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ProtocolError>("error");
    QTest::newRow("F03 masked by a server") << Role::Client << "81 85"_bytes << ProtocolError::MaskedByServer;
    QTest::newRow("F03 unmasked by a client") << Role::Server << "81 05"_bytes << ProtocolError::UnmaskedByClient;
    QTest::newRow("F04 before F03") << Role::Client << "89 fe"_bytes << ProtocolError::ControlTooLong;
    QTest::newRow("F03 before the length") << Role::Client << "82 fe"_bytes << ProtocolError::MaskedByServer;
    QTest::newRow("F01 at the first byte") << Role::Client << "f1"_bytes << ProtocolError::ReservedBits;
    QTest::newRow("F02 at the first byte") << Role::Client << "83"_bytes << ProtocolError::ReservedOpcode;
    QTest::newRow("F05 at the first byte") << Role::Client << "09"_bytes << ProtocolError::FragmentedControl;
    QTest::newRow("F09 at the first byte") << Role::Client << "80"_bytes << ProtocolError::UnexpectedContinuation;
    QTest::newRow("F04 at the second byte") << Role::Client << "89 7e"_bytes << ProtocolError::ControlTooLong;
    QTest::newRow("F07 at the third byte") << Role::Client << "82 7f 80"_bytes << ProtocolError::LengthNegative;
    QTest::newRow("F08 before the mask key")
        << Role::Server << "82 ff 00 00 00 00 01 00 00 01"_bytes << ProtocolError::FrameTooBig;
}

void TestSession::headerFailsBeforePayload()
{
    QFETCH(Role, role);
    QFETCH(QByteArray, bytes);
    QFETCH(ProtocolError, error);
    forEverySplit(bytes, [&](const QList<QByteArray> &pieces) {
        QCOMPARE(run(role, pieces).events, (QList<Event>{{"failed", ws::name(error)}}));
    });
    QCOMPARE(run(role, {bytes.chopped(1)}).state, State::Open);
}

void TestSession::facts()
{
    FixedRandom random;
    ws::Session session(Role::Server, {}, random);
    Recorder recorder;
    feed(session, "01"_bytes, recorder, base::Nanoseconds(7));
    feed(session, frame(0x01, "He", key).sliced(1) + frame(0x80, "llo", "abcd"), recorder, base::Nanoseconds(9));
    const ws::WireFacts &facts = recorder.wireFacts.at(0);
    QCOMPARE(facts.wireSize, 8 + 9);
    QCOMPARE(facts.fragments, 2U);
    QCOMPARE(facts.firstByte, base::Nanoseconds(7));
    QCOMPARE(facts.maskKey, 0x12345678U);
    QVERIFY(facts.masked);
    QCOMPARE(facts.compressedSize, -1);
    QCOMPARE(
        QByteArray(reinterpret_cast<const char *>(facts.header.data()), facts.headerSize), "01 82 12 34 56 78"_bytes);
    QCOMPARE(facts.laterHeaders, "80 83"_bytes + "abcd");
    QCOMPARE(facts.lastByte, base::Nanoseconds(9));
    // The same for what stands whole in one read, and for a control frame that does not.
    feed(session, frame(0x81, "x", key) + frame(0x89, "yz", key).first(3), recorder, base::Nanoseconds(11));
    feed(session, frame(0x89, "yz", key).sliced(3), recorder, base::Nanoseconds(12));
    QCOMPARE(recorder.wireFacts.at(1).firstByte, base::Nanoseconds(11));
    QCOMPARE(recorder.wireFacts.at(1).lastByte, base::Nanoseconds(11));
    QVERIFY(recorder.wireFacts.at(1).laterHeaders.isEmpty());
    QCOMPARE(recorder.wireFacts.at(2).firstByte, base::Nanoseconds(11));
    QCOMPARE(recorder.wireFacts.at(2).lastByte, base::Nanoseconds(12));
    // What is sent has them too, and a close frame.
    QVERIFY(session.ping("abc", recorder));
    takeOutput(session);
    const qsizetype sent = recorder.events.indexOf({"sent ping", "abc"});
    QVERIFY(sent > 0);
    QCOMPARE(recorder.wireFacts.at(sent).wireSize, 5);
    QCOMPARE(recorder.wireFacts.at(sent).firstByte, base::Nanoseconds(12));
    feed(session, frame(0x88, closePayload(1000), key), recorder, base::Nanoseconds(14));
    const qsizetype at = recorder.events.indexOf({"close", closePayload(1000)});
    QVERIFY(at > 0);
    const ws::WireFacts &close = recorder.wireFacts.at(at);
    QCOMPARE(close.wireSize, 8);
    QCOMPARE(close.firstByte, base::Nanoseconds(14));
    QCOMPARE(close.lastByte, base::Nanoseconds(14));
    QCOMPARE(
        QByteArray(reinterpret_cast<const char *>(close.header.data()), close.headerSize), "88 82 12 34 56 78"_bytes);
    // A client's plain path too.
    Recorder plain;
    ws::Session client(Role::Client, {}, random);
    feed(client, frame(0x81, "xy"), plain, base::Nanoseconds(13));
    QCOMPARE(plain.wireFacts.at(0).firstByte, base::Nanoseconds(13));
    QCOMPARE(plain.wireFacts.at(0).lastByte, base::Nanoseconds(13));
    // And the close frame that answers.
    feed(client, frame(0x88, closePayload(1000)), plain, base::Nanoseconds(14));
    const ws::WireFacts &answer = plain.wireFacts.last();
    QCOMPARE(plain.events.last().what, "sent close");
    QCOMPARE(answer.firstByte, base::Nanoseconds(14));
    QCOMPARE(
        QByteArray(reinterpret_cast<const char *>(answer.header.data()), answer.headerSize), "88 82 12 34 56 78"_bytes);
}

// Frames whole in the read buffer take a shorter way than those that come byte by byte.
void TestSession::factsDoNotDependOnReads()
{
    const QByteArray stream = frame(0x81, "a") + frame(0x82, QByteArray(300, 'b')) + frame(0x81, QByteArray(125, 'c'))
        + frame(0x82, {}) + frame(0x81, QByteArray(70'000, 'd')) + frame(0x8A, "p") + frame(0x81, QByteArray(126, 'e'));
    FixedRandom random;
    Recorder whole;
    ws::Session first(Role::Client, {}, random);
    feed(first, stream, whole);
    Recorder single;
    ws::Session second(Role::Client, {}, random);
    for (const char byte : stream)
        feed(second, {&byte, 1}, single);
    QCOMPARE(whole.received(), single.received());
    QCOMPARE(whole.wireFacts.size(), single.wireFacts.size());
    for (qsizetype i = 0; i < whole.wireFacts.size(); ++i) {
        const ws::WireFacts &seen = whole.wireFacts[i];
        const ws::WireFacts &other = single.wireFacts[i];
        QCOMPARE(seen.wireSize, other.wireSize);
        QCOMPARE(seen.compressedSize, other.compressedSize);
        QCOMPARE(seen.fragments, other.fragments);
        QCOMPARE(seen.header, other.header);
        QCOMPARE(seen.headerSize, other.headerSize);
        QCOMPARE(seen.masked, other.masked);
    }
}

void TestSession::wholeFrameIsAView()
{
    class Sink final : public ws::EventSink
    {
    public:
        void messageReceived(Opcode, QByteArrayView payload, const ws::WireFacts &) override { seen = payload.data(); }
        void assembledReceived(Opcode, QByteArray &&, const ws::WireFacts &) override { }
        void controlReceived(Opcode, QByteArrayView, const ws::WireFacts &) override { }
        void controlSent(Opcode, QByteArrayView, const ws::WireFacts &) override { }
        void protocolFailed(ProtocolError) override { }
        const char *seen = nullptr;
    } sink;
    FixedRandom random;
    ws::Session session(Role::Server, {}, random);
    QByteArray bytes = frame(0x81, hello, key);
    session.receive({bytes.data(), static_cast<std::size_t>(bytes.size())}, base::Nanoseconds(1), sink);
    QVERIFY(sink.seen == bytes.constData() + 6);
}

void TestSession::assembledHasSlack()
{
    FixedRandom random;
    ws::Session session(Role::Client, {}, random);
    Recorder recorder;
    for (const qsizetype size : {0, 1, 100, 1000, 70'000}) {
        feed(session, frame(0x02, QByteArray(size, 'x')) + frame(0x80, {}), recorder);
        QVERIFY2(recorder.slack >= 64, qPrintable(QString::number(recorder.slack)));
    }
}

// A pong that goes out is told, one that a failure drops is not.
void TestSession::pongsBeforeTheEnd()
{
    const QByteArray ping = frame(0x89, "p");
    const auto events = [](const QByteArray &bytes) {
        FixedRandom random;
        ws::Session session(Role::Client, {}, random);
        Recorder recorder;
        feed(session, bytes, recorder);
        return recorder.events;
    };
    QCOMPARE(events(ping + frame(0x88, closePayload(1000))),
        (QList<Event>{
            {"ping", "p"}, {"close", closePayload(1000)}, {"sent pong", "p"}, {"sent close", closePayload(1000)}}));
    QCOMPARE(events(ping + QByteArray("\x83\0", 2)),
        (QList<Event>{{"ping", "p"}, {"sent close", closePayload(1002)}, {"failed", "reserved opcode"}}));
}

void TestSession::everyErrorHasItsName()
{
    QSet<QByteArray> names;
    for (int i = 0; i <= static_cast<int>(ProtocolError::InvalidDeflate); ++i)
        names.insert(ws::name(static_cast<ProtocolError>(i)));
    QCOMPARE(names.size(), static_cast<int>(ProtocolError::InvalidDeflate) + 1);
    QVERIFY(!names.contains(ws::name(static_cast<ProtocolError>(255))));
}

void TestSession::discardsAfterClose()
{
    // F15, F17: whatever comes behind the close frame costs nothing and says nothing.
    FixedRandom random;
    ws::Session session(Role::Client, {}, random);
    Recorder recorder;
    QVERIFY(session.close(ws::CloseCode::Normal, QStringLiteral("done"), recorder));
    QCOMPARE(session.state(), State::Closing);
    feed(session, frame(0x81, "late") + frame(0x89, "p"), recorder);
    QCOMPARE(recorder.received(), (QList<Event>{{"text", "late"}, {"ping", "p"}}));
    feed(session, frame(0x88, closePayload(1000)) + frame(0x81, "x") + frame(0x89, ""), recorder);
    feed(session, frame(0x81, "y"), recorder);
    QCOMPARE(session.state(), State::Closed);
    QCOMPARE(recorder.received().size(), 3);
    QCOMPARE(session.closeReceived()->code, 1000);
    QCOMPARE(session.closeSent(), (ws::CloseStatus{.code = 1000, .reason = QStringLiteral("done")}));
    QCOMPARE(takeOutput(session), frame(0x8A, "p", key) + frame(0x88, closePayload(1000, "done"), key));
}

void TestSession::truncation()
{
    // F16: at every byte short of the message's end the session knows that a message is cut.
    const QByteArray bytes = frame(0x01, "He") + frame(0x80, "llo");
    for (qsizetype size = 0; size <= bytes.size(); ++size) {
        FixedRandom random;
        ws::Session session(Role::Client, {}, random);
        Recorder recorder;
        feed(session, bytes.first(size), recorder);
        QCOMPARE(session.isInsideMessage(), size > 0 && size < bytes.size());
    }
    // And behind a whole one, masked or not, that none is.
    for (const Role role : {Role::Client, Role::Server}) {
        FixedRandom random;
        ws::Session session(role, {}, random);
        Recorder recorder;
        feed(session, frame(0x81, "Hello", role == Role::Server ? key : QByteArray()), recorder);
        QCOMPARE(recorder.events.size(), 1);
        QVERIFY(!session.isInsideMessage());
    }
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
