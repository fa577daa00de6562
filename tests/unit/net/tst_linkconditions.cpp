// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/linkconditions.h"

#include <QTest>

using namespace std::chrono_literals;
using net::LinkConditions;

class TestLinkConditions : public QObject
{
    Q_OBJECT
private slots:
    void read()
    {
        const auto c = net::parseLinkConditions(QStringLiteral(
            "delay=200ms, "
            "jitter=0.05s,down=64KiB/"
            "s,up=500B,slice=16B,silence=out,drop-after=1MiB,reset-after=5s,close-after=6s,slow-close=2s,offline"));
        QVERIFY2(c.hasValue(), c ? "" : qPrintable(c.error()));
        const LinkConditions expected{.delay = 200ms,
            .jitter = 50ms,
            .downRate = 64 * 1024,
            .upRate = 500,
            .sliceSize = 16,
            .silence = LinkConditions::Silence::ToPeer,
            .dropAfter = 1 << 20,
            .resetAfter = 5s,
            .closeAfter = 6s,
            .slowClose = 2s,
            .down = true};
        QVERIFY(*c == expected);
        QVERIFY(net::parseLinkConditions(QStringLiteral("off"))->isClear());
    }

    void saysWhatItReads_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"off", "delay=200000us,jitter=50000us,down=65536B/s,up=500B/s,slice=16B,silence=out",
                 "silence=in", "silence=both", "drop-after=0B", "drop-after=1048576B", "reset-after=0us",
                 "reset-after=5000000us,close-after=6000000us,slow-close=2000000us", "delay=0.3us", "offline"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void saysWhatItReads()
    {
        QFETCH(QString, text);
        const auto conditions = net::parseLinkConditions(text);
        QVERIFY2(conditions.hasValue(), conditions ? "" : qPrintable(conditions.error()));
        QCOMPARE(net::toText(*conditions), text);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *text, const char *part) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(part);
        };
        row("", "not name=value");
        row("delay", "not name=value");
        row("=5s", "not name=value");
        row("delay=", "delay is a time");
        row("delay=5", "delay is a time");
        row("delay=-5ms", "delay is a time");
        row("delay=nans", "delay is a time");
        row("delay=601s", "at most 600 s");
        row("down=0B/s", "at least 1B/s");
        row("down=fast", "rate");
        row("up=1e99MiB", "rate");
        row("drop-after=1", "size");
        row("silence=loud", "in, out or both");
        row("speed=1", "there is no 'speed'");
        row("delay=1s,delay=2s", "given twice");
    }
    void refused()
    {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const auto c = net::parseLinkConditions(text);
        QVERIFY(!c.hasValue());
        QVERIFY2(c.error().contains(part), qPrintable(c.error()));
    }
};

QTEST_GUILESS_MAIN(TestLinkConditions)
#include "tst_linkconditions.moc"
