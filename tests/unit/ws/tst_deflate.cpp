// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/extensions/deflatenegotiation.h"
#include "core/ws/session.h"

#include "tests/support/bytes.h"
#include "tests/unit/ws/frames.h"
#include "tests/unit/ws/recorder.h"

#include <QTest>

#include <zlib.h>

using namespace tests;
using ws::DeflateOffer;
using ws::DeflateParameters;
using ws::Role;
using State = ws::Session::State;

namespace {

constexpr int rsv1 = 0x40;

// zlib as the peer: one message without its tail.
class PeerDeflate
{
public:
    explicit PeerDeflate(int windowBits = 15)
    {
        deflateInit2(&m_stream, 9, Z_DEFLATED, -windowBits, 8, Z_DEFAULT_STRATEGY);
    }
    ~PeerDeflate() { deflateEnd(&m_stream); }
    QByteArray message(QByteArray plain)
    {
        QByteArray out(plain.size() + 256, '\0');
        m_stream.next_in = reinterpret_cast<Bytef *>(plain.data());
        m_stream.avail_in = static_cast<uInt>(plain.size());
        m_stream.next_out = reinterpret_cast<Bytef *>(out.data());
        m_stream.avail_out = static_cast<uInt>(out.size());
        ::deflate(&m_stream, Z_SYNC_FLUSH);
        return out.first(out.size() - static_cast<qsizetype>(m_stream.avail_out) - 4);
    }

private:
    z_stream m_stream{};
};

ws::Accepted agreed(const DeflateParameters &deflate = {.enabled = true}) { return {.deflate = deflate}; }

} // namespace

//! permessage-deflate: what is agreed, and what the data may look like (RFC 7692).
class TestDeflate : public QObject
{
    Q_OBJECT
private slots:
    void refusedAnswers_data();
    void refusedAnswers();
    void offers();
    void acceptedAnswers_data();
    void acceptedAnswers();
    void serverAgrees_data();
    void serverAgrees();
    void received_data();
    void received();
    void refused_data();
    void refused();
    void bomb();
    void contextTakeover();
    void noContextTakeover();
    void roundTrip_data();
    void roundTrip();
    void windowOf8IsSentPlain();
};

void TestDeflate::refusedAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<DeflateOffer>("offer");
    const auto row = [](const char *name, const QByteArray &answer, const DeflateOffer &offer = {}) {
        QTest::newRow(name) << answer << offer;
    };
    row("C01 twice", "permessage-deflate, permessage-deflate");
    row("C01 other name", "x-webkit-deflate-frame");
    row("C01 wrong case", "Permessage-Deflate");
    row("C02 unknown parameter", "permessage-deflate; x");
    row("C02 parameter twice", "permessage-deflate; server_no_context_takeover; server_no_context_takeover");
    row("C02 window twice", "permessage-deflate; server_max_window_bits=10; server_max_window_bits=10");
    row("C03 flag with a value", "permessage-deflate; server_no_context_takeover=1");
    row("C03 flag with an empty value", "permessage-deflate; client_no_context_takeover=\"\"");
    row("C04 without a value", "permessage-deflate; server_max_window_bits");
    for (const char *value : {"7", "16", "08", "0", "-9", "+9", "9.0", "1e1", "9 x", "99999999999", "\"\"", "1", "10 "})
        if (qstrcmp(value, "10 ") != 0)
            row(qPrintable(QStringLiteral("C04 %1").arg(QLatin1String(value))),
                QByteArray("permessage-deflate; server_max_window_bits=") + value);
    row("C05 without a value", "permessage-deflate; client_max_window_bits");
    row("C05 16", "permessage-deflate; client_max_window_bits=16");
    row("C06 not offered", "permessage-deflate; client_max_window_bits=10", {.clientWindowNegotiable = false});
    row("C07 ignored", "permessage-deflate", {.serverNoContextTakeover = true});
    row("C08 absent", "permessage-deflate", {.serverMaxWindowBits = 10});
    row("C08 greater", "permessage-deflate; server_max_window_bits=11", {.serverMaxWindowBits = 10});
    row("C09 greater", "permessage-deflate; client_max_window_bits=11", {.clientMaxWindowBits = 10});
    for (const char *list : {";", ",", "a;;b", "a,,b", "a; b=\"x", "a; b=\"x y\"", "a; b=", "a=b", "a b", "\"a\""})
        row(qPrintable(QStringLiteral("H08 %1").arg(QLatin1String(list))), list);
}

