// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/fakerowsource.h"
#include "ui/models/filterscan.h"

#include <QSignalSpy>
#include <QTest>

using models::FilterScan;

namespace {

//! Rows at the numbers that a test names, however far apart.
class SparseSource : public tests::FakeRowSource
{
public:
    QList<base::Seq> seqs;

    stream::WalkCancel walk(const stream::RowWalkOrder &order) override
    {
        ++walksAsked;
        for (const base::Seq seq : seqs) {
            if (seq >= order.first && seq <= order.last
                && !order.visit({.seq = seq, .kind = seq % 2 == 0 ? capture::Kind::Ping : capture::Kind::Text}))
                break;
        }
        QMetaObject::invokeMethod(this, order.done, Qt::QueuedConnection);
        return std::make_shared<std::atomic<bool>>(false);
    }
};

} // namespace

class TestFilterScan : public QObject
{
    Q_OBJECT
private slots:
    // Two rows of a capture may be any distance apart; steps are counted in rows, not in numbers.
    void b8RowsFarApart()
    {
        SparseSource source;
        source.seqs = {1, 2, (base::Seq(1) << 31) + 4, (base::Seq(1) << 47) + 2};
        FilterScan scan(source);
        QSignalSpy progressed(&scan, &FilterScan::progressed);
        scan.start({.data = false}, 1, base::Seq(1) << 48);
        QTRY_VERIFY(!scan.isRunning());
        QCOMPARE(source.walksAsked, 1);
        QCOMPARE(scan.next(), (base::Seq(1) << 48) + 1);
        const std::vector<base::Seq> wanted{2, (base::Seq(1) << 31) + 4, (base::Seq(1) << 47) + 2};
        QVERIFY(scan.takeFound() == wanted);
    }

    void stepsAreBoundedAndMissNothing()
    {
        SparseSource source;
        const auto rows = static_cast<qsizetype>(FilterScan::rowsPerStep) * 3 + 7;
        for (qsizetype i = 1; i <= rows; ++i)
            source.seqs.append(static_cast<base::Seq>(i) * 3);
        FilterScan scan(source);
        scan.start({.data = false}, 1, source.seqs.last());
        QTRY_VERIFY(!scan.isRunning());
        QCOMPARE(source.walksAsked, 4);
        const auto found = scan.takeFound();
        QCOMPARE(static_cast<qsizetype>(found.size()), rows / 2);
        QVERIFY(std::ranges::is_sorted(found));
        source.seqs.append(source.seqs.last() + 1);
        scan.extend(source.seqs.last());
        QTRY_VERIFY(!scan.isRunning());
        QCOMPARE(scan.next(), source.seqs.last() + 1);
    }
};

QTEST_GUILESS_MAIN(TestFilterScan)
#include "tst_filterscan.moc"
