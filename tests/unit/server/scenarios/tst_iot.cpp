// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/iot.h"

#include "tests/unit/server/scenariobench.h"

#include <QJsonArray>
#include <QTest>

using namespace std::chrono_literals;
using Bench = tests::ScenarioBench<server::Iot>;

class TestIot : public QObject
{
    Q_OBJECT
private slots:
    void reportsCommandsAndAlerts()
    {
        Bench bench;
        join(bench, 1, server::Identity::Kind::User, "alice");
        join(bench, 2, server::Identity::Kind::Device, "device-001");
        QCOMPARE(bench.types(1), QStringList{"device_online"});
        report(bench, "device-001", 20.0);
        QCOMPARE(bench.types(1), QStringList{"data"});
        report(bench, "device-001", 41.0);
        report(bench, "device-001", 42.0); // Once for as long as it lasts.
        QCOMPARE(bench.types(1), (QStringList{"data", "alert", "data"}));
        report(bench, "device-001", 20.0);
        report(bench, "device-001", 50.0);
        QCOMPARE(bench.types(1), (QStringList{"data", "data", "alert"}));

        bench.say(1, "{\"type\":\"control\",\"deviceId\":\"device-001\",\"command\":\"reboot\"}");
        const QJsonObject control = bench.heard(2).first();
        QCOMPARE(control.value("type").toString(), QString("control"));
        QCOMPARE(control.value("command").toString(), QString("reboot"));
        bench.heard(1);
        bench.say(2, "{\"type\":\"result\",\"commandId\":\"" + control.value("id").toString().toUtf8()
                + "\",\"success\":true,\"data\":{\"up\":1}}");
        const QJsonObject result = bench.heard(1).first();
        QCOMPARE(result.value("type").toString(), QString("result"));
        QCOMPARE(result.value("commandId"), control.value("id"));
        QCOMPARE(result.value("deviceId").toString(), QString("device-001"));
        QVERIFY(!bench.scenario.nextDeadline());
    }
    void offline()
    {
        Bench bench;
        join(bench, 1, server::Identity::Kind::User, "alice");
        bench.say(1, "{\"type\":\"control\",\"deviceId\":\"device-001\",\"command\":\"reboot\"}");
        QCOMPARE(bench.heard(1).first().value("message").toString(), QString("Device offline"));
        join(bench, 2, server::Identity::Kind::Device, "device-001");
        bench.say(1, "{\"type\":\"control\",\"deviceId\":\"device-001\",\"command\":\"reboot\"}");
        bench.heard(1);
        bench.scenario.left(2);
        bench.settle();
        const QList<QJsonObject> told = bench.heard(1);
        QCOMPARE(told.size(), 2);
        QCOMPARE(told.first().value("type").toString(), QString("device_offline"));
        QCOMPARE(told.last().value("message").toString(), QString("Device offline"));
    }
    void aDeviceThatSaysNothingTimesOut()
    {
        Bench bench;
        join(bench, 1, server::Identity::Kind::User, "alice");
        join(bench, 2, server::Identity::Kind::Device, "device-001");
        bench.say(1, "{\"type\":\"control\",\"deviceId\":\"device-001\",\"command\":\"reboot\"}");
        bench.heard(1);
        bench.run(29s);
        QVERIFY(bench.heard(1).isEmpty());
        bench.run(1s);
        QCOMPARE(bench.heard(1).first().value("message").toString(), QString("Request timeout"));
        bench.scenario.left(1);
        bench.scenario.left(2);
        QCOMPARE(bench.scenario.held(), std::size_t(0));
    }
    void ownRule()
    {
        Bench bench;
        join(bench, 1, server::Identity::Kind::User, "alice");
        join(bench, 2, server::Identity::Kind::Device, "device-001");
        bench.say(1, "{\"type\":\"rule\",\"metric\":\"temperature\",\"below\":0}");
        bench.out.sent.clear();
        report(bench, "device-001", -3.0);
        QCOMPARE(bench.heard(1).last().value("rule").toString(), QString("temperature < 0"));
    }
    void whatADeviceMayNotSay_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("for another device")
            << QByteArray("{\"type\":\"data\",\"deviceId\":\"device-002\",\"metrics\":{\"temperature\":1}}");
        QTest::newRow("no metrics") << QByteArray("{\"type\":\"data\",\"deviceId\":\"device-001\",\"metrics\":{}}");
        QTest::newRow("metric that is a text")
            << QByteArray("{\"type\":\"data\",\"deviceId\":\"device-001\",\"metrics\":{\"temperature\":\"1\"}}");
        QTest::newRow("a command") << QByteArray("{\"type\":\"control\",\"deviceId\":\"device-002\",\"command\":1}");
        QTest::newRow("a result nobody asked for") << QByteArray("{\"type\":\"result\",\"commandId\":\"cmd-9\"}");
        QTest::newRow("no JSON") << QByteArray("{");
    }
    void whatADeviceMayNotSay()
    {
        QFETCH(QByteArray, message);
        Bench bench;
        join(bench, 2, server::Identity::Kind::Device, "device-001");
        bench.say(2, message);
        QCOMPARE(bench.heard(2).first().value("message").toString(), QString("Invalid message"));
    }

private:
    static void join(Bench &bench, server::ClientId client, server::Identity::Kind kind, const QByteArray &name)
    {
        bench.scenario.joinedAs(client, {.kind = kind, .name = name}, {}, bench.clock.now(), bench.out);
    }
    static void report(Bench &bench, const QByteArray &device, double temperature)
    {
        bench.say(2, "{\"type\":\"data\",\"deviceId\":\"" + device + "\",\"metrics\":{\"temperature\":"
                + QByteArray::number(temperature) + ",\"humidity\":50,\"battery\":90},\"timestamp\":1}");
    }
};

QTEST_GUILESS_MAIN(TestIot)
#include "tst_iot.moc"
