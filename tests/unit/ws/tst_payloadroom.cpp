// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ws/frames.h"
#include "tests/unit/ws/recorder.h"

#include <QTest>

using namespace tests;
using ws::Role;

namespace {

constexpr qsizetype worthIt = 16 << 10;
const QByteArray key = QByteArray::fromHex("12345678");

QByteArray text(qsizetype size)
{
    QByteArray bytes;
    while (bytes.size() < size)
        bytes += "中{\"a\":1}é";
    return bytes;
}

// Reads \a bytes as a transport does that asks for room: straight into it, at most \a most at once, and otherwise in
// pieces of \a piece bytes. Counts in \a straight what needed no copy.
Outcome runWithRoom(
    Role role, const QByteArray &bytes, qsizetype piece, qsizetype most, qsizetype got, qsizetype &straight)
{
    FixedRandom random;
    ws::Session session(role, {}, random);
    Recorder recorder;
    for (qsizetype at = 0; at < bytes.size();) {
        std::span<char> room = session.payloadRoom(most);
        const bool isStraight = !room.empty();
        const qsizetype size
            = std::min(bytes.size() - at, isStraight ? std::min(static_cast<qsizetype>(room.size()), got) : piece);
        std::vector<char> block(static_cast<std::size_t>(isStraight ? 0 : size));
        room = isStraight ? room.first(static_cast<std::size_t>(size)) : std::span<char>(block);
        std::copy_n(bytes.begin() + at, size, room.begin());
        session.receive(room, base::Nanoseconds(1), recorder);
        straight += isStraight ? size : 0;
        at += size;
    }
    return {.events = recorder.received(), .output = takeOutput(session), .state = session.state()};
}

} // namespace

//! A transport may read the payload of a long frame to where it belongs.
class TestPayloadRoom : public QObject
{
    Q_OBJECT
private slots:
    void sameEvents_data();
    void sameEvents();
    void onlyWhereItIsWorthIt();
    void neverBeyondTheFrame();
    void takesOnlyWhatArrives();
};

void TestPayloadRoom::sameEvents_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("straight");
    const QByteArray big = text(300'000);
    const QByteArray rest = frame(0x81, "behind") + frame(0x82, big) + frame(0x88, closePayload(1000));
    QTest::newRow("one text frame") << frame(0x81, big) + rest << true;
    QTest::newRow("one binary frame") << frame(0x82, big) + rest << true;
    QTest::newRow("fragments with a ping between")
        << frame(0x01, big) + frame(0x89, "p") + frame(0x00, big) + frame(0x80, big) + rest << true;
    QTest::newRow("a text with a bad octet in it")
        << frame(0x81, text(120'000) + '\xFF' + text(120'000)) + rest << true;
    QTest::newRow("a text that ends inside a character") << frame(0x81, text(120'000) + "\xE4\xB8") + rest << true;
    QTest::newRow("a bad header behind") << frame(0x81, big) + frame(0xF3, "x") << true;
    QTest::newRow("short frames") << frame(0x81, text(9'000)) + frame(0x82, text(9'000)) << false;
}

void TestPayloadRoom::sameEvents()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, straight);
    const Outcome whole = run(Role::Client, {bytes});
    for (const qsizetype piece : {1'000, 4'096, 70'001}) {
        for (const qsizetype most : {20'000, 65'536, 262'144}) {
            for (const qsizetype got : {777, 16'385, 262'144}) {
                qsizetype copied = 0;
                QVERIFY(runWithRoom(Role::Client, bytes, piece, most, got, copied) == whole);
                QCOMPARE(copied > 0, straight);
            }
        }
    }
    if (!straight)
        return;
    const QByteArray masked = frame(0x01, text(100'000), key) + frame(0x80, text(100'000), key);
    qsizetype copied = 0;
    QVERIFY(runWithRoom(Role::Server, masked, 4'096, 65'536, 10'001, copied) == run(Role::Server, {masked}));
    QVERIFY(copied > 150'000);
}

void TestPayloadRoom::onlyWhereItIsWorthIt()
{
    FixedRandom random;
    Recorder recorder;
    ws::Accepted deflated;
    deflated.deflate.enabled = true;
    ws::Session session(Role::Client, deflated, random);
    const auto roomAfter = [&](QByteArrayView bytes) {
        feed(session, bytes, recorder);
        return static_cast<qsizetype>(session.payloadRoom(1 << 20).size());
    };
    QCOMPARE(roomAfter({}), 0); // Between frames.
    const QByteArray exact = frame(0x82, QByteArray(worthIt, 'a'));
    QCOMPARE(roomAfter(exact.first(4)), worthIt);
    QCOMPARE(roomAfter(exact.sliced(4, 1)), 0); // One byte less is still to come.
    QCOMPARE(roomAfter(exact.sliced(5)), 0);
    QCOMPARE(roomAfter(frame(0x02, text(50'000)).first(100)), text(50'000).size() - 96);
    QCOMPARE(roomAfter(frame(0x02, text(50'000)).sliced(100)), 0);
    QCOMPARE(roomAfter(frame(0x89, "ping").first(3)), 0);
    QCOMPARE(roomAfter(frame(0x89, "ping").sliced(3)), 0);
    QCOMPARE(roomAfter(frame(0x80, "end")), 0);
    const QByteArray stored = QByteArray::fromHex("00ffff0000") + QByteArray(65'535, 'a');
    QCOMPARE(roomAfter(frame(0xC2, stored).first(20)), 0); // Compressed: it must be inflated.
    QCOMPARE(recorder.received().size(), 3);

    ws::Session failed(Role::Client, {}, random);
    feed(failed, frame(0x81, text(50'000) + '\xFF' + text(50'000)).first(70'000), recorder);
    QCOMPARE(failed.state(), ws::Session::State::Failed);
    QVERIFY(failed.payloadRoom(1 << 20).empty());
}

void TestPayloadRoom::neverBeyondTheFrame()
{
    FixedRandom random;
    Recorder recorder;
    ws::Session session(Role::Client, {}, random);
    feed(session, frame(0x82, QByteArray(100'000, 'a')).first(10 + 60'000), recorder);
    QCOMPARE(session.payloadRoom(1 << 20).size(), std::size_t(40'000));
    QCOMPARE(session.payloadRoom(20'000).size(), std::size_t(20'000));
    QVERIFY(session.payloadRoom(worthIt - 1).empty());
}

// F08: a header that announces much and a peer that sends little.
void TestPayloadRoom::takesOnlyWhatArrives()
{
    FixedRandom random;
    Recorder recorder;
    ws::Session session(Role::Client, {}, random);
    feed(session, QByteArray::fromHex("827f0000000001000000"), recorder); // 16 MiB.
    QCOMPARE(session.payloadRoom(64 << 10).size(), std::size_t(64 << 10));
    feed(session, QByteArray(100, 'a'), recorder); // Not read into the room: that is allowed.
    QCOMPARE(session.payloadRoom(64 << 10).size(), std::size_t(64 << 10));
    QVERIFY(session.isInsideMessage());
}

QTEST_APPLESS_MAIN(TestPayloadRoom)
#include "tst_payloadroom.moc"
