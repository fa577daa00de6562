// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/hiddenrows.h"

#include <QTest>

using models::HiddenRows;

class TestHiddenRows : public QObject
{
    Q_OBJECT
private slots:
    // Against counting by hand, for every beginning.
    void rowsAndNumbersAgree_data()
    {
        QTest::addColumn<QList<int>>("hidden");
        QTest::newRow("none") << QList<int>{};
        QTest::newRow("the first") << QList<int>{1};
        QTest::newRow("the first three") << QList<int>{1, 2, 3};
        QTest::newRow("every second") << QList<int>{2, 4, 6, 8, 10, 12, 14, 16, 18, 20};
        QTest::newRow("a run in the middle") << QList<int>{9, 10, 11, 12};
        QTest::newRow("the last") << QList<int>{20};
    }
    void rowsAndNumbersAgree()
    {
        QFETCH(QList<int>, hidden);
        HiddenRows rows;
        for (const int seq : hidden)
            rows.append({static_cast<base::Seq>(seq)});
        for (base::Seq first = 1; first <= 20; ++first) {
            quint64 row = 0;
            quint64 left = 0;
            for (base::Seq seq = first; seq <= 20; ++seq) {
                const bool isHidden = hidden.contains(static_cast<int>(seq));
                QCOMPARE(rows.contains(seq), isHidden);
                if (isHidden)
                    ++left;
                else
                    QCOMPARE(rows.seqAt(first, row++), seq);
                QCOMPARE(rows.count(first, seq), left);
            }
            QCOMPARE(rows.seqAt(first, row), base::Seq(21));
        }
    }

    void whatWasEvictedIsForgotten()
    {
        HiddenRows rows;
        rows.append({2, 5, 7});
        rows.forgetBefore(5);
        QVERIFY(!rows.contains(2));
        QCOMPARE(rows.count(1, 10), quint64(2));
        QCOMPARE(rows.seqAt(5, 0), base::Seq(6));
        rows.clear();
        QCOMPARE(rows.count(1, 10), quint64(0));
    }
};

QTEST_GUILESS_MAIN(TestHiddenRows)
#include "tst_hiddenrows.moc"