void TestDeflate::refusedAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(DeflateOffer, offer);
    const auto list = ws::readExtensions(answer);
    QVERIFY(!list || !ws::readAnswer(*list, offer));
}

void TestDeflate::offers()
{
    // RFC 7692 §7.1
    const auto offer = [](const DeflateOffer &asked) { return ws::writeOffer(asked); };
    QCOMPARE(offer({}), "permessage-deflate; client_max_window_bits");
    QCOMPARE(offer({.clientWindowNegotiable = false}), "permessage-deflate");
    QCOMPARE(offer({.serverNoContextTakeover = true, .clientNoContextTakeover = true, .clientWindowNegotiable = false}),
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    QCOMPARE(offer({.serverMaxWindowBits = 9, .clientMaxWindowBits = 12}),
        "permessage-deflate; server_max_window_bits=9; client_max_window_bits=12");
}

void TestDeflate::acceptedAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<DeflateOffer>("offer");
    QTest::addColumn<DeflateParameters>("parameters");
    const auto row = [](const char *name, const QByteArray &answer, const DeflateParameters &parameters,
                         const DeflateOffer &offer = {}) { QTest::newRow(name) << answer << offer << parameters; };
    row("C10 no parameters", "permessage-deflate", {.enabled = true});
    row("C10 unasked flags", "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        {.enabled = true, .serverNoContextTakeover = true, .clientNoContextTakeover = true});
    row("C10 unasked server window", "permessage-deflate; server_max_window_bits=9",
        {.enabled = true, .serverMaxWindowBits = 9});
    row("C10 quoted", "permessage-deflate; server_max_window_bits=\"10\"",
        {.enabled = true, .serverMaxWindowBits = 10});
    row("C10 quoted pair", "permessage-deflate; server_max_window_bits=\"1\\0\"",
        {.enabled = true, .serverMaxWindowBits = 10});
    row("C10 blanks", " permessage-deflate ;\tserver_max_window_bits = 8 ",
        {.enabled = true, .serverMaxWindowBits = 8});
    row("C09 absent means ours", "permessage-deflate", {.enabled = true, .clientMaxWindowBits = 10},
        {.clientMaxWindowBits = 10});
    row("C11 window of 8", "permessage-deflate; client_max_window_bits=8", {.enabled = true, .clientMaxWindowBits = 8});
    row("C08 the same", "permessage-deflate; server_max_window_bits=10", {.enabled = true, .serverMaxWindowBits = 10},
        {.serverMaxWindowBits = 10});
    row("C09 the same", "permessage-deflate; client_max_window_bits=10", {.enabled = true, .clientMaxWindowBits = 10},
        {.clientMaxWindowBits = 10});
    row("C08 smaller", "permessage-deflate; server_max_window_bits=9", {.enabled = true, .serverMaxWindowBits = 9},
        {.serverMaxWindowBits = 10});
}

void TestDeflate::acceptedAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(DeflateOffer, offer);
    const auto list = ws::readExtensions(answer);
    QVERIFY(list);
    const auto parameters = ws::readAnswer(*list, offer);
    QVERIFY(parameters);
    QTEST(*parameters, "parameters");
    QCOMPARE(ws::readAnswer({}, offer), DeflateParameters{}); // C12.
}

void TestDeflate::serverAgrees_data()
{
    QTest::addColumn<QByteArray>("offers");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *name, const QByteArray &offers, const QByteArray &answer) {
        QTest::newRow(name) << offers << answer;
    };
    row("plain", "permessage-deflate", "permessage-deflate");
    row("client window negotiable", "permessage-deflate; client_max_window_bits", "permessage-deflate");
    row("server window", "permessage-deflate; server_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=10");
    row("client window", "permessage-deflate; client_max_window_bits=9",
        "permessage-deflate; client_max_window_bits=9");
    row("flags", "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover");
    row("second offer is understood", "permessage-deflate; x, permessage-deflate; server_max_window_bits=12",
        "permessage-deflate; server_max_window_bits=12");
    row("none understood", "permessage-deflate; server_max_window_bits=7", "");
    row("server window without a value", "permessage-deflate; server_max_window_bits", "");
    row("another extension", "x-other", "");
}

