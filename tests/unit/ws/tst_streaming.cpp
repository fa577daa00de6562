// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/bytes.h"
#include "tests/unit/ws/frames.h"
#include "tests/unit/ws/recorder.h"

#include <QSet>
#include <QTest>

using namespace tests;
using ws::CloseCode;
using ws::Compress;
using ws::Opcode;
using ws::Role;
using ws::SendError;
using State = ws::Session::State;

namespace {

const QByteArray key = "\x12\x34\x56\x78";

ws::Accepted deflated(bool forgets = false)
{
    ws::Accepted accepted;
    accepted.deflate = {.enabled = true, .serverNoContextTakeover = forgets, .clientNoContextTakeover = forgets};
    return accepted;
}

// Random bytes once, then not again: the generator fails after a number of keys.
class LimitedRandom final : public base::Random
{
public:
    explicit LimitedRandom(int keys) : m_keys(keys) { }
    [[nodiscard]] bool fill(std::span<std::byte> bytes) override
    {
        std::fill(bytes.begin(), bytes.end(), std::byte{7});
        return m_keys-- > 0;
    }

private:
    int m_keys;
};

} // namespace

//! Messages in fragments of a chosen size, and messages of a length that nobody knows at their start (§5.4).
class TestStreaming : public QObject
{
    Q_OBJECT
private slots:
    void fragments_data();
    void fragments();
    void fragmentsRoundTrip_data();
    void fragmentsRoundTrip();
    void fragmentFacts();
    void fragmentsAllOrNothing();
    void chunks();
    void chunksRoundTrip_data();
    void chunksRoundTrip();
    void contextIsTakenOver();
    void controlBetweenChunks();
    void utf8AcrossChunks();
    void refused_data();
    void refused();
    void closeGivesUp();
    void chunkWithoutRandomness();
    void compressionIsAChoice_data();
    void compressionIsAChoice();
    void unsentIsNotReferredTo();
    void pong();
    void limits();
};

void TestStreaming::fragments_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("§5.4 two fragments") << Role::Server << QByteArray("Hello") << qint64(3)
                                        << "01 03 48 65 6c 80 02 6c 6f"_bytes;
    QTest::newRow("§5.4 exactly filled") << Role::Server << QByteArray("abcd") << qint64(2)
                                         << "01 02 61 62 80 02 63 64"_bytes;
    QTest::newRow("§5.4 one octet each") << Role::Server << QByteArray("abc") << qint64(1)
                                         << "01 01 61 00 01 62 80 01 63"_bytes;
    QTest::newRow("§5.4 as long as the fragment")
        << Role::Server << QByteArray("abc") << qint64(3) << "81 03 61 62 63"_bytes;
    QTest::newRow("§5.4 shorter than the fragment")
        << Role::Server << QByteArray("abc") << qint64(9) << "81 03 61 62 63"_bytes;
    QTest::newRow("§5.4 empty") << Role::Server << QByteArray() << qint64(4) << "81 00"_bytes;
    QTest::newRow("§5.4 inside a code point")
        << Role::Server << QByteArray("€") << qint64(2) << "01 02 e2 82 80 01 ac"_bytes;
    QTest::newRow("§5.4 masked") << Role::Client << QByteArray("Hello") << qint64(3)
                                 << frame(0x01, "Hel", key) + frame(0x80, "lo", key);
    const QByteArray quarter(256 << 10, 'q');
    QTest::newRow("guide 1 MiB in four fragments of 256 KiB")
        << Role::Client << quarter + quarter + quarter + quarter << qint64(256 << 10)
        << frame(0x01, quarter, key) + frame(0x00, quarter, key) + frame(0x00, quarter, key)
            + frame(0x80, quarter, key);
}

void TestStreaming::fragments()
{
    QFETCH(Role, role);
    QFETCH(QByteArray, payload);
    QFETCH(qint64, size);
    QFETCH(QByteArray, wire);
    FixedRandom random;
    ws::Session session(role, {}, random);
    ws::WireFacts facts;
    QVERIFY(session.send(Opcode::Text, payload, {.fragmentSize = size}, &facts));
    QCOMPARE(session.pendingOutput(), wire.size());
    QCOMPARE(takeOutput(session), wire);
    QCOMPARE(facts.wireSize, wire.size());
}

void TestStreaming::fragmentsRoundTrip_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<bool>("deflate");
    QTest::addColumn<bool>("forgets");
    QTest::newRow("client") << Role::Client << false << false;
    QTest::newRow("server") << Role::Server << false << false;
    QTest::newRow("client, deflate") << Role::Client << true << false;
    QTest::newRow("server, deflate, no context takeover") << Role::Server << true << true;
}

