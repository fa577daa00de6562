// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/binary.h"

#include "core/messaging/binarymessage.h"
#include "tests/unit/server/scenariobench.h"

#include <QJsonArray>
#include <QTest>
#include <QtEndian>

using namespace std::chrono_literals;
using Bench = tests::ScenarioBench<server::Binary>;

class TestBinary : public QObject
{
    Q_OBJECT
private slots:
    void magicMessagesComeBack()
    {
        Bench bench;
        bench.scenario.joined(1, {}, bench.clock.now(), bench.out);
        const QByteArray message = messaging::encodeBinaryMessage(2, QByteArray(1000, 'x'));
        say(bench, message);
        QCOMPARE(bench.out.take().front().payload, message);
    }
    void recordsOnRequest()
    {
        Bench bench;
        bench.scenario.joined(1, {}, bench.clock.now(), bench.out);
        say(bench, messaging::encodeBinaryMessage(4, QByteArray::fromHex("00000003")));
        bench.run(10s);
        const auto sent = bench.out.take();
        QCOMPARE(sent.size(), std::size_t(3));
        const auto record = messaging::decodeBinaryMessage(sent.front().payload);
        QVERIFY(record && record->type == 4);
        QCOMPARE(record->content.size(), qsizetype(21));
        QCOMPARE(qFromLittleEndian<quint32>(record->content.data() + 1), quint32(12345));
        QCOMPARE(qFromLittleEndian<double>(record->content.data() + 13), 98.765);
    }
    void bareRecords()
    {
        Bench bench;
        bench.scenario.joined(1, QUrlQuery("format=record"), bench.clock.now(), bench.out);
        bench.run(350ms);
        const auto sent = bench.out.take();
        QCOMPARE(sent.size(), std::size_t(4));
        QCOMPARE(sent.front().payload.size(), qsizetype(21));
        QCOMPARE(sent.front().opcode, ws::Opcode::Binary);
        say(bench, QByteArray(21, 'r'));
        QCOMPARE(bench.out.take().front().payload, QByteArray(21, 'r'));
        bench.scenario.left(1);
        QVERIFY(!bench.scenario.nextDeadline() && bench.scenario.held() == 0);
    }
    void invalid()
    {
        Bench bench;
        bench.scenario.joined(1, {}, bench.clock.now(), bench.out);
        const QByteArray good = messaging::encodeBinaryMessage(1, "hello");
        for (qsizetype size = 0; size < good.size(); ++size) {
            say(bench, good.first(size));
            QVERIFY(bench.out.take().front().payload.contains("Invalid message"));
        }
        say(bench, messaging::encodeBinaryMessage(4, "abc"));
        QVERIFY(bench.out.take().front().payload.contains("Invalid message"));
        QVERIFY(bench.scenario.refusal(QUrlQuery("format=xml")));
    }

private:
    static void say(Bench &bench, const QByteArray &bytes)
    {
        bench.scenario.messageReceived(1, ws::Opcode::Binary, bytes, bench.clock.now(), bench.out);
    }
};

QTEST_GUILESS_MAIN(TestBinary)
#include "tst_binary.moc"
