// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/versionedenvelope.h"

#include <QTest>

using namespace std::chrono_literals;

class TestVersionedEnvelope : public QObject
{
    Q_OBJECT
private slots:
    void guide()
    {
        const QByteArray text = "{\n  \"version\": \"1.0\", \"type\": \"message_type\", \"id\": \"unique_id\",\n"
                                "  \"timestamp\": 1638360000000, \"data\": { \"a\": [1, 2] } }";
        const auto envelope = messaging::versionedEnvelopeOf(text);
        QVERIFY(envelope);
        QCOMPARE(envelope->major, 1);
        QCOMPARE(envelope->minor, 0);
        QCOMPARE(envelope->type, QByteArray("message_type"));
        QCOMPARE(envelope->id, QByteArray("\"unique_id\""));
        QCOMPARE(*envelope->timestampMs, 1638360000000);
        QCOMPARE(envelope->data.toByteArray(), QByteArray("{ \"a\": [1, 2] }"));
        QVERIFY(!envelope->isOtherMajor());
    }
    void otherMajorIsMarked()
    {
        QVERIFY(messaging::versionedEnvelopeOf("{\"version\":\"2.3\",\"type\":\"x\"}")->isOtherMajor());
        QVERIFY(!messaging::versionedEnvelopeOf("{\"version\":\"1.9\",\"type\":\"x\"}")->isOtherMajor());
    }
    void isNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", "hello", "[]", "{}", "{\"version\":\"1.0\"}", "{\"type\":\"x\"}",
                 "{\"version\":1.0,\"type\":\"x\"}", "{\"version\":\"1\",\"type\":\"x\"}",
                 "{\"version\":\"1.x\",\"type\":\"x\"}", "{\"version\":\"-1.0\",\"type\":\"x\"}",
                 "{\"version\":\"99999.0\",\"type\":\"x\"}", "{\"version\":\"1.0\",\"type\":5}"})
            QTest::newRow(text) << QByteArray(text);
    }
    void isNone()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!messaging::versionedEnvelopeOf(text));
    }
    void written()
    {
        const QByteArray text = messaging::writeVersionedEnvelope("a\"b", "id", 5, "{\"x\":null}");
        const auto envelope = messaging::versionedEnvelopeOf(text);
        QVERIFY2(envelope, text.constData());
        QCOMPARE(envelope->type, QByteArray("a\"b"));
        QCOMPARE(*envelope->timestampMs, 5);
        QCOMPARE(envelope->data.toByteArray(), QByteArray("{\"x\":null}"));
        for (qsizetype size = 0; size < text.size(); ++size)
            QVERIFY(!messaging::versionedEnvelopeOf(text.first(size)));
    }
};

QTEST_GUILESS_MAIN(TestVersionedEnvelope)
#include "tst_versionedenvelope.moc"
