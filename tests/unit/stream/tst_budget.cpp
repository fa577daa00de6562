// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/budget.h"

#include <QTest>

class TestBudget : public QObject
{
    Q_OBJECT
private slots:
    void aBatchCountsOnceForAllItsConsumers()
    {
        const auto budget = std::make_shared<stream::Budget>(100, [] {});
        auto analysis = budget->charge(60);
        auto capture = analysis;
        QCOMPARE(budget->used(), 60);
        analysis.reset();
        QCOMPARE(budget->used(), 60);
        capture.reset();
        QCOMPARE(budget->used(), 0);
    }

    void callsOnceWhenHalfIsFree()
    {
        int calls = 0;
        const auto budget = std::make_shared<stream::Budget>(100, [&calls] { ++calls; });
        auto first = budget->charge(40);
        auto second = budget->charge(40);
        auto third = budget->charge(40);
        QVERIFY(budget->isFull());
        QVERIFY(budget->waitForRoom());
        first.reset(); // 80 left
        QCOMPARE(calls, 0);
        second.reset(); // 40 left: under half
        QCOMPARE(calls, 1);
        third.reset();
        QCOMPARE(calls, 1);
    }

    void roomThatAppearedMeanwhileIsNotWaitedFor()
    {
        int calls = 0;
        const auto budget = std::make_shared<stream::Budget>(100, [&calls] { ++calls; });
        QVERIFY(!budget->waitForRoom());
        auto charge = budget->charge(10);
        charge.reset();
        QCOMPARE(calls, 0);
    }

    void theTotalHoldsBackEveryone()
    {
        int first = 0, second = 0;
        const auto total = std::make_shared<stream::TotalBudget>(100);
        const auto one = std::make_shared<stream::Budget>(
            80, [&first] { ++first; }, total);
        const auto two = std::make_shared<stream::Budget>(
            80, [&second] { ++second; }, total);
        auto a = one->charge(60);
        auto b = two->charge(50);
        QCOMPARE(total->used(), 110);
        QVERIFY(one->isFull() && two->isFull()); // Neither is by itself.
        QVERIFY(one->waitForRoom());
        QVERIFY(two->waitForRoom());
        a.reset(); // 50 left: not under half
        QCOMPARE(first + second, 0);
        auto c = one->charge(10);
        b.reset(); // 10 left
        QCOMPARE(first, 1);
        QCOMPARE(second, 1);
        c.reset();
        QCOMPARE(first + second, 2);
        QCOMPARE(total->used(), 0);
        QVERIFY(!one->waitForRoom());
    }

    void aChargeOutlivesTheOwner()
    {
        auto budget = std::make_shared<stream::Budget>(100, [] {});
        auto charge = budget->charge(10);
        budget.reset();
        charge.reset(); // ASan speaks up if the counter is gone.
    }
};

QTEST_GUILESS_MAIN(TestBudget)
#include "tst_budget.moc"
