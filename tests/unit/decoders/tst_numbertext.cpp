// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/numbertext.h"

#include <QTest>

#include <cmath>

class NumberTextTest : public QObject
{
    Q_OBJECT
private slots:
    // Texts of one place, in the order in which they came; NaN: no number.
    void places_data()
    {
        QTest::addColumn<QByteArrayList>("texts");
        QTest::addColumn<QList<double>>("numbers");
        const double none = NAN;
        QTest::newRow("plain") << QByteArrayList{"12", "-3.5", "1e3", "2.5E-3"}
                               << QList<double>{12, -3.5, 1000, 0.0025};
        QTest::newRow("signs") << QByteArrayList{"+1.25",
            "\xE2\x88\x92"
            "7",
            "-0.5"} << QList<double>{1.25, -7, -0.5};
        QTest::newRow("groups") << QByteArrayList{"999.50", "1,000.00", "1,234,567.5", "1,234"}
                                << QList<double>{999.5, 1000, 1234567.5, 1234};
        QTest::newRow("a comma that may be both")
            << QByteArrayList{"1,234", "999.5", "1,234"} << QList<double>{none, 999.5, 1234};
        QTest::newRow("whole numbers") << QByteArrayList{"998", "1,001"} << QList<double>{998, 1001};
        QTest::newRow("two groups say it") << QByteArrayList{"1,234,567", "1,234"} << QList<double>{1234567, 1234};
        QTest::newRow("comma decimals") << QByteArrayList{"12,5", "1,234", "1.234,5", "1.234"}
                                        << QList<double>{12.5, 1.234, 1234.5, 1234};
        QTest::newRow("blanks") << QByteArrayList{"1 000,00", "12 345 678",
            "1\xC2\xA0"
            "000",
            "1\xE2\x80\xAF"
            "234,5"} << QList<double>{1000, 12345678, 1000, 1234.5};
        QTest::newRow("apostrophes") << QByteArrayList{"1'000", "1'234'567.25"} << QList<double>{1000, 1234567.25};
        QTest::newRow("units") << QByteArrayList{"12.5kB", "3 ms", "45%",
            "21.5 \xC2\xB0"
            "C",
            "-67 dBm", "$1,234.50", "-$3.5", "5 m"}
                               << QList<double>{12.5, 3, 45, 21.5, -67, 1234.5, -3.5, 5};
        QTest::newRow("no numbers") << QByteArrayList{"", "abc", "12 apples", "1.2.3.4", "5m", "1h", "007", "000001",
            "12:00:01", "2024-01-01", "1,23,456.7", "1,2345,678", "12-3", "+", "$", "%", "1e", "0x1f", "1_000",
            "1,000,00", "2024 05", "1 2", "e5", ".", ",5", "5,", "12 kBB", "v1.2"}
                                    << QList<double>{none, none, none, none, none, none, none, none, none, none, none,
                                           none, none, none, none, none, none, none, none, none, none, none, none, none,
                                           none, none, none, none};
        QTest::newRow("leading zeros") << QByteArrayList{"0.5", "00.5", "0"} << QList<double>{0.5, 0.5, 0};
        QTest::newRow("long") << QByteArrayList{QByteArray(60, '1'), QByteArray(45, '1')} << QList<double>{none, none};
    }
    void places()
    {
        QFETCH(QByteArrayList, texts);
        QFETCH(QList<double>, numbers);
        quint8 style = 0;
        for (qsizetype i = 0; i < texts.size(); ++i) {
            const auto number = decoders::numberInText(texts[i], style);
            QVERIFY2(number.has_value() != std::isnan(numbers[i]), texts[i].constData());
            if (number)
                QCOMPARE(number->value, numbers[i]);
        }
    }

    void unitsAreOneAnother()
    {
        quint8 style = 0;
        const auto unitOf = [&](const char *text) { return decoders::numberInText(text, style)->unit; };
        QCOMPARE(decoders::unitText(unitOf("3 ms")), QByteArrayView("ms"));
        QCOMPARE(decoders::unitText(unitOf("3")), QByteArrayView());
        QCOMPARE(*decoders::unitFactor(unitOf("1MB"), unitOf("1kB")), 1000.0);
        QVERIFY(!decoders::unitFactor(unitOf("1MB"), unitOf("1ms")));
        QVERIFY(!decoders::unitFactor(unitOf("1%"), unitOf("1ms")));
    }

    void everyShorterTextIsSafe()
    {
        const QByteArray text("-$1,234'567.5e+10 km/h \xE2\x88");
        for (qsizetype size = 0; size <= text.size(); ++size) {
            quint8 style = 0;
            (void)decoders::numberInText(QByteArray(text.constData(), size), style);
        }
    }
};

QTEST_APPLESS_MAIN(NumberTextTest)
#include "tst_numbertext.moc"
