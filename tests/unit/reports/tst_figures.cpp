// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/figures.h"

#include "example.h"

#include <QTest>

#include <limits>

using namespace reports;

class TestFigures : public QObject
{
    Q_OBJECT
private slots:
    void ofARun()
    {
        const Figures figures = figuresOf(tests::exampleRun());
        QCOMPARE(figures.currentConnections, 0);
        QCOMPARE(*figures.avgConnectionMs, 45.5);
        QCOMPARE(*figures.avgMessageSize, 96.0);
        QCOMPARE(*figures.messagesPerSecond, 20.0);
        QCOMPARE(figures.reconnects, 1);
        QCOMPARE(figures.errors, 18);
    }
    void withoutASample()
    {
        const Figures figures = figuresOf({});
        QVERIFY(
            !figures.avgConnectionMs && !figures.avgMessageSize && !figures.avgLatencyMs && !figures.messagesPerSecond);
        QCOMPARE(figures.reconnects, 0);
    }
    void neverNaN()
    {
        ReportInput input = tests::exampleRun();
        input.durationS = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(!figuresOf(input).messagesPerSecond);
    }
    void current()
    {
        tests::ExampleRows rows;
        rows.state(connection::State::Resolving).state(connection::State::Open).state(connection::State::Suspect);
        ReportInput input;
        input.run = std::make_shared<const metrics::RunMetrics>(rows.monitor.run());
        QCOMPARE(figuresOf(input).currentConnections, 1);
    }
    void bytes_data()
    {
        QTest::addColumn<double>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << 0.0 << "0 B";
        QTest::newRow("whole") << 1023.0 << "1023 B";
        QTest::newRow("mean") << 96.04 << "96.0 B";
        QTest::newRow("KiB") << 1536.0 << "1.5 KiB";
        QTest::newRow("not 1024.0 KiB") << 1048575.0 << "1.0 MiB";
        QTest::newRow("largest") << 18446744073709551615.0 << "16.0 EiB";
    }
    void bytes()
    {
        QFETCH(double, bytes);
        QTEST(bytesText(bytes), "text");
    }
    void oneLineHoldsNoControls() { QCOMPARE(oneLine(QStringLiteral("a\n\u202Eb\x1B[m")), QStringLiteral("a��b�[m")); }
};

QTEST_GUILESS_MAIN(TestFigures)
#include "tst_figures.moc"
