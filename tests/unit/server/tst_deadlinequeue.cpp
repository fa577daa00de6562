// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/deadlinequeue.h"

#include <QTest>

using namespace std::chrono_literals;
using Due = std::vector<server::ClientId>;

class TestDeadlineQueue : public QObject
{
    Q_OBJECT
private slots:
    void inOrder()
    {
        server::DeadlineQueue queue;
        queue.put(1, 30s);
        queue.put(2, 10s);
        queue.put(3, 20s);
        queue.put(4, {});
        QCOMPARE(*queue.next(), base::Nanoseconds(10s));
        QCOMPARE(queue.takeDue(20s), (Due{2, 3}));
        QCOMPARE(queue.takeDue(20s), Due());
        QCOMPARE(queue.size(), std::size_t(1));
    }
    void soonerIsTakenLaterIsNot()
    {
        server::DeadlineQueue queue;
        queue.put(1, 30s);
        queue.put(1, 60s);
        QCOMPARE(*queue.next(), base::Nanoseconds(30s));
        queue.put(1, 10s);
        QCOMPARE(*queue.next(), base::Nanoseconds(10s));
        QCOMPARE(queue.takeDue(60s), Due{1});
        QVERIFY(!queue.next());
    }
    void forgotten()
    {
        server::DeadlineQueue queue;
        queue.put(1, 30s);
        queue.forget(1);
        queue.forget(2);
        QVERIFY(!queue.next() && queue.size() == 0);
    }
};

QTEST_GUILESS_MAIN(TestDeadlineQueue)
#include "tst_deadlinequeue.moc"
