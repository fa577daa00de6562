// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/envelope.h"

#include <QJsonArray>
#include <QTest>

using messaging::Envelope;
using messaging::EnvelopeError;

class TestEnvelope : public QObject
{
    Q_OBJECT
private slots:
    void parse()
    {
        const auto envelope = messaging::parseEnvelope("{\"metric\":\"cpu\",\"type\":\"subscribe\",\"interval\":250}");
        QVERIFY(envelope);
        QCOMPARE(envelope->type, QStringLiteral("subscribe"));
        QCOMPARE(envelope->fields, (QJsonObject{{"metric", "cpu"}, {"interval", 250}}));
    }
    void roundTrip()
    {
        const Envelope envelope{.type = QStringLiteral("é\"\n"), .fields = {{"n", 1.5}, {"list", QJsonArray{1, 2}}}};
        const auto back = messaging::parseEnvelope(messaging::toJson(envelope));
        QVERIFY(back);
        QCOMPARE(*back, envelope);
    }
    void refused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<EnvelopeError>("error");
        QTest::newRow("empty") << QByteArray() << EnvelopeError::NotJson;
        QTest::newRow("cut off") << QByteArray("{\"type\":\"pi") << EnvelopeError::NotJson;
        QTest::newRow("something behind") << QByteArray("{\"type\":\"ping\"} x") << EnvelopeError::NotJson;
        QTest::newRow("nested 100 000 deep") << QByteArray(100'000, '[') << EnvelopeError::NotJson;
        QTest::newRow("array") << QByteArray("[1]") << EnvelopeError::NotObject;
        QTest::newRow("no type") << QByteArray("{\"Type\":\"x\"}") << EnvelopeError::TypeMissing;
        QTest::newRow("type is a number") << QByteArray("{\"type\":1}") << EnvelopeError::TypeNotText;
        QTest::newRow("type is null") << QByteArray("{\"type\":null}") << EnvelopeError::TypeNotText;
        QTest::newRow("type is empty") << QByteArray("{\"type\":\"\"}") << EnvelopeError::TypeNotText;
    }
    void refused()
    {
        QFETCH(QByteArray, json);
        const auto envelope = messaging::parseEnvelope(json);
        QVERIFY(!envelope);
        QTEST(envelope.error(), "error");
    }
};

QTEST_GUILESS_MAIN(TestEnvelope)
#include "tst_envelope.moc"
