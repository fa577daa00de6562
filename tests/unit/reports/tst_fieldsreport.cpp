// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/extractor.h"
#include "core/reports/fieldsreport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

class FieldsReportTest : public QObject
{
    Q_OBJECT
private slots:
    void whatWasFound()
    {
        series::SeriesStore store;
        fields::Extractor extractor(store);
        fields::FeedFacts facts;
        qint64 now = 1'700'000'000'000'000'000;
        quint64 seq = 0;
        const auto read = [&](const QByteArray &text) {
            now += 10'000'000;
            const QByteArray padded = text + QByteArray(64, '\0');
            const auto reading = extractor.read(QByteArrayView(padded).first(text.size()), true, now, ++seq);
            facts.tally.add(reading, seq, true);
        };
        for (int i = 0; i < 100; ++i)
            read("{\"host\":\"" + QByteArray(i % 2 == 0 ? "a" : "b") + "\",\"used\":\"" + QByteArray::number(i)
                + " kB\",\"ts\":" + QByteArray::number(now / 1'000'000 + 20'000) + "}");
        read("{\"host\":\"a\",\"used\":NaN}");
        read("{\"host\"");
        read("hello");
        extractor.settle(now + 1'000'000'000);
        facts.clocks = extractor.clocks();

        const QJsonObject report = QJsonDocument::fromJson(reports::fieldsReport(store, facts)).object();
        QCOMPARE(report["messages"].toInt(), 103);
        QCOMPARE(report["records"].toInt(), 101);
        QCOMPARE(report["format"].toString(), QStringLiteral("json"));
        QCOMPARE(report["decode"].toString(), QStringLiteral("none"));
        QCOMPARE(report["split"].toString(), QStringLiteral("none"));
        QCOMPARE(report["time"].toObject()["source"].toString(), QStringLiteral("ts"));
        QVERIFY(qAbs(report["time"].toObject()["offset_ms"].toDouble() + 19'990) < 20);
        const QJsonArray unread = report["unread"].toArray();
        QCOMPARE(unread.size(), 2);
        QCOMPARE(unread[0].toObject()["cause"].toString(), QStringLiteral("malformed"));
        QCOMPARE(unread[0].toObject()["seq"].toInt(), 102);
        QCOMPARE(unread[1].toObject()["cause"].toString(), QStringLiteral("text"));
        QVERIFY(unread[1].toObject()["byte"].isNull());
        const QJsonObject lenient = report["lenient"].toArray().first().toObject();
        QCOMPARE(lenient["cause"].toString(), QStringLiteral("nan"));
        QCOMPARE(lenient["byte"].toInt(), 19);
        int found = 0;
        for (const QJsonValue &value : report["fields"].toArray()) {
            const QJsonObject field = value.toObject();
            if (field["path"].toString() != QStringLiteral("used"))
                continue;
            ++found;
            QCOMPARE(field["unit"].toString(), QStringLiteral("kB"));
            QCOMPARE(field["samples"].toInt(), 50);
            QCOMPARE(field["charted"].toInt(), 1);
            QCOMPARE(field["last"].toInt(), field["key"].toString() == QStringLiteral("a") ? 98 : 99);
        }
        QCOMPARE(found, 2);
    }

    void ofNothing()
    {
        const QJsonObject report
            = QJsonDocument::fromJson(reports::fieldsReport(series::SeriesStore(), fields::FeedFacts())).object();
        QVERIFY(report["fields"].toArray().isEmpty());
        QVERIFY(report["time"].toObject()["source"].isNull());
        QCOMPARE(report["format"].toString(), QStringLiteral("none"));
    }
};

QTEST_APPLESS_MAIN(FieldsReportTest)
#include "tst_fieldsreport.moc"
