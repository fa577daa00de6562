// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ws/frames.h"
#include "tests/unit/ws/recorder.h"

#include <QTest>

using namespace tests;
using ws::Role;

namespace {

// Random traffic of a peer: mostly right, sometimes wrong.
class Script
{
public:
    Script(quint64 seed, Role receiver) : m_random(seed), m_receiver(receiver) { }

    QByteArray bytes(bool deflated)
    {
        QByteArray all;
        for (int frames = 1 + below(12); frames > 0; --frames)
            all += next(deflated);
        for (int damage = below(8) == 0 ? 1 + below(3) : 0; damage > 0 && !all.isEmpty(); --damage)
            all[below(static_cast<int>(all.size()))] = static_cast<char>(below(256));
        return all;
    }
    QList<QByteArray> split(QByteArray bytes)
    {
        QList<QByteArray> pieces;
        const int most = 1 << below(9);
        while (!bytes.isEmpty()) {
            const qsizetype size = std::min<qsizetype>(bytes.size(), 1 + below(most));
            pieces.append(bytes.first(size));
            bytes = bytes.sliced(size);
        }
        return pieces;
    }

private:
    int below(int n) { return static_cast<int>(m_random.next() % static_cast<quint64>(n)); }
    QByteArray payload(int most)
    {
        static const QByteArray letters = "aZ09 {}\"中é\xF0\x9F\x98\x80\xC3";
        QByteArray bytes;
        for (int size = below(most); size > 0; --size)
            bytes += letters[below(static_cast<int>(letters.size()) - (below(40) == 0 ? 0 : 10))];
        return bytes;
    }
    QByteArray next(bool deflated)
    {
        const int kind = below(16);
        if (kind == 0)
            return write(0x89, payload(20));
        if (kind == 1)
            return write(0x8A, payload(20));
        if (kind == 2)
            return write(
                0x88, below(3) == 0 ? QByteArray() : closePayload(below(2) == 0 ? 1000 : below(5000), payload(30)));
        if (deflated && kind < 8 && !m_inside)
            return write(0xC1, QByteArray::fromHex(below(2) == 0 ? "f248cdc9c90700" : "f200110000"));
        const bool last = below(3) != 0;
        const int opcode = m_inside ? 0 : 1 + below(2);
        m_inside = !last;
        return write((last ? 0x80 : 0) | opcode, payload(below(8) == 0 ? 700 : 60));
    }
    QByteArray write(int first, const QByteArray &content)
    {
        QByteArray key;
        if (m_receiver == Role::Server) {
            for (int i = 0; i < 4; ++i)
                key += static_cast<char>(below(256));
        }
        return frame(first, content, key);
    }

    base::SeededRandom m_random;
    Role m_receiver;
    bool m_inside = false;
};

} // namespace

//! However the transport cuts the stream, the session sees the same (F21).
class TestChunking : public QObject
{
    Q_OBJECT
private slots:
    void sameEvents_data();
    void sameEvents();
};

void TestChunking::sameEvents_data()
{
    QTest::addColumn<Role>("role");
    QTest::addColumn<bool>("deflated");
    QTest::newRow("F21 client") << Role::Client << false;
    QTest::newRow("F21 server") << Role::Server << false;
    QTest::newRow("F21 client, deflate") << Role::Client << true;
    QTest::newRow("F21 server, deflate") << Role::Server << true;
}

// SOCKETSCOPE_SCRIPTS and SOCKETSCOPE_SEED ask for more, or for one that failed.
void TestChunking::sameEvents()
{
    QFETCH(Role, role);
    QFETCH(bool, deflated);
    const int scripts
        = qEnvironmentVariableIsSet("SOCKETSCOPE_SCRIPTS") ? qEnvironmentVariableIntValue("SOCKETSCOPE_SCRIPTS") : 1500;
    const auto seed = qEnvironmentVariable("SOCKETSCOPE_SEED", QStringLiteral("6455")).toULongLong();
    qInfo("seed %llu, %d scripts", static_cast<unsigned long long>(seed), scripts);
    const ws::Limits limits{.frame = {600}, .message = {1000}, .fragments = 4};
    ws::Accepted accepted;
    accepted.deflate.enabled = deflated;
    for (int i = 0; i < scripts; ++i) {
        Script script(seed + static_cast<quint64>(i), role);
        const QByteArray bytes = script.bytes(deflated);
        const Outcome whole = run(role, {bytes}, limits, accepted);
        for (int round = 0; round < 3; ++round) {
            const Outcome cut = run(role, script.split(bytes), limits, accepted);
            QVERIFY2(cut == whole,
                qPrintable(QStringLiteral("SOCKETSCOPE_SEED=%1: %2")
                               .arg(seed + static_cast<quint64>(i))
                               .arg(QLatin1String(bytes.toHex(' ')))));
        }
    }
}

QTEST_GUILESS_MAIN(TestChunking)
#include "tst_chunking.moc"
