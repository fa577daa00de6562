// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowranges.h"

#include <QTest>

using widgets::RowRange;
using widgets::RowRanges;

class TestRowRanges : public QObject
{
    Q_OBJECT
private slots:
    void neighboursBecomeOne()
    {
        RowRanges rows;
        rows.add({10, 20});
        rows.add({30, 40});
        rows.add({21, 29});
        QCOMPARE(rows.ranges().size(), std::size_t(1));
        QCOMPARE(rows.count(), 31);
        QVERIFY(rows.contains(10) && rows.contains(25) && rows.contains(40));
        QVERIFY(!rows.contains(9) && !rows.contains(41));
    }
    void toggleSplits()
    {
        RowRanges rows;
        rows.add({0, 10});
        rows.toggle(5);
        QCOMPARE(rows.ranges(), (std::vector<RowRange>{{0, 4}, {6, 10}}));
        rows.toggle(5);
        QCOMPARE(rows.ranges(), (std::vector<RowRange>{{0, 10}}));
    }
    void frontGoesAway()
    {
        RowRanges rows;
        rows.add({2, 4});
        rows.add({8, 9});
        rows.dropFront(4);
        QCOMPARE(rows.ranges(), (std::vector<RowRange>{{0, 0}, {4, 5}}));
        rows.dropFront(100);
        QVERIFY(rows.isEmpty());
    }
    void manyRowsAreOneRange()
    {
        RowRanges rows;
        rows.add({0, 9'999'999});
        rows.toggle(5'000'000);
        QCOMPARE(rows.count(), 9'999'999);
        QCOMPARE(rows.ranges().size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(TestRowRanges)
#include "tst_rowranges.moc"
