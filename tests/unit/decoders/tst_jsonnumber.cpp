// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/jsonnumber.h"

#include <QTest>

#include <bit>
#include <cstdlib>
#include <random>

using namespace decoders;

class JsonNumberTest : public QObject
{
    Q_OBJECT
private slots:
    void grammar_data();
    void grammar();
    void nearestDouble();
    void beyond_data();
    void beyond();
};

void JsonNumberTest::grammar_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    for (const char *valid :
        {"0", "-0", "17", "-17", "0.5", "1e5", "1E+5", "1e-5", "1.25e10", "0e0", "9007199254740993"})
        QTest::newRow(valid) << QByteArray(valid) << true;
    for (const char *broken : {"", "-", "+1", "01", "-01", ".5", "1.", "1.e5", "1e", "1e+", "--1", "1 ", " 1", "0x10",
             "NaN", "Infinity", "1,5", "1_000", "1f"})
        QTest::addRow("not %s", broken) << QByteArray(broken) << false;
}

void JsonNumberTest::grammar()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    const auto number = numberIn(text);
    QCOMPARE(number.has_value(), valid);
    if (valid)
        QCOMPARE(number->value, std::strtod(text.constData(), nullptr));
}

// The quick way and the exact one give the double that the C library gives, to the last bit.
void JsonNumberTest::nearestDouble()
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 100'000; ++i) {
        const double value = std::bit_cast<double>(random());
        if (!std::isfinite(value))
            continue;
        QByteArray text = QByteArray::number(value, 'g', 1 + i % 19);
        if (i % 2 == 0)
            text = QByteArray::number(static_cast<double>(random() % 1'000'000'000) / 1e5, 'f', i % 9);
        const double expected = std::strtod(text.constData(), nullptr);
        const auto number = numberIn(text);
        QVERIFY2(number && (number->isBeyond || number->value == expected), text.constData());
    }
}

void JsonNumberTest::beyond_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("beyond");
    QTest::newRow("largest int64") << QByteArray("9223372036854775807") << false;
    QTest::newRow("smallest int64") << QByteArray("-9223372036854775808") << false;
    QTest::newRow("above int64") << QByteArray("9223372036854775808") << true;
    QTest::newRow("27 digits") << QByteArray("100182534526255757567432481") << true;
    QTest::newRow("above double") << QByteArray("1e400") << true;
    QTest::newRow("exponent that overflows") << QByteArray("-1e99999999999999999999") << true;
    QTest::newRow("tiny is zero") << QByteArray("1e-400") << false;
    QTest::newRow("zero with a huge exponent") << QByteArray("0e99999") << false;
    QTest::newRow("many digits") << QByteArray("0.") + QByteArray(5000, '7') << false;
}

void JsonNumberTest::beyond()
{
    QFETCH(QByteArray, text);
    const auto number = numberIn(text);
    QVERIFY(number.has_value());
    QTEST(number->isBeyond, "beyond");
    if (!number->isBeyond)
        QCOMPARE(number->value, std::strtod(text.constData(), nullptr));
}

QTEST_GUILESS_MAIN(JsonNumberTest)
#include "tst_jsonnumber.moc"