void TestStreaming::fragmentsRoundTrip()
{
    QFETCH(Role, role);
    QFETCH(bool, deflate);
    QFETCH(bool, forgets);
    const ws::Accepted accepted = deflate ? deflated(forgets) : ws::Accepted{};
    base::SeededRandom random(5);
    ws::Session one(role, accepted, random);
    ws::Session other(role == Role::Client ? Role::Server : Role::Client, accepted, random);
    Recorder recorder;
    QByteArray text;
    for (int i = 0; text.size() < 3000; ++i)
        text += "{\"value\":" + QByteArray::number(i * 7919 % 1000) + ",\"名\":\"数\"}";
    for (const qint64 size : {0, 1, 7, 100, 2999, 3000, 100'000}) {
        ws::WireFacts facts;
        QVERIFY(one.send(Opcode::Text, text, {.fragmentSize = size}, &facts));
        QCOMPARE(facts.compressedSize >= 0, deflate);
        feed(other, takeOutput(one), recorder);
        QCOMPARE(recorder.events.takeLast(), (Event{"text", text}));
        const ws::WireFacts seen = recorder.wireFacts.takeLast();
        QCOMPARE(seen.fragments, facts.fragments);
        QCOMPARE(seen.wireSize, facts.wireSize);
        QCOMPARE(seen.compressedSize, facts.compressedSize);
        QCOMPARE(seen.header, facts.header);
        QCOMPARE(seen.maskKey, facts.maskKey);
        QCOMPARE(seen.laterHeaders, facts.laterHeaders);
    }
}

void TestStreaming::fragmentFacts()
{
    // F24: a new key for every fragment; and the headers that are kept are whole ones.
    base::SeededRandom random(1);
    ws::Session session(Role::Client, {}, random);
    ws::WireFacts facts;
    QVERIFY(session.send(Opcode::Binary, QByteArray(2000, 'x'), {.fragmentSize = 10}, &facts));
    QCOMPARE(facts.fragments, 200U);
    QCOMPARE(facts.headerSize, 6);
    QCOMPARE(facts.header[0], 0x02);
    QVERIFY(facts.masked);
    QCOMPARE(facts.laterHeaders.size(), 169 * 6);
    QSet<QByteArray> keys;
    for (qsizetype at = 0; at < facts.laterHeaders.size(); at += 6) {
        QCOMPARE(facts.laterHeaders[at], '\0');
        keys.insert(facts.laterHeaders.sliced(at + 2, 4));
    }
    QCOMPARE(keys.size(), facts.laterHeaders.size() / 6);
}

void TestStreaming::fragmentsAllOrNothing()
{
    LimitedRandom random(2);
    ws::Session session(Role::Client, {}, random);
    QCOMPARE(session.send(Opcode::Text, "abcdef", {.fragmentSize = 2}).error(), SendError::NoRandomness);
    QCOMPARE(session.pendingOutput(), 0);
    // A chunk that just fits does.
    FixedRandom none;
    ws::Session exact(Role::Client, {}, none, {.outputHard = {100}});
    QVERIFY(exact.beginMessage(Opcode::Text));
    QCOMPARE(exact.sendChunk(QByteArray(100 - 13, 'x')).error(), SendError::OutputFull);
    QVERIFY(exact.sendChunk(QByteArray(100 - 14, 'x')));
    // Its headers count too: a megabyte in fragments of one octet is fifteen.
    FixedRandom keys;
    ws::Session small(Role::Client, {}, keys, {.outputHard = {100}});
    QCOMPARE(small.send(Opcode::Text, "abcdefgh", {.fragmentSize = 1}).error(), SendError::OutputFull);
    QVERIFY(small.send(Opcode::Text, "abcdefgh", {.fragmentSize = 2}));
}

void TestStreaming::chunks()
{
    FixedRandom random;
    ws::Session session(Role::Server, {}, random);
    Recorder recorder;
    session.receive({}, base::Nanoseconds(5), recorder); // Time goes on.
    QVERIFY(session.beginMessage(Opcode::Text));
    QVERIFY(session.isSendingMessage());
    QCOMPARE(session.pendingOutput(), 0);
    QVERIFY(session.sendChunk("Hel"));
    QVERIFY(session.sendChunk(""));
    session.receive({}, base::Nanoseconds(7), recorder);
    QVERIFY(session.sendChunk("lo"));
    ws::WireFacts facts;
    QVERIFY(session.finishMessage({}, &facts));
    QCOMPARE(facts.firstByte, base::Nanoseconds(5));
    QCOMPARE(facts.lastByte, base::Nanoseconds(7));
    QVERIFY(!session.isSendingMessage());
    QCOMPARE(takeOutput(session), "01 03 48 65 6c 00 02 6c 6f 80 00"_bytes);
    QCOMPARE(facts.fragments, 3U);
    QCOMPARE(facts.wireSize, 11);
    QCOMPARE(facts.compressedSize, -1);
    QCOMPARE(facts.laterHeaders, "00 02 80 00"_bytes);
    // One chunk is one frame, none is an empty message.
    QVERIFY(session.beginMessage(Opcode::Binary));
    QVERIFY(session.finishMessage("x"));
    QVERIFY(session.beginMessage(Opcode::Text));
    QVERIFY(session.finishMessage());
    QCOMPARE(takeOutput(session), "82 01 78 81 00"_bytes);
}

void TestStreaming::chunksRoundTrip_data() { fragmentsRoundTrip_data(); }

void TestStreaming::chunksRoundTrip()
{
    QFETCH(Role, role);
    QFETCH(bool, deflate);
    QFETCH(bool, forgets);
    const ws::Accepted accepted = deflate ? deflated(forgets) : ws::Accepted{};
    base::SeededRandom random(5);
    ws::Session one(role, accepted, random);
    ws::Session other(role == Role::Client ? Role::Server : Role::Client, accepted, random);
    Recorder recorder;
    for (int round = 0; round < 50; ++round) {
        QVERIFY(one.beginMessage(Opcode::Text, Compress::Always));
        QByteArray whole;
        for (quint64 chunks = random.next() % 6; chunks > 0; --chunks) {
            QByteArray chunk;
            for (quint64 words = random.next() % 40; words > 0; --words)
                chunk += "value " + QByteArray::number(random.next() % 20);
            QVERIFY(one.sendChunk(chunk));
            whole += chunk;
        }
        const QByteArray last = (random.next() & 1) ? QByteArray() : QByteArray("the end");
        ws::WireFacts facts;
        QVERIFY(one.finishMessage(last, &facts));
        whole += last;
        feed(other, takeOutput(one), recorder);
        QCOMPARE(recorder.events.takeLast(), (Event{"text", whole}));
        const ws::WireFacts seen = recorder.wireFacts.takeLast();
        QCOMPARE(seen.fragments, facts.fragments);
        QCOMPARE(seen.wireSize, facts.wireSize);
        QCOMPARE(seen.compressedSize, facts.compressedSize);
        QCOMPARE(facts.compressedSize >= 0, deflate && !whole.isEmpty());
    }
}

void TestStreaming::contextIsTakenOver()
{
    // RFC 7692 §7.1.1: what one streamed message said, the next need not say again; without takeover it must.
    const QByteArray line = "the same words in every message, long enough to be worth a reference";
    for (const bool forgets : {false, true}) {
        FixedRandom random;
        ws::Session session(Role::Server, deflated(forgets), random);
        QList<qint64> sizes;
        for (int i = 0; i < 2; ++i) {
            ws::WireFacts facts;
            QVERIFY(session.beginMessage(Opcode::Text, Compress::Always));
            QVERIFY(session.sendChunk(line));
            QVERIFY(session.sendChunk(line));
            QVERIFY(session.finishMessage({}, &facts));
            sizes.append(facts.compressedSize);
        }
        QCOMPARE(sizes[1] < sizes[0] / 2, !forgets);
        QCOMPARE(sizes[1] == sizes[0], forgets);
    }
}

void TestStreaming::controlBetweenChunks()
{
    FixedRandom random;
    ws::Session session(Role::Server, {}, random);
    Recorder recorder;
    QVERIFY(session.beginMessage(Opcode::Text));
    QVERIFY(session.sendChunk("a"));
    QCOMPARE(takeOutput(session), "01 01 61"_bytes);
    feed(session, frame(0x89, "1", key) + frame(0x89, "2", key), recorder);
    QVERIFY(session.ping("p", recorder));
    QVERIFY(session.sendChunk("b"));
    QCOMPARE(takeOutput(session), "8a 01 31 8a 01 32 89 01 70 00 01 62"_bytes);
    QVERIFY(session.finishMessage("c"));
    QCOMPARE(takeOutput(session), "80 01 63"_bytes);
}

void TestStreaming::utf8AcrossChunks()
{
    FixedRandom random;
    ws::Session session(Role::Server, {}, random);
    QVERIFY(session.beginMessage(Opcode::Text));
    QVERIFY(session.sendChunk("\xE2\x82"));
    // Neither the wrong octet nor the end may come here; the message waits for the right one.
    QCOMPARE(session.sendChunk("x").error(), SendError::InvalidUtf8);
    QCOMPARE(session.finishMessage().error(), SendError::InvalidUtf8);
    QVERIFY(session.isSendingMessage());
    QVERIFY(session.finishMessage("\xAC"));
    QCOMPARE(takeOutput(session), "01 02 e2 82 80 01 ac"_bytes);
    // Binary is any bytes.
    QVERIFY(session.beginMessage(Opcode::Binary));
    QVERIFY(session.finishMessage("\xE2\x82"));
}

void TestStreaming::refused_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<SendError>("error");
    QTest::newRow("chunk without a message") << QByteArray("chunk") << SendError::NoMessage;
    QTest::newRow("empty chunk without a message") << QByteArray("empty chunk") << SendError::NoMessage;
    QTest::newRow("end without a message") << QByteArray("finish") << SendError::NoMessage;
    QTest::newRow("begin inside a message") << QByteArray("begin begin") << SendError::InsideMessage;
    QTest::newRow("send inside a message") << QByteArray("begin send") << SendError::InsideMessage;
    QTest::newRow("begin with a ping") << QByteArray("ping") << SendError::NotOpen;
    QTest::newRow("begin with a continuation") << QByteArray("continuation") << SendError::NotOpen;
    QTest::newRow("begin behind close") << QByteArray("close begin") << SendError::NotOpen;
    QTest::newRow("chunk behind close") << QByteArray("begin close chunk") << SendError::NotOpen;
    QTest::newRow("empty chunk behind close") << QByteArray("begin close empty") << SendError::NotOpen;
    QTest::newRow("end behind close") << QByteArray("begin close finish") << SendError::NotOpen;
    QTest::newRow("chunk over the hard limit") << QByteArray("begin big") << SendError::OutputFull;
}

