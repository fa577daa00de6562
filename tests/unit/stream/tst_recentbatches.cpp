// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/batcher.h"
#include "core/stream/recentbatches.h"

#include <QTest>

using stream::RecentBatches;

class TestRecentBatches : public QObject
{
    Q_OBJECT
private:
    //! Adds \a batches of two records with \a size bytes each; steady time is the batch's number in seconds.
    static void fill(RecentBatches &recent, int batches, int size)
    {
        stream::Batcher batcher({1}, [&recent](stream::BatchPtr batch) { recent.add(std::move(batch)); });
        for (int i = 1; i <= batches; ++i) {
            const base::Instant at{.steady = std::chrono::seconds(i)};
            batcher.add(capture::Direction::In, capture::Kind::Text, QByteArray(size, 'a'), size + 2, at);
            batcher.add(capture::Direction::In, capture::Kind::Text, QByteArray::number(i), 3, at);
            batcher.finish();
        }
    }

private slots:
    void findsEveryRow()
    {
        RecentBatches recent;
        fill(recent, 10, 10);
        for (base::Seq seq = 1; seq <= 20; ++seq)
            QCOMPARE(recent.row(seq).value().seq, seq);
        QCOMPARE(recent.row(20)->preview, "10");
        QVERIFY(!recent.row(0));
        QVERIFY(!recent.row(21));
    }

    void nothingLeavesBeforeItsCommit()
    {
        RecentBatches recent(5'000);
        fill(recent, 10, 2'000);
        QVERIFY(recent.row(1)); // Over the limit, but not committed.
        recent.setCaptured(10);
        QVERIFY(!recent.row(1));
        QVERIFY(!recent.row(10));
        QVERIFY(recent.row(11));
        recent.setCaptured(20);
        QVERIFY(recent.row(20)); // The newest Batch always stays.
        QVERIFY(!recent.row(11));
    }

    void tellsTheAgeOfTheOldestUncommitted()
    {
        RecentBatches recent;
        QCOMPARE(recent.oldestUncommittedNs(), 0);
        fill(recent, 3, 10);
        QCOMPARE(recent.oldestUncommittedNs(), 1'000'000'000);
        recent.setCaptured(2);
        QCOMPARE(recent.oldestUncommittedNs(), 2'000'000'000);
        recent.setCaptured(6);
        QCOMPARE(recent.oldestUncommittedNs(), 0);
    }

    void aPreviewIsBounded()
    {
        RecentBatches recent;
        fill(recent, 1, 100'000);
        QCOMPARE(recent.row(1)->preview.size(), stream::Row::previewBytes);
        QCOMPARE(recent.row(1)->size, 100'000);
    }
};

QTEST_GUILESS_MAIN(TestRecentBatches)
#include "tst_recentbatches.moc"
