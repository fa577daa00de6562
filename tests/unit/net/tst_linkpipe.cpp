// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/linkpipe.h"

#include <QTest>

using namespace std::chrono_literals;
using net::LinkPipe;

class TestLinkPipe : public QObject
{
    Q_OBJECT
private:
    base::SeededRandom m_random{1};

    //! All that comes out until \a end, in order; \a last gets when the last byte did.
    static QByteArray drain(
        LinkPipe &pipe, base::Nanoseconds end, base::Nanoseconds *last = nullptr, qsizetype *largest = nullptr)
    {
        QByteArray all;
        while (const auto due = pipe.nextDeadline()) {
            if (*due > end)
                break;
            while (const auto piece = pipe.take(*due, 1 << 30)) {
                all += *piece;
                if (last)
                    *last = *due;
                if (largest)
                    *largest = std::max(*largest, piece->size());
            }
        }
        return all;
    }

private slots:
    void aDelayHoldsBack()
    {
        LinkPipe pipe;
        pipe.setShape({.delay = 200ms}, 0ns);
        pipe.push("abc", 10ms, m_random);
        QCOMPARE(pipe.held(), 3);
        QCOMPARE(*pipe.nextDeadline(), base::Nanoseconds(210ms));
        QVERIFY(!pipe.take(209ms, 100));
        QCOMPARE(*pipe.take(210ms, 2), QByteArray("ab"));
        QCOMPARE(*pipe.take(210ms, 100), QByteArray("c"));
        QVERIFY(!pipe.take(1s, 100));
        QVERIFY(!pipe.nextDeadline());
        QCOMPARE(pipe.held(), 0);
    }

    void jitterNeverReorders()
    {
        LinkPipe pipe;
        pipe.setShape({.delay = 100ms, .jitter = 100ms}, 0ns);
        QByteArray sent;
        for (int i = 0; i < 2000; ++i) {
            const QByteArray bytes = QByteArray::number(i) + ' ';
            pipe.push(bytes, i * 1ms, m_random);
            sent += bytes;
        }
        base::Nanoseconds last{0};
        QCOMPARE(drain(pipe, 10s, &last), sent);
        QVERIFY(last <= base::Nanoseconds(1999ms + 200ms));
    }

    void aRateIsKept_data()
    {
        QTest::addColumn<qint64>("rate");
        for (const qint64 rate : {1, 10, 1024, 64 * 1024, 10 * 1024 * 1024})
            QTest::addRow("%lld B/s", static_cast<long long>(rate)) << rate;
    }
    void aRateIsKept()
    {
        QFETCH(qint64, rate);
        LinkPipe pipe;
        pipe.setShape({.rate = rate}, 0ns);
        const QByteArray sent(rate * 5, 'x');
        pipe.push(sent, 0ns, m_random);
        base::Nanoseconds last{0};
        QCOMPARE(drain(pipe, 60s, &last).size(), sent.size());
        QVERIFY2(last > base::Nanoseconds(3900ms) && last <= base::Nanoseconds(5s),
            QByteArray::number(qint64(last.count())));
    }

    void anIdleLinkSavesNothingUp()
    {
        LinkPipe pipe;
        pipe.setShape({.rate = 1000}, 0ns);
        pipe.push(QByteArray(1000, 'x'), 100s, m_random);
        base::Nanoseconds last{0};
        (void)drain(pipe, 200s, &last);
        QVERIFY(last >= base::Nanoseconds(100s + 900ms));
    }

    void slices()
    {
        LinkPipe pipe;
        pipe.setShape({.slice = 7}, 0ns);
        pipe.push("0123456789abcdefghij", 0ns, m_random);
        qsizetype largest = 0;
        QCOMPARE(drain(pipe, 1s, nullptr, &largest), QByteArray("0123456789abcdefghij"));
        QCOMPARE(largest, 7);
    }

    void switchedOffNothingIsKeptBack()
    {
        LinkPipe pipe;
        pipe.setShape({.delay = 60s, .rate = 1}, 0ns);
        pipe.push("first", 0ns, m_random);
        pipe.push("second", 0ns, m_random);
        pipe.setShape({}, 1s);
        QCOMPARE(*pipe.take(1s, 100), QByteArray("first"));
        QCOMPARE(*pipe.take(1s, 100), QByteArray("second"));
    }

    void silenceKeepsWhatWaits()
    {
        LinkPipe pipe;
        pipe.setShape({.stopped = true}, 0ns);
        pipe.push("abc", 0ns, m_random);
        QVERIFY(!pipe.nextDeadline());
        QVERIFY(!pipe.take(1h, 100));
        pipe.setShape({}, 1s);
        QCOMPARE(*pipe.take(1s, 100), QByteArray("abc"));
    }
};

QTEST_GUILESS_MAIN(TestLinkPipe)
#include "tst_linkpipe.moc"
