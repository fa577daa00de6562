// SPDX-License-Identifier: GPL-3.0-or-later
// Audit A5: nobody waits for who reads a capture.
#include "core/stream/capturehandle.h"
#include "core/stream/outlet.h"
#include "core/stream/readerpool.h"
#include "tests/unit/stream/splitrows.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using capture::CancelFlag;
using stream::ReaderLane;
using stream::ReaderPool;

class TestReaderPool : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;

private slots:
    void tasksOfALaneFollowEachOther()
    {
        const auto pool = std::make_shared<ReaderPool>();
        ReaderLane lane(pool);
        std::atomic<int> atWork = 0;
        QList<int> order; // By one task at a time.
        bool together = false;
        for (int i = 0; i < 100; ++i) {
            lane.start([&, i](const CancelFlag &) {
                together = together || ++atWork > 1;
                order.append(i);
                --atWork;
            });
        }
        QTRY_VERIFY(lane.waitForDone(QDeadlineTimer(10ms)));
        QCOMPARE(order.size(), 100);
        QVERIFY(!together && std::ranges::is_sorted(order));
    }

    void lanesDoNotWaitForEachOther()
    {
        const auto pool = std::make_shared<ReaderPool>();
        std::vector<std::unique_ptr<ReaderLane>> lanes;
        QSemaphore arrived, leave;
        for (int i = 0; i < 40; ++i) {
            lanes.push_back(std::make_unique<ReaderLane>(pool));
            lanes.back()->start([&](const CancelFlag &) {
                arrived.release();
                leave.acquire();
            });
        }
        arrived.acquire(40); // All at once.
        leave.release(40);
    }

    void a5CancelDropsWhatWaits()
    {
        const auto pool = std::make_shared<ReaderPool>();
        ReaderLane lane(pool);
        QSemaphore arrived, leave;
        std::atomic<bool> first = false, wasDropped = true, later = false, laterCancelled = true;
        lane.start([&](const CancelFlag &cancelled) {
            arrived.release();
            leave.acquire();
            first = cancelled->load();
        });
        lane.start([&](const CancelFlag &) { wasDropped = false; });
        arrived.acquire();
        lane.cancel();
        lane.start([&](const CancelFlag &cancelled) {
            laterCancelled = cancelled->load();
            later = true;
        });
        QVERIFY(!lane.waitForDone(QDeadlineTimer(0)));
        leave.release();
        QTRY_VERIFY(lane.waitForDone(QDeadlineTimer(10ms)));
        QVERIFY(first && wasDropped && later && !laterCancelled);
    }

    // The end of the program does not wait for a disk that does not answer.
    void a5CloseLeavesAStuckReader()
    {
        ReaderPool pool;
        const CancelFlag flag = pool.newFlag();
        const auto arrived = std::make_shared<QSemaphore>(), leave = std::make_shared<QSemaphore>(),
                   left = std::make_shared<QSemaphore>();
        QVERIFY(pool.start([=] {
            arrived->release();
            leave->acquire();
            left->release();
        }));
        arrived->acquire();
        QVERIFY(!pool.close(QDeadlineTimer(0)));
        QVERIFY(*flag);
        QVERIFY(!pool.start([] {}));
        QVERIFY(*pool.newFlag());
        QVERIFY(pool.close(QDeadlineTimer(0))); // There is nothing left to wait for.
        leave->release();
        left->acquire();
    }
    void a5CloseOfWhatIsAtRest()
    {
        ReaderPool pool;
        QSemaphore done;
        QVERIFY(pool.start([&] { done.release(); }));
        done.acquire();
        QVERIFY(pool.close(QDeadlineTimer(60s)));
    }
    void a5LaneOfAClosedPool()
    {
        const auto pool = std::make_shared<ReaderPool>();
        ReaderLane lane(pool);
        QVERIFY(pool->close(QDeadlineTimer(60s)));
        lane.start([](const CancelFlag &) { QFAIL("nobody runs it"); });
        QVERIFY(lane.waitForDone(QDeadlineTimer(0)));
    }

    void a5AnAnswerToWhoIsGone()
    {
        auto receiver = std::make_unique<QObject>();
        const stream::OutletPtr outlet = stream::Outlet::to(*receiver);
        int answers = 0;
        outlet->post([&] { ++answers; });
        QTRY_COMPARE(answers, 1);
        outlet->post([&] { ++answers; }); // On its way when the receiver goes.
        receiver.reset();
        outlet->post([&] { ++answers; });
        QCoreApplication::sendPostedEvents();
        QCOMPARE(answers, 1);
    }

    // Closing a window whose reader is stuck returns at once; what the reader used goes when it comes back.
    void a5GoingAwayWaitsForNothing()
    {
        const QString path = m_folder.filePath(QStringLiteral("stuck.sqlite"));
        auto channel
            = tests::splitChannel(path, {.captured = [](int) { return true; }, .recent = [](int) { return false; }});
        QVERIFY(channel);
        const auto pool = std::make_shared<ReaderPool>();
        auto rows = std::make_unique<stream::RowStore>(channel, pool);
        rows->setFiles(path);
        const auto arrived = std::make_shared<QSemaphore>(), leave = std::make_shared<QSemaphore>();
        const auto visits = std::make_shared<std::atomic<int>>(0);
        bool done = false;
        const auto cancelled = rows->walk({.first = 1,
            .last = 20,
            .visit =
                [=](const capture::PassingRow &) {
                    ++*visits;
                    arrived->release();
                    leave->acquire();
                    return true;
                },
            .done = [&] { done = true; }});
        arrived->acquire();
        rows.reset(); // Would hang here.
        QVERIFY(*cancelled);
        const std::weak_ptr<stream::Channel> used = channel;
        channel.reset();
        QVERIFY(!used.expired()); // The reader has it still.
        leave->release(100);
        QTRY_VERIFY(used.expired());
        QCOMPARE(visits->load(), 1);
        QVERIFY(!done);
    }
    void a5AReplayGoesAwayWaitingForNothing()
    {
        const QString path = m_folder.filePath(QStringLiteral("replay.sqlite"));
        QVERIFY(tests::splitChannel(
            path, {.rows = 5000, .captured = [](int) { return true; }, .recent = [](int) { return false; }}));
        const auto pool = std::make_shared<ReaderPool>();
        std::weak_ptr<series::SeriesStore> used;
        for (int i = 0; i < 10; ++i) {
            const auto found = stream::CaptureHandle::inspect(path);
            QVERIFY(found);
            stream::CaptureHandle handle(path, found->front(), pool);
            handle.replay().start();
            handle.rows().requestPage(1, 100);
            handle.rows().requestPayload(7);
            used = handle.series();
        }
        QTRY_VERIFY(used.expired());
        QVERIFY(pool->close(QDeadlineTimer(60s)));
    }

    // A release that is not waited for leaves a store that still answers from memory.
    void a5ReleaseDoesNotWaitForAStuckReader()
    {
        const QString path = m_folder.filePath(QStringLiteral("release.sqlite"));
        const auto channel = tests::splitChannel(
            path, {.captured = [](int batch) { return batch == 1; }, .recent = [](int batch) { return batch == 2; }});
        QVERIFY(channel);
        const auto pool = std::make_shared<ReaderPool>();
        stream::RowStore rows(channel, pool);
        rows.setFiles(path);
        const auto arrived = std::make_shared<QSemaphore>(), leave = std::make_shared<QSemaphore>();
        rows.walk({.first = 1,
            .last = 20,
            .visit =
                [=](const capture::PassingRow &) {
                    arrived->release();
                    leave->acquire();
                    return true;
                },
            .done = {}});
        arrived->acquire();
        rows.release(QDeadlineTimer(0));
        QSignalSpy pages(&rows, &stream::RowSource::pageArrived);
        rows.requestPage(1, 20);
        QTRY_COMPARE(pages.size(), 1);
        QCOMPARE(pages.first().first().value<stream::RowPage>().rows.size(), 10);
        leave->release(100);
    }
};

QTEST_GUILESS_MAIN(TestReaderPool)
#include "tst_readerpool.moc"
