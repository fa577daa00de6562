// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/devicefleet.h"

#include "core/messaging/envelope.h"

#include <QJsonObject>
#include <QTest>

using namespace std::chrono_literals;

class TestDeviceFleet : public QObject
{
    Q_OBJECT
private slots:
    void everyDeviceReportsOncePerInterval()
    {
        messaging::DeviceFleet fleet(1'000, 10s);
        for (int i = 0; i < fleet.count(); ++i)
            fleet.connected(i, 0s);
        std::vector<int> reports(1'000, 0);
        int most = 0;
        for (base::Nanoseconds now = 0s; now <= 60s; now += 100ms) {
            const auto due = fleet.takeDue(now);
            most = std::max(most, static_cast<int>(due.size()));
            for (const int device : due)
                ++reports[static_cast<std::size_t>(device)];
        }
        for (const int count : reports)
            QVERIFY2(count == 6, qPrintable(QString::number(count)));
        QVERIFY2(most < 30, "their turns are spread");
    }
    void onlyWhileTheyAreThere()
    {
        messaging::DeviceFleet fleet(2, 10s);
        fleet.connected(0, 0s);
        fleet.disconnected(0);
        QVERIFY(fleet.takeDue(100s).empty());
        fleet.connected(0, 100s);
        fleet.disconnected(0);
        fleet.connected(0, 100s); // Again: one turn, not two.
        QCOMPARE(fleet.takeDue(110s).size(), std::size_t(1));
        QCOMPARE(fleet.takeDue(1000s).size(), std::size_t(1)); // What was slept through is not made up for.
    }
    void whatTheySay()
    {
        messaging::DeviceFleet fleet(10'000, 60s);
        QCOMPARE(messaging::DeviceFleet::idOf(0), QByteArray("device-001"));
        QCOMPARE(messaging::DeviceFleet::idOf(9'999), QByteArray("device-10000"));
        QCOMPARE(messaging::DeviceFleet::auth(0),
            QByteArray("{\"deviceId\":\"device-001\",\"secret\":\"secret\",\"type\":\"auth\"}"));
        for (int device = 0; device < 10'000; device += 777) {
            const auto report = messaging::parseEnvelope(fleet.report(device, 1'700'000'000s));
            QVERIFY(report && report->type == "data");
            QCOMPARE(report->fields.value("deviceId").toString().toLatin1(), messaging::DeviceFleet::idOf(device));
            const QJsonObject metrics = report->fields.value("metrics").toObject();
            QVERIFY(metrics.value("temperature").toDouble() > 0 && metrics.value("temperature").toDouble() < 40);
            QVERIFY(metrics.value("humidity").toDouble() > 0 && metrics.value("humidity").toDouble() < 100);
            QVERIFY(metrics.value("battery").toDouble(-1) >= 0 && metrics.value("battery").toDouble() <= 100);
        }
        QCOMPARE(fleet.report(3, 5s), messaging::DeviceFleet(10'000, 60s).report(3, 5s));
    }
    void commands()
    {
        messaging::DeviceFleet fleet(1, 60s);
        const auto answer
            = messaging::parseEnvelope(fleet.answer(0, "{\"type\":\"control\",\"id\":\"cmd-1\",\"command\":\"x\"}", 5s).value());
        QVERIFY(answer && answer->type == "result");
        QCOMPARE(answer->fields.value("commandId").toString(), QString("cmd-1"));
        QCOMPARE(answer->fields.value("success").toBool(), true);
        QVERIFY(!fleet.answer(0, "{\"type\":\"pong\"}", 5s) && !fleet.answer(0, "hello", 5s));
    }
};

QTEST_GUILESS_MAIN(TestDeviceFleet)
#include "tst_devicefleet.moc"