void TestStreaming::refused()
{
    QFETCH(QByteArray, what);
    QFETCH(SendError, error);
    FixedRandom random;
    ws::Session session(Role::Server, {}, random, {.outputHard = {100}});
    Recorder recorder;
    base::Expected<void, SendError> last;
    for (const QByteArray &word : what.split(' ')) {
        if (word == "begin")
            last = session.beginMessage(Opcode::Text);
        else if (word == "ping")
            last = session.beginMessage(Opcode::Ping);
        else if (word == "continuation")
            last = session.beginMessage(Opcode::Continuation);
        else if (word == "chunk")
            last = session.sendChunk("x");
        else if (word == "empty")
            last = session.sendChunk({});
        else if (word == "big")
            last = session.sendChunk(QByteArray(100, 'x'));
        else if (word == "finish")
            last = session.finishMessage();
        else if (word == "send")
            last = session.send(Opcode::Text, "x");
        else if (word == "close")
            last = session.close(CloseCode::Normal, {}, recorder);
    }
    QVERIFY(!last);
    QCOMPARE(last.error(), error);
}

void TestStreaming::closeGivesUp()
{
    // §5.5.1: a close frame may come inside a message, which then never ends.
    FixedRandom random;
    ws::Session session(Role::Server, {}, random);
    Recorder recorder;
    QVERIFY(session.beginMessage(Opcode::Text));
    QVERIFY(session.sendChunk("a"));
    feed(session, frame(0x88, closePayload(1000), key), recorder);
    QVERIFY(!session.isSendingMessage());
    QCOMPARE(takeOutput(session), "01 01 61 88 02 03 e8"_bytes);
    QCOMPARE(session.state(), State::Closed);
}

