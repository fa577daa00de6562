// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/payloadview.h"

#include <QTest>

using viewers::prepare;

class PayloadViewTest : public QObject
{
    Q_OBJECT
private slots:
    void everyFormatIsShownAsATree_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<bool>("isText");
        QTest::addColumn<QByteArray>("pretty");
        QTest::addColumn<QString>("format");
        const auto hex = [](const char *bytes) { return QByteArray::fromHex(bytes); };
        const QByteArray one("{\n  \"v\": 1\n}");
        QTest::newRow("JSON") << QByteArray("{\"v\":1}") << true << one << QString();
        QTest::newRow("CBOR") << hex("a1617601") << false << one << "cbor";
        QTest::newRow("MessagePack") << hex("81a17601") << false << one << "messagepack";
        QTest::newRow("JSON in an envelope") << hex("abcd010700000007") + "{\"v\":1}" << false << one << "json";
        QTest::newRow("gzip") << hex("1f8b0800000000000203ab562a53b232d433ad05009ff620f709000000") << false
                              << QByteArray("{\n  \"v\": 1.5\n}") << "json";
        QTest::newRow("pairs") << QByteArray("v=1") << true << one << "key-value";
        QTest::newRow("text") << QByteArray("hello") << true << QByteArray() << QString();
        QTest::newRow("bytes") << hex("00010203") << false << QByteArray() << QString();
    }
    void everyFormatIsShownAsATree()
    {
        QFETCH(QByteArray, payload);
        QFETCH(bool, isText);
        QFETCH(QByteArray, pretty);
        const auto kind = isText ? capture::Kind::Text : capture::Kind::Binary;
        const auto prepared = prepare(payload, kind, std::atomic<bool>(false));
        QCOMPARE(prepared.pretty, pretty);
        QTEST(QString(prepared.format), "format");
        QCOMPARE(prepared.outline != nullptr, !pretty.isEmpty());
        QCOMPARE(prepared.jsonProblem.isEmpty(), !pretty.isEmpty());
    }

    // However deep they are nested, only two are opened.
    void envelopesInEnvelopes()
    {
        QByteArray payload = "{}";
        for (int i = 0; i < 2'000; ++i) {
            const auto size = static_cast<quint32>(payload.size());
            payload.prepend(QByteArray::fromHex("abcd0107")
                + QByteArray::fromHex(QByteArray::number(size, 16).rightJustified(8, '0')));
        }
        QVERIFY(prepare(payload, capture::Kind::Binary, std::atomic<bool>(false)).outline == nullptr);
    }
};

QTEST_GUILESS_MAIN(PayloadViewTest)
#include "tst_payloadview.moc"