void TestDeflate::serverAgrees()
{
    QFETCH(QByteArray, offers);
    const auto list = ws::readExtensions(offers);
    QVERIFY(list);
    const DeflateParameters agreed = ws::agreeOn(*list);
    QTEST(ws::writeAnswer(agreed), "answer");
    for (const int bits : {agreed.serverMaxWindowBits, agreed.clientMaxWindowBits})
        QVERIFY(bits >= 8 && bits <= 15);
}

void TestDeflate::received_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<Event>>("events");
    const auto row = [](const char *name, const QByteArray &bytes, const QList<Event> &events) {
        QTest::newRow(name) << bytes << events;
    };
    row("7692 §7.2.3.1 Hello", "c1 07 f2 48 cd c9 c9 07 00"_bytes, {{"text", "Hello"}});
    row("7692 §7.2.3.1 fragmented", "41 03 f2 48 cd 80 04 c9 c9 07 00"_bytes, {{"text", "Hello"}});
    row("7692 §7.2.3.2 sharing the window", "c1 07 f2 48 cd c9 c9 07 00 c1 05 f2 00 11 00 00"_bytes,
        {{"text", "Hello"}, {"text", "Hello"}});
    row("7692 §7.2.3.3 stored block", "c1 0b 00 05 00 fa ff 48 65 6c 6c 6f 00"_bytes, {{"text", "Hello"}});
    row("7692 §7.2.3.4 C25 final block", "c1 08 f3 48 cd c9 c9 07 00 00"_bytes, {{"text", "Hello"}});
    row("C25 final block without more", "c1 07 f3 48 cd c9 c9 07 00"_bytes, {{"text", "Hello"}});
    row("C25 window behind a final block", "c1 08 f3 48 cd c9 c9 07 00 00 c1 05 f2 00 11 00 00"_bytes,
        {{"text", "Hello"}, {"text", "Hello"}});
    row("7692 §7.2.3.5 two blocks", "c1 0d f2 48 05 00 00 00 ff ff ca c9 c9 07 00"_bytes, {{"text", "Hello"}});
    row("7692 §7.2.3.6 C25 empty as 00", "c1 01 00"_bytes, {{"text", ""}});
    row("C25 empty as nothing", "c1 00"_bytes, {{"text", ""}});
    row("C25 empty, then Hello", "c1 00 c1 07 f2 48 cd c9 c9 07 00"_bytes, {{"text", ""}, {"text", "Hello"}});
    row("C21 plain between", "c1 07 f2 48 cd c9 c9 07 00 81 01 61 c1 05 f2 00 11 00 00"_bytes,
        {{"text", "Hello"}, {"text", "a"}, {"text", "Hello"}});
    row("F10 ping inside", "41 03 f2 48 cd 89 01 70 80 04 c9 c9 07 00"_bytes, {{"ping", "p"}, {"text", "Hello"}});
    const QByteArray big = QByteArray("{\"价格\":12345}").repeated(20'000);
    row("C22 big text", frame(fin | rsv1 | 1, PeerDeflate().message(big)), {{"text", big}});
}

void TestDeflate::received()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<Event>, events);
    forEverySplit(bytes, [&](const QList<QByteArray> &pieces) {
        const Outcome outcome = run(Role::Client, pieces, {}, agreed());
        QCOMPARE(outcome.events, events);
        QCOMPARE(outcome.state, State::Open);
    });
}