void TestStreaming::chunkWithoutRandomness()
{
    LimitedRandom random(1);
    ws::Session session(Role::Client, {}, random);
    QVERIFY(session.beginMessage(Opcode::Text));
    QVERIFY(session.sendChunk("a"));
    const qint64 before = session.pendingOutput();
    QCOMPARE(session.sendChunk("b").error(), SendError::NoRandomness);
    QCOMPARE(session.pendingOutput(), before);
}

void TestStreaming::compressionIsAChoice_data()
{
    QTest::addColumn<int>("window");
    QTest::addColumn<Compress>("choice");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("compressed");
    QTest::newRow("7692 §6.1 below the threshold") << 15 << Compress::FromThreshold << qsizetype(1023) << false;
    QTest::newRow("7692 §6.1 at the threshold") << 15 << Compress::FromThreshold << qsizetype(1024) << true;
    QTest::newRow("7692 §6.1 always") << 15 << Compress::Always << qsizetype(1) << true;
    QTest::newRow("7692 §6.1 always, but empty") << 15 << Compress::Always << qsizetype(0) << false;
    QTest::newRow("7692 §6.1 never") << 15 << Compress::Never << qsizetype(5000) << false;
    QTest::newRow("C11 always, window of 8") << 8 << Compress::Always << qsizetype(5000) << false;
}

