// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/session.h"

#include "tests/unit/ws/frames.h"
#include "tests/unit/ws/recorder.h"

#include <QTest>

#include <atomic>

#ifdef __SANITIZE_ADDRESS__
// GCC 12 has the function and not its header.
extern "C" int __sanitizer_install_malloc_and_free_hooks(
    void (*onMalloc)(const volatile void *, std::size_t), void (*onFree)(const volatile void *));
#endif

using namespace tests;
using ws::Role;

namespace {

std::atomic<qint64> allocations = 0;

class SilentSink final : public ws::EventSink
{
public:
    void messageReceived(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { ++messages; }
    void assembledReceived(ws::Opcode, QByteArray &&, const ws::WireFacts &) override { ++messages; }
    void controlReceived(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void controlSent(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void protocolFailed(ws::ProtocolError) override { }
    qint64 messages = 0;
};

[[maybe_unused]] void installHook()
{
#ifdef __SANITIZE_ADDRESS__
    [[maybe_unused]] static const int installed = __sanitizer_install_malloc_and_free_hooks(
        [](const volatile void *, std::size_t) { ++allocations; }, [](const volatile void *) {});
#endif
}

} // namespace

//! In steady state a received message costs no memory from the heap, however the reads cut the stream.
class TestAllocations : public QObject
{
    Q_OBJECT
private slots:
    void steadyState_data();
    void steadyState();
    void manyFragments();
};

void TestAllocations::steadyState_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<qsizetype>("read");
    for (const qsizetype read : {1, 7, 100, 1000, 65'536}) {
        QTest::addRow("client, reads of %lld", static_cast<long long>(read)) << Role::Client << read;
        QTest::addRow("server, reads of %lld", static_cast<long long>(read)) << Role::Server << read;
    }
}

void TestAllocations::steadyState()
{
#ifdef __SANITIZE_ADDRESS__
    QFETCH(Role, role);
    QFETCH(qsizetype, read);
    installHook();
    const QByteArray key = role == Role::Server ? QByteArray("abcd") : QByteArray();
    const QByteArray stream = frame(0x81, QByteArray(96, 'x'), key).repeated(500);
    FixedRandom random;
    ws::Session session(role, {}, random);
    SilentSink sink;
    qint64 before = 0;
    for (int round = 0; round < 3; ++round) {
        QByteArray bytes = stream;
        char *data = bytes.data();
        if (round == 1)
            before = allocations;
        const qint64 atBegin = allocations;
        for (qsizetype at = 0; at < bytes.size(); at += read)
            session.receive(
                {data + at, static_cast<std::size_t>(std::min(read, bytes.size() - at))}, base::Nanoseconds(1), sink);
        if (round > 0)
            QCOMPARE(allocations - atBegin, 0);
    }
    QCOMPARE(sink.messages, 1500);
    QVERIFY(allocations > before); // The hook counts: each round copied the stream.
#else
    QSKIP("Allocations are counted by AddressSanitizer's hooks.");
#endif
}

// A message in 65 536 fragments is put together in memory that doubles, not in one that is moved for each of them.
void TestAllocations::manyFragments()
{
#ifdef __SANITIZE_ADDRESS__
    installHook();
    QByteArray bytes = frame(0x02, QByteArray(64, 'x')) + frame(0x00, QByteArray(64, 'x')).repeated(65'534)
        + frame(0x80, QByteArray(64, 'x'));
    FixedRandom random;
    ws::Session session(Role::Client, {}, random);
    SilentSink sink;
    char *data = bytes.data();
    const qint64 before = allocations;
    session.receive({data, static_cast<std::size_t>(bytes.size())}, base::Nanoseconds(1), sink);
    QCOMPARE(sink.messages, 1);
    QVERIFY2(allocations - before < 40, QByteArray::number(allocations - before));
#else
    QSKIP("Allocations are counted by AddressSanitizer's hooks.");
#endif
}

QTEST_GUILESS_MAIN(TestAllocations)
#include "tst_allocations.moc"
