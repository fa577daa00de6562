// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/plainmessages.h"

#include "core/base/secrets.h"

#include <QTest>

#include <random>

class TestPlainMessages : public QObject
{
    Q_OBJECT
private slots:
    // What it is sure of is what the whole judgement finds nothing in, whatever it remembers by then.
    void neverContradictsTheWholeJudgement()
    {
        const QByteArrayList names{"price", "op", "type", "name", "value", "key", "password", "id", "k", "data",
            "to-ken", "X-Api-Key", "v", "user", "e", "content", "eyJhbGciOiJIUzI1NiJ9abc1"};
        const QByteArrayList values{"\"101.5\"", "\"login\"", "\"trade\"", "1234", "true", "null", "1e400", "-0",
            "\"2026-01-02T03:04:05Z\"", "\"Bearer abcdef\"", "\"x-api-key\"", "\"AKIAIOSFODNN7EXAMPLE\"", "\"\"",
            "\"a b\"", "\"eyJhbGciOiJIUzI1NiJ9.e30.abc\"", "\"1234567890123456789012345\"", "\"\\u0041\"",
            "\"token=abcdefg\"", "\"https://u:p@h/\"", "\"12-34-56\"", "\"deadbeefdeadbeefdeadbeef0123\"",
            "12345678901234567890123", "\"auth\"", "\"%41%42token\"", "\"BTC-USD\"", "\"secret\"", "${env:X}",
            "\"pin: 1234\"", "\"12:00:00\""};
        std::mt19937 random(7);
        const auto pick
            = [&](const QByteArrayList &from) { return from[static_cast<qsizetype>(random() % from.size())]; };
        exporters::PlainMessages plain;
        int sure = 0;
        for (int i = 0; i < 10'000; ++i) {
            QByteArray message;
            const bool isArray = random() % 4 == 0;
            for (unsigned member = random() % 4; member < 4; ++member) {
                message += message.isEmpty() ? "" : ",";
                if (!isArray)
                    message += '"' + pick(names) + "\":";
                message += random() % 6 == 0 ? "[" + pick(values) + "," + pick(values) + "]"
                    : random() % 6 == 0      ? "{\"" + pick(names) + "\":" + pick(values) + "}"
                                             : pick(values);
            }
            message = isArray ? '[' + message + ']' : '{' + message + '}';
            if (!plain.areSure(message))
                continue;
            ++sure;
            QVERIFY2(base::secretsInMessage(message).isEmpty(), message.constData());
        }
        QVERIFY(sure > 250);
    }
    void isSureOfOrdinaryFeeds()
    {
        exporters::PlainMessages plain;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(plain.areSure(
                "{\"type\":\"trade\",\"symbol\":\"BTCUSDT\",\"price\":\"42123.50\",\"ts\":1700000000123}"));
            QVERIFY(plain.areSure("[17,{\"p\":\"0.5\",\"time\":\"2026-01-02T03:04:05.678Z\"}]"));
        }
        QVERIFY(!plain.areSure("no JSON"));
        QVERIFY(!plain.areSure(""));
        QVERIFY(!plain.areSure("{\"broken\":"));
    }
    void forgetsInTime()
    {
        exporters::PlainMessages plain;
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(plain.areSure("[\"w" + QByteArray::number(i % 9'000) + "\"]"));
    }
};

QTEST_GUILESS_MAIN(TestPlainMessages)
#include "tst_plainmessages.moc"