void TestStreaming::compressionIsAChoice()
{
    QFETCH(int, window);
    QFETCH(Compress, choice);
    QFETCH(qsizetype, size);
    QFETCH(bool, compressed);
    ws::Accepted accepted = deflated();
    accepted.deflate.serverMaxWindowBits = window;
    FixedRandom random;
    ws::Session session(Role::Server, accepted, random);
    const QByteArray payload(size, 'x');
    ws::WireFacts facts;
    QVERIFY(session.send(Opcode::Text, payload, {.compress = choice}, &facts));
    QCOMPARE(facts.compressedSize >= 0, compressed);
    QCOMPARE((facts.header[0] & 0x40) != 0, compressed);
    QVERIFY(session.beginMessage(Opcode::Text, choice));
    QVERIFY(session.finishMessage(payload, &facts));
    QCOMPARE(facts.compressedSize >= 0, compressed);
    QCOMPARE((facts.header[0] & 0x40) != 0, compressed);
    // Where nothing was agreed, nothing is compressed.
    ws::Session plain(Role::Server, {}, random);
    QVERIFY(plain.send(Opcode::Text, payload, {.compress = choice}, &facts));
    QCOMPARE(facts.compressedSize, -1);
}

void TestStreaming::unsentIsNotReferredTo()
{
    // A message was compressed and then had no mask: the peer never saw it, so the next stands alone.
    const QByteArray words = "words that come again in the next message";
    FixedRandom random;
    ws::Session session(Role::Client, deflated(), random);
    random.fails = true;
    QCOMPARE(session.send(Opcode::Text, words, {.compress = Compress::Always}).error(), SendError::NoRandomness);
    random.fails = false;
    QVERIFY(session.send(Opcode::Text, words, {.compress = Compress::Always}));
    Recorder recorder;
    ws::Session peer(Role::Server, deflated(), random);
    feed(peer, takeOutput(session), recorder);
    QCOMPARE(recorder.events, (QList<Event>{{"text", words}}));
}

void TestStreaming::pong()
{
    FixedRandom random;
    ws::Session session(Role::Client, {}, random);
    Recorder recorder;
    QVERIFY(session.pong("hi", recorder));
    QCOMPARE(takeOutput(session), frame(0x8A, "hi", key));
    QCOMPARE(recorder.events, (QList<Event>{{"sent pong", "hi"}}));
    QCOMPARE(session.pong(QByteArray(126, 'x'), recorder).error(), SendError::ControlTooLong);
    QCOMPARE(recorder.events.size(), 1);
    ws::Session small(Role::Server, {}, random, {.outputHard = {20}});
    QVERIFY(small.pong("123456", recorder));
    QCOMPARE(small.ping("1", recorder).error(), SendError::OutputFull);
}

void TestStreaming::limits()
{
    using namespace base::literals;
    const ws::Limits limits;
    QCOMPARE(limits.frame, 16_MiB);
    QCOMPARE(limits.message, 64_MiB);
    QCOMPARE(limits.fragments, 65'536);
    QCOMPARE(limits.unreadInbound, 8_MiB);
    QCOMPARE(limits.outputHighWater, 4_MiB);
    QCOMPARE(limits.outputHard, 64_MiB);
    // The guide's preset answers a message over 1 MiB with 1009.
    QCOMPARE(run(Role::Client, {frame(0x82, QByteArray(1 << 20, 'x'))}, ws::Limits::guide()).state, State::Open);
    const Outcome tooBig = run(Role::Client, {frame(0x82, QByteArray((1 << 20) + 1, 'x'))}, ws::Limits::guide());
    QCOMPARE(tooBig.output, frame(0x88, closePayload(1009), key));
}

QTEST_GUILESS_MAIN(TestStreaming)
#include "tst_streaming.moc"
