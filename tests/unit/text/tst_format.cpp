// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format.h"

#include <QLocale>
#include <QTest>
#include <QTimeZone>

#include <limits>

using namespace std::chrono_literals;

class TestFormat : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QLocale::setDefault(QLocale::c());
    }

    void count()
    {
        QCOMPARE(text::count(0), "0");
        QCOMPARE(text::count(12'345), "12,345");
        QCOMPARE(text::count(std::numeric_limits<quint64>::max()), "18,446,744,073,709,551,615");
    }
    void countInGerman()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(text::count(12'345), "12.345");
        QCOMPARE(text::value(12'345.6), "12.345,6");
        QCOMPARE(text::value(1.2e18), "1,2E+18");
        QLocale::setDefault(QLocale::c());
    }

    void address_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << "ws://h:1/a/b"
                               << "ws://h:1/a/b";
        QTest::newRow("letters") << "ws://h/行情/价格"
                                 << "ws://h/行情/价格";
        QTest::newRow("escaped letters") << "ws://h/%E8%A1%8C/x"
                                         << "ws://h/行/x";
        QTest::newRow("the name of an item, not its value") << "ws://h/?频道=一" << QStringLiteral("ws://h/?频道=…");
        QTest::newRow("ASCII stays escaped") << "ws://h/a%2Fb%20c"
                                             << "ws://h/a%2Fb%20c";
        QTest::newRow("no UTF-8") << "ws://h/%FF%FE/%E8%A1"
                                  << "ws://h/%FF%FE/%E8%A1";
        QTest::newRow("U05 direction override") << "ws://h/%E2%80%AEx"
                                                << "ws://h/\\u202ex";
        QTest::newRow("a host is what the network sees") << "ws://münchen.example/"
                                                         << "ws://xn--mnchen-3ya.example/";
        QTest::newRow("secrets") << "ws://u:p@h/x?token=abc" << QStringLiteral("ws://…@h/x?token=…");
    }
    void address()
    {
        QFETCH(QString, url);
        QTEST(text::address(QUrl(url)), "shown");
    }

    void bytes_data()
    {
        QTest::addColumn<qint64>("n");
        QTest::addColumn<QString>("shown");
        QTest::newRow("none") << qint64(0) << "0 B";
        QTest::newRow("bytes") << qint64(512) << "512 B";
        QTest::newRow("last byte count") << qint64(1023) << "1,023 B";
        QTest::newRow("first KiB") << qint64(1024) << "1 KiB";
        QTest::newRow("half") << qint64(1536) << "1.5 KiB";
        QTest::newRow("rounds up into the next unit") << (qint64(1) << 20) - 1 << "1 MiB";
        QTest::newRow("MiB") << (qint64(64) << 20) << "64 MiB";
        QTest::newRow("three digits") << qint64(12'900'000) << "12.3 MiB";
        QTest::newRow("largest") << std::numeric_limits<qint64>::max() << "8 EiB";
        QTest::newRow("negative") << qint64(-2048) << "-2 KiB";
    }
    void bytes()
    {
        QFETCH(qint64, n);
        QTEST(text::bytes(n), "shown");
    }

    void value_data()
    {
        QTest::addColumn<double>("v");
        QTest::addColumn<int>("digits");
        QTest::addColumn<QString>("shown");
        QTest::newRow("small") << 0.0231 << 6 << "0.0231";
        QTest::newRow("tail") << 12'345.6 << 6 << "12,345.6";
        QTest::newRow("no useless tail") << 3.50 << 6 << "3.5";
        QTest::newRow("whole") << 42.0 << 6 << "42";
        QTest::newRow("cut") << 3.14159265 << 3 << "3.14";
        QTest::newRow("whole digits stay") << 1'234'567.8 << 6 << "1,234,568";
        QTest::newRow("whole digits stay, few asked") << 1234.0 << 2 << "1,234";
        QTest::newRow("huge") << 1.2e18 << 6 << "1.2e+18";
        QTest::newRow("huge, one digit") << 1.2e18 << 1 << "1e+18";
        QTest::newRow("tiny") << 4.5e-7 << 6 << "4.5e-07";
        QTest::newRow("zero") << 0.0 << 6 << "0";
        QTest::newRow("negative zero") << -0.0 << 6 << "0";
        QTest::newRow("negative") << -12.5 << 6 << "-12.5";
        QTest::newRow("U12 NaN") << std::numeric_limits<double>::quiet_NaN() << 6 << QStringLiteral("–");
        QTest::newRow("U12 infinite") << std::numeric_limits<double>::infinity() << 6 << QStringLiteral("∞");
        QTest::newRow("U12 minus infinite") << -std::numeric_limits<double>::infinity() << 6 << QStringLiteral("-∞");
        QTest::newRow("U12 1e308") << 1e308 << 6 << "1e+308";
    }
    void value()
    {
        QFETCH(double, v);
        QFETCH(int, digits);
        QTEST(text::value(v, digits), "shown");
    }

    void rates_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<QString>("perSecond");
        QTest::addColumn<QString>("bytesPerSecond");
        QTest::newRow("none") << 0.0 << "0 /s"
                              << "0 B/s";
        QTest::newRow("below one") << 0.4 << "0.4 /s"
                                   << "0.4 B/s";
        QTest::newRow("tens") << 42.0 << "42 /s"
                              << "42 B/s";
        QTest::newRow("tens, bytes are whole") << 42.3 << "42.3 /s"
                                               << "42 B/s";
        QTest::newRow("thousands") << 1234.0 << "1.2 k/s"
                                   << "1.21 KiB/s";
        QTest::newRow("millions") << 12.3 * 1024 * 1024 << "12.9 M/s"
                                  << "12.3 MiB/s";
        QTest::newRow("NaN") << std::numeric_limits<double>::quiet_NaN() << QStringLiteral("–") << QStringLiteral("–");
    }
    void rates()
    {
        QFETCH(double, rate);
        QTEST(text::perSecond(rate), "perSecond");
        QTEST(text::bytesPerSecond(rate), "bytesPerSecond");
    }

    void duration_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, std::chrono::nanoseconds d, const char *shown) {
            QTest::newRow(name) << qint64(d.count()) << QString::fromUtf8(shown);
        };
        row("none", 0ns, "0 s");
        row("ns", 840ns, "840 ns");
        row("µs", 350us, "350 µs");
        row("ms", 12'400us, "12.4 ms");
        row("ms rounds up into seconds", 999'700us, "1 s");
        row("s", 3200ms, "3.2 s");
        row("s rounds up into minutes", 59'970ms, "1 min 00 s");
        row("min", 245s, "4 min 05 s");
        row("h", 134min, "2 h 14 min");
        row("d", 76h, "3 d 04 h");
        row("negative", -3200ms, "-3.2 s");
        row("smallest", std::chrono::nanoseconds::min(), "-106,751 d 23 h");
    }
    void duration()
    {
        QFETCH(qint64, ns);
        QTEST(text::duration(std::chrono::nanoseconds(ns)), "shown");
    }

    void times()
    {
        const qint64 wall = 1'763'906'602'417'000'000;
        QCOMPARE(text::timeOfDay(wall), "14:03:22.417");
        QCOMPARE(text::dateTime(wall), "2025-11-23 14:03:22");
        QCOMPARE(text::timeOfDay(-1), "23:59:59.999");
        QCOMPARE(text::timeOfDay(0), "00:00:00.000");
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