void TestDeflate::refused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ws::ProtocolError>("error");
    const auto row
        = [](const char *name, const QByteArray &bytes, ws::ProtocolError error = ws::ProtocolError::InvalidDeflate) {
              QTest::newRow(name) << bytes << error;
          };
    row("C20 RSV1 on a continuation", "41 03 f2 48 cd c0 04 c9 c9 07 00"_bytes, ws::ProtocolError::ReservedBits);
    row("C20 RSV1 on a ping", "c9 00"_bytes, ws::ProtocolError::ReservedBits);
    row("F01 RSV2", "e1 00"_bytes, ws::ProtocolError::ReservedBits);
    row("C24 invalid block type", "c1 01 06"_bytes);
    row("C24 bad stored length", "c1 06 00 05 00 00 00 48"_bytes);
    row("C24 bad Huffman table", "c1 04 04 ff ff ff"_bytes);
    row("C25 C24 invalid block behind a final one", "c1 08 f3 48 cd c9 c9 07 00 06"_bytes);
    row("C24 distance too far", "c1 05 f2 00 11 00 00"_bytes);
    row("C24 truncated", "c1 04 f2 48 cd c9"_bytes);
    row("C27 not UTF-8", frame(fin | rsv1 | 1, PeerDeflate().message("ab\xFF")), ws::ProtocolError::InvalidUtf8);
    row("C27 before C24: what came out is judged first", "c1 07 f2 5d 48 cd c9 c9 c9 c1 00 07 07"_bytes,
        ws::ProtocolError::InvalidUtf8);
    row("C27 ends within a code point", frame(fin | rsv1 | 1, PeerDeflate().message("ab\xE2\x82")),
        ws::ProtocolError::InvalidUtf8);
}

void TestDeflate::refused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ws::ProtocolError, error);
    forEverySplit(bytes, [&](const QList<QByteArray> &pieces) {
        const Outcome outcome = run(Role::Client, pieces, {}, agreed());
        QCOMPARE(outcome.events, (QList<Event>{{"failed", ws::name(error)}}));
        QCOMPARE(outcome.state, State::Failed);
    });
}

void TestDeflate::bomb()
{
    // C22: in a compressed message only what comes out counts, also in its further frames.
    const QByteArray stored = "00 05 00 fa ff 48 65 6c 6c 6f 00"_bytes;
    QCOMPARE(
        run(Role::Client, {frame(rsv1 | 1, stored.first(1)) + frame(fin, stored.sliced(1))}, {.message = {5}}, agreed())
            .events,
        (QList<Event>{{"text", "Hello"}}));
    // C22, C23: stops one byte over the limit, whatever the compressed size; what is malformed behind it is never seen.
    const ws::Limits limits{.message = {1 << 20}};
    const QByteArray exact = PeerDeflate().message(QByteArray(1 << 20, '\0'));
    const QByteArray over = PeerDeflate().message(QByteArray((1 << 20) + 1, '\0'));
    QCOMPARE(run(Role::Client, {frame(fin | rsv1 | 2, exact)}, limits, agreed()).events,
        (QList<Event>{{"binary", QByteArray(1 << 20, '\0')}}));
    forEverySplit(frame(fin | rsv1 | 2, over + "\x06\x06\x06"), [&](const QList<QByteArray> &pieces) {
        const Outcome outcome = run(Role::Client, pieces, limits, agreed());
        QCOMPARE(outcome.events, (QList<Event>{{"failed", "message too big"}}));
        QCOMPARE(outcome.output, frame(0x88, closePayload(1009), QByteArray::fromHex("12345678")));
    });
    // The last byte that is allowed is looked at.
    QCOMPARE(run(Role::Client, {frame(fin | rsv1 | 1, PeerDeflate().message(QByteArray(9, 'a') + '\xFF'))},
                 {.message = {10}}, agreed())
                 .events,
        (QList<Event>{{"failed", "invalid UTF-8"}}));
    QCOMPARE(run(Role::Client,
                 {frame(fin | rsv1 | 1,
                     PeerDeflate().message(QByteArray(9, 'a')
                         + "\xFF"
                           "bb"))},
                 {.message = {10}}, agreed())
                 .events,
        (QList<Event>{{"failed", "invalid UTF-8"}}));
    // What stands over the limit is not looked at, nor two bytes over it, bad UTF-8 or not.
    QCOMPARE(run(Role::Client, {frame(fin | rsv1 | 1, PeerDeflate().message(QByteArray(10, 'a') + '\xFF'))},
                 {.message = {10}}, agreed())
                 .events,
        (QList<Event>{{"failed", "message too big"}}));
    const QByteArray text = PeerDeflate().message(QByteArray(11, 'a') + "\xFF\xFF");
    QCOMPARE(run(Role::Client, {frame(fin | rsv1 | 1, text)}, {.message = {10}}, agreed()).events,
        (QList<Event>{{"failed", "message too big"}}));
    QByteArray fragments = frame(rsv1 | 2, over.first(1));
    for (const char byte : over.sliced(1))
        fragments += frame(0, QByteArray(1, byte));
    QCOMPARE(run(Role::Client, {fragments}, limits, agreed()).events, (QList<Event>{{"failed", "message too big"}}));
}

