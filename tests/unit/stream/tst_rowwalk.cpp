// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/stream/splitrows.h"

#include "core/stream/rowstore.h"
#include "core/stream/rowwalk.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using stream::RowWalk;

class TestRowWalk : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    stream::ChannelPtr m_channel;

    static QStringList walk(RowWalk &walk, base::Seq first, base::Seq last, RowWalk::Wanted wanted, int most = 1000)
    {
        QStringList seen;
        walk.walk(first, last, wanted, [&](const capture::PassingRow &row) {
            seen << QStringLiteral("%1 %2").arg(row.seq).arg(QString::fromUtf8(row.payload));
            return seen.size() < most;
        });
        return seen;
    }

private slots:
    //! Rows 1 to 10 only in the capture, 11 to 15 in both, 16 to 20 only in memory; 21 to 25 lost, 26 to 30 in memory.
    void init()
    {
        const QString path = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + ".sqlite");
        m_channel = tests::splitChannel(path,
            {.rows = 30,
                .perBatch = 5,
                .captured = [](int batch) { return batch <= 3; },
                .recent = [](int batch) { return batch >= 3 && batch != 5; }});
        QVERIFY(m_channel);
        m_channel->files.set(path, {});
    }

    void everyRowOnceInOrder()
    {
        RowWalk rows(m_channel);
        QStringList wanted;
        for (int i = 1; i <= 30; ++i) {
            if (i <= 20 || i > 25)
                wanted << QStringLiteral("%1 row %1").arg(i);
        }
        QCOMPARE(walk(rows, 1, 30, RowWalk::Wanted::Payloads), wanted);
        QCOMPARE(walk(rows, 1, 99, RowWalk::Wanted::Payloads), wanted); // Its end may be later than the last one.
        QCOMPARE(walk(rows, 8, 17, RowWalk::Wanted::Payloads), wanted.mid(7, 10));
        QCOMPARE(walk(rows, 22, 26, RowWalk::Wanted::Payloads), wanted.mid(20, 1));
        QCOMPARE(walk(rows, 5, 4, RowWalk::Wanted::Payloads), QStringList());
    }

    void kindsNeedNoPayload()
    {
        RowWalk rows(m_channel);
        QCOMPARE(walk(rows, 3, 3, RowWalk::Wanted::KindsOnly), QStringList("3 "));
        QCOMPARE(walk(rows, 1, 30, RowWalk::Wanted::KindsOnly).size(), 25);
    }

    void theVisitorStops()
    {
        RowWalk rows(m_channel);
        QCOMPARE(walk(rows, 1, 30, RowWalk::Wanted::Payloads, 3).size(), 3);
        QCOMPARE(walk(rows, 1, 30, RowWalk::Wanted::Payloads, 13).size(), 13);
    }

    void closedFilesAreNotOpened()
    {
        m_channel->files.close();
        m_channel->files.set(m_folder.filePath(QStringLiteral("other.sqlite")), {});
        RowWalk rows(m_channel);
        QCOMPARE(walk(rows, 1, 30, RowWalk::Wanted::Payloads).size(), 15);
    }

    void theStoreWalksOnThePool()
    {
        stream::RowStore store(m_channel);
        std::atomic<int> seen = 0;
        bool done = false;
        QThread *thread = nullptr;
        stream::RowWalkOrder order{.first = 1, .last = 30};
        order.visit = [&](const capture::PassingRow &) {
            thread = QThread::currentThread();
            return ++seen > 0;
        };
        order.done = [&] { done = true; };
        QVERIFY(store.walk(order));
        QTRY_VERIFY(done);
        QCOMPARE(seen.load(), 25);
        QVERIFY(thread != QThread::currentThread());
    }

    void aCancelledWalkIsNeverDone()
    {
        stream::RowStore store(m_channel);
        bool done = false;
        bool secondDone = false;
        std::atomic<bool> mayGoOn = false;
        std::atomic<int> seen = 0;
        stream::RowWalkOrder order{.first = 1, .last = 30};
        order.visit = [&](const capture::PassingRow &) {
            while (!mayGoOn)
                QThread::yieldCurrentThread();
            return ++seen > 0;
        };
        order.done = [&] { done = true; };
        const auto cancel = store.walk(order);
        *cancel = true;
        mayGoOn = true;
        order.done = [&] { secondDone = true; };
        (void)store.walk(order);
        QTRY_VERIFY(secondDone);
        QVERIFY(!done);
        QVERIFY(seen <= 26);
    }
};

QTEST_GUILESS_MAIN(TestRowWalk)
#include "tst_rowwalk.moc"