void TestDeflate::contextTakeover()
{
    // C26: a thousand messages that refer back, some to what is 32 KiB behind.
    PeerDeflate peer;
    QByteArray wire;
    QList<Event> events;
    base::SeededRandom random(7);
    for (int i = 0; i < 1000; ++i) {
        QByteArray text = i % 40 == 0 ? QByteArray() : QByteArray("{\"sequence\":" + QByteArray::number(i) + "}");
        if (i % 40 == 0) {
            for (int j = 0; j < 1500; ++j)
                text += QByteArray::number(random.next() % 1000, 16);
        }
        events.append({"text", text});
        wire += frame(fin | rsv1 | 1, peer.message(text));
    }
    QCOMPARE(run(Role::Client, {wire}, {}, agreed()).events, events);
}

void TestDeflate::noContextTakeover()
{
    // C26: the window is empty for the second message, so its back-reference points nowhere.
    const QByteArray wire = "c1 07 f2 48 cd c9 c9 07 00 c1 05 f2 00 11 00 00"_bytes;
    const Outcome outcome = run(Role::Client, {wire}, {}, agreed({.enabled = true, .serverNoContextTakeover = true}));
    QCOMPARE(outcome.events, (QList<Event>{{"text", "Hello"}, {"failed", "invalid deflate data"}}));
}

void TestDeflate::roundTrip_data()
{
    QTest::addColumn<DeflateParameters>("parameters");
    for (const int bits : {8, 9, 10, 12, 15}) {
        for (const bool forgets : {false, true})
            QTest::newRow(qPrintable(QStringLiteral("window %1, forgets %2").arg(bits).arg(forgets)))
                << DeflateParameters{.enabled = true,
                       .serverNoContextTakeover = forgets,
                       .clientNoContextTakeover = forgets,
                       .serverMaxWindowBits = bits,
                       .clientMaxWindowBits = bits};
    }
}

void TestDeflate::roundTrip()
{
    QFETCH(DeflateParameters, parameters);
    FixedRandom random;
    for (const Role role : {Role::Client, Role::Server}) {
        ws::Session sender(role, agreed(parameters), random);
        sender.setDeflateOptions({.threshold = 0});
        ws::Session receiver(role == Role::Client ? Role::Server : Role::Client, agreed(parameters), random);
        Recorder recorder;
        base::SeededRandom noise(3);
        for (const int size : {0, 1, 16, 64, 256, 1024, 4096, 65'536, 300'000}) {
            QByteArray text = QByteArray("{\"metric\":\"sales\",\"value\":1234.5}").repeated(size / 33 + 1).first(size);
            ws::WireFacts facts;
            QVERIFY(sender.send(ws::Opcode::Text, text, &facts));
            QByteArray binary(size, '\0');
            QVERIFY(noise.fill(std::as_writable_bytes(std::span(binary.data(), static_cast<std::size_t>(size)))));
            QVERIFY(sender.send(ws::Opcode::Binary, binary));
            feed(receiver, takeOutput(sender), recorder);
            QCOMPARE(
                recorder.events.sliced(recorder.events.size() - 2), (QList<Event>{{"text", text}, {"binary", binary}}));
            if (parameters.clientMaxWindowBits > 8 && size >= 256)
                QVERIFY(facts.compressedSize > 0 && facts.compressedSize < size);
        }
    }
}

void TestDeflate::windowOf8IsSentPlain()
{
    // C11: zlib's raw deflate would silently use a window of 9.
    FixedRandom random;
    ws::Session session(Role::Server, agreed({.enabled = true, .serverMaxWindowBits = 8}), random);
    QVERIFY(session.send(ws::Opcode::Text, QByteArray(5000, 'x')));
    QCOMPARE(takeOutput(session), frame(0x81, QByteArray(5000, 'x')));
}

QTEST_GUILESS_MAIN(TestDeflate)
#include "tst_deflate.moc"
