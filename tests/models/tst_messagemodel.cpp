// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/fakerowsource.h"
#include "ui/models/messagemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using models::MessageModel;

class TestMessageModel : public QObject
{
    Q_OBJECT

    static QString preview(const MessageModel &model, int row)
    {
        return model.index(row, MessageModel::Preview).data().toString();
    }

private slots:
    void rowsComeWithTheTick()
    {
        tests::FakeRowSource source;
        MessageModel model(source);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        source.add("one");
        model.setTick(source.tick());
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        source.add("two");
        source.add("three", capture::Kind::Text, capture::Direction::Out);
        QCOMPARE(model.rowCount(), 1); // Nothing appears before the Tick says so.
        model.setTick(source.tick());
        model.setTick(source.tick());
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted[0][1].toInt(), 1);
        QCOMPARE(inserted[0][2].toInt(), 2);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(preview(model, 2), QStringLiteral("three"));
        QCOMPARE(model.index(2, MessageModel::Direction).data().toString(), QStringLiteral("↑"));
        QCOMPARE(model.index(1, MessageModel::Direction).data().toString(), QString());
        QCOMPARE(model.index(2, 0).data(models::StyleRole).toInt(), int(models::RowStyle::Sent));
        QCOMPARE(model.index(2, MessageModel::Number).data().toString(), QStringLiteral("3"));
        QVERIFY(model.index(0, MessageModel::Time).data().toString().contains(QLatin1Char('.')));
    }

    void olderRowsComeAPageAtATime()
    {
        tests::FakeRowSource source;
        for (int i = 1; i <= 1000; ++i)
            source.add("message " + QByteArray::number(i));
        MessageModel model(source);
        model.setTick(source.tick());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        for (int row = 300; row < 340; ++row)
            QCOMPARE(preview(model, row), QStringLiteral("…"));
        QCOMPARE(source.pagesAsked, 1); // Forty rows of one page are one request.
        QCOMPARE(source.waitingPage->first, base::Seq(257));
        source.deliverPage();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 256);
        QCOMPARE(changed[0][1].toModelIndex().row(), 511);
        QCOMPARE(preview(model, 300), QStringLiteral("message 301"));
        QCOMPARE(source.pagesAsked, 1);
        QCOMPARE(preview(model, 999), QStringLiteral("message 1000")); // Recent: from memory, at once.
        QCOMPARE(source.pagesAsked, 1);
    }

    void theNewestWishIsAskedNext()
    {
        tests::FakeRowSource source;
        for (int i = 1; i <= 3000; ++i)
            source.add("x");
        MessageModel model(source);
        model.setTick(source.tick());
        (void)preview(model, 0);
        (void)preview(model, 600);
        (void)preview(model, 2000);
        QCOMPARE(source.pagesAsked, 1);
        source.deliverPage();
        QCOMPARE(source.pagesAsked, 2);
        QCOMPARE(source.waitingPage->first, base::Seq(1793));
    }

    void someoneElsesPageDoesNotLoseOurs()
    {
        tests::FakeRowSource source;
        for (int i = 1; i <= 1000; ++i)
            source.add("x");
        MessageModel model(source);
        model.setTick(source.tick());
        (void)preview(model, 0);
        source.requestPage(700, 10); // Replaces ours, which had not begun.
        source.deliverPage();
        QVERIFY(source.waitingPage);
        QCOMPARE(source.waitingPage->first, base::Seq(1));
        source.deliverPage();
        QCOMPARE(preview(model, 0), QStringLiteral("x"));
    }

    void aRowThatWasNotKeptIsAskedForOnce()
    {
        tests::FakeRowSource source;
        for (int i = 1; i <= 1000; ++i)
            source.add("x");
        source.lost << 5;
        MessageModel model(source);
        model.setTick(source.tick());
        (void)preview(model, 4);
        source.deliverPage();
        QVERIFY(preview(model, 4).contains(QStringLiteral("not kept")));
        QVERIFY(!source.waitingPage);
        QCOMPARE(preview(model, 5), QStringLiteral("x"));
    }

    void anOpenPageGrows()
    {
        tests::FakeRowSource source;
        source.recentCount = 0;
        for (int i = 1; i <= 10; ++i)
            source.add("x");
        MessageModel model(source);
        model.setTick(source.tick());
        (void)preview(model, 0);
        source.deliverPage();
        source.add("later");
        model.setTick(source.tick());
        QCOMPARE(preview(model, 10), QStringLiteral("…")); // It did not exist when the page was read.
        source.deliverPage();
        QCOMPARE(preview(model, 10), QStringLiteral("later"));
    }

    void evictedRowsGoFromTheFront()
    {
        tests::FakeRowSource source;
        for (int i = 1; i <= 100; ++i)
            source.add("x");
        MessageModel model(source);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTick(source.tick());
        source.evictedBefore = 41;
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.setTick(source.tick());
        QCOMPARE(removed.size(), 1);
        QCOMPARE(model.rowCount(), 60);
        QCOMPARE(model.firstSeq(), base::Seq(41));
        source.evictedBefore = 200; // All are gone, and the counting goes on.
        model.setTick(source.tick());
        QCOMPARE(model.rowCount(), 0);
    }

    void clearViewHidesAndShowAllBringsBack()
    {
        tests::FakeRowSource source;
        for (int i = 1; i <= 100; ++i)
            source.add(QByteArray::number(i));
        MessageModel model(source);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTick(source.tick());
        model.hideUpToNow();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.hiddenRows(), quint64(100));
        source.add("new");
        model.setTick(source.tick());
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(preview(model, 0), QStringLiteral("new"));
        QCOMPARE(model.rowOf(101), 0);
        QCOMPARE(model.rowOf(100), -1);
        source.evictedBefore = 11;
        model.setTick(source.tick());
        QCOMPARE(model.rowCount(), 1);
        model.showAll();
        QCOMPARE(model.rowCount(), 91);
        QCOMPARE(model.hiddenRows(), quint64(0));
    }

    void anotherStreamResets()
    {
        tests::FakeRowSource source;
        for (int i = 1; i <= 10; ++i)
            source.add("x");
        MessageModel model(source);
        model.setTick(source.tick());
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        stream::Tick tick = source.tick();
        tick.connection = {2};
        tick.lastSeq = 3;
        model.setTick(tick);
        QCOMPARE(reset.size(), 1);
        QCOMPARE(model.rowCount(), 3);
    }

    // A table of Qt counts rows in int; the records are not.
    void b8RowsBeyondAnInt_data()
    {
        QTest::addColumn<quint64>("last");
        QTest::newRow("a table that is just full") << quint64(MessageModel::mostRows);
        QTest::newRow("one more") << quint64(MessageModel::mostRows) + 1;
        QTest::newRow("2^31 - 1") << (quint64(1) << 31) - 1;
        QTest::newRow("2^31 + 5") << (quint64(1) << 31) + 5;
        QTest::newRow("2^32") << (quint64(1) << 32);
        QTest::newRow("2^32 + 1") << (quint64(1) << 32) + 1;
        QTest::newRow("the last there can be") << (quint64(1) << 48) - 1;
    }
    void b8RowsBeyondAnInt()
    {
        QFETCH(quint64, last);
        constexpr quint64 most = MessageModel::mostRows;
        tests::FakeRowSource source;
        MessageModel model(source);
        stream::Tick tick = source.tick();
        tick.lastSeq = last;
        model.setTick(tick);
        QCOMPARE(quint64(model.rowCount()), most);
        QCOMPARE(model.unlistedRows(), last - most);
        QCOMPARE(model.rowOf(last), model.rowCount() - 1);
        QCOMPARE(model.seqAt(model.rowCount() - 1), last);
        QCOMPARE(model.rowOf(last + 1), -1);
        QCOMPARE(model.hiddenRows(), quint64(0));
        // Every record can be brought into the table.
        for (const base::Seq seq : {base::Seq(1), last / 2, last - most / 2, last}) {
            model.reveal(seq);
            const int row = model.rowOf(seq);
            QVERIFY(row >= 0 && row < model.rowCount());
            QCOMPARE(model.seqAt(row), seq);
            QCOMPARE(model.index(row, MessageModel::Number).data().toString(), QString::number(seq));
            QCOMPARE(quint64(model.rowCount()), most);
            QCOMPARE(model.unlistedRows(), last - most);
        }
        // What comes meanwhile is counted; the newest come back when they are asked for.
        model.reveal(1);
        tick.lastSeq = last + 10;
        model.setTick(tick);
        QCOMPARE(model.lastInReach(), last + 10);
        model.revealNewest();
        QCOMPARE(model.rowOf(last + 10), model.rowCount() - 1);
        QCOMPARE(quint64(model.rowCount()) + model.unlistedRows(), last + 10);
        model.hideUpToNow();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.hiddenRows(), last + 10);
        QCOMPARE(model.unlistedRows(), quint64(0));
        model.showAll();
        QCOMPARE(quint64(model.rowCount()) + model.unlistedRows(), last + 10);
        QCOMPARE(model.rowOf(last + 10), model.rowCount() - 1);
        // Evicting reaches into the table only when it is near.
        tick.capture.evictedBefore = last;
        model.setTick(tick);
        QCOMPARE(model.rowCount(), 11);
        QCOMPARE(model.unlistedRows(), quint64(0));
    }

    void b8ALongStreamGoesOn()
    {
        tests::FakeRowSource source;
        MessageModel model(source);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        stream::Tick tick = source.tick();
        tick.lastSeq = MessageModel::mostRows - 1;
        model.setTick(tick);
        reset.clear();
        inserted.clear();
        for (int i = 0; i < 5; ++i) {
            tick.lastSeq += 1;
            model.setTick(tick);
            QCOMPARE(model.rowOf(tick.lastSeq), model.rowCount() - 1);
        }
        QCOMPARE(reset.size(), 1); // Once, and then there is room for long.
        QCOMPARE(inserted.size(), 4);
        tick.lastSeq = base::Seq(1) << 40; // Far in one step.
        model.setTick(tick);
        QCOMPARE(model.rowOf(tick.lastSeq), model.rowCount() - 1);
        QVERIFY(model.rowCount() > 0);
    }

    void notesAreSentences_data()
    {
        QTest::addColumn<capture::Kind>("kind");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("contains");
        QTest::newRow("state")
            << capture::Kind::State
            << QByteArray(
                   "{\"from\":\"Open\",\"to\":\"WaitingRetry\",\"cause\":\"reset\",\"code\":1006,\"retry_in_ms\":1500}")
            << QStringLiteral("waiting to reconnect (reset, close code 1006), again in 1.5");
        QTest::newRow("state with a foreign reason")
            << capture::Kind::State << QByteArray("{\"to\":\"Closed\",\"reason\":\"<b>%1 bye\"}")
            << QStringLiteral("closed: <b>%1 bye");
        QTest::newRow("gap") << capture::Kind::Gap << QByteArray("{\"reason\":\"heartbeat\"}")
                             << QStringLiteral("broken here (heartbeat)");
        QTest::newRow("problem") << capture::Kind::Problem
                                 << QByteArray("{\"problem\":\"protocol error\",\"rule\":\"reserved opcode\"}")
                                 << QStringLiteral("protocol error (reserved opcode)");
        QTest::newRow("broken note") << capture::Kind::Problem << QByteArray("{") << QStringLiteral("{");
        QTest::newRow("close") << capture::Kind::Close
                               << QByteArray("\x03\xe8"
                                             "done",
                                      6)
                               << QStringLiteral("1000 – done");
        QTest::newRow("close without code") << capture::Kind::Close << QByteArray() << QStringLiteral("no close code");
        QTest::newRow("binary") << capture::Kind::Binary << QByteArray("\xde\xad\x00", 3) << QStringLiteral("de ad 00");
    }
    void notesAreSentences()
    {
        QFETCH(capture::Kind, kind);
        QFETCH(QByteArray, payload);
        QFETCH(QString, contains);
        tests::FakeRowSource source;
        source.add(payload, kind);
        MessageModel model(source);
        model.setTick(source.tick());
        QVERIFY2(preview(model, 0).contains(contains), qPrintable(preview(model, 0)));
    }

    void tenMillionRowsCostNothing()
    {
        tests::FakeRowSource source;
        MessageModel model(source);
        stream::Tick tick = source.tick();
        tick.lastSeq = 10'000'000;
        model.setTick(tick);
        QCOMPARE(model.rowCount(), 10'000'000);
        QCOMPARE(source.recentAsked, 0);
        tick.lastSeq = 5'000'000'000;
        model.setTick(tick); // More than int: the oldest leave the view, the newest stay.
        QCOMPARE(model.lastSeq(), tick.lastSeq);
        QVERIFY(model.rowCount() > 1'000'000'000);
        QCOMPARE(model.seqAt(model.rowCount() - 1), tick.lastSeq);
    }

    // Every third row is a ping.
    static void addThree(tests::FakeRowSource &source, int number)
    {
        source.add("m" + QByteArray::number(3 * number + 1));
        source.add("m" + QByteArray::number(3 * number + 2), capture::Kind::Text, capture::Direction::Out);
        source.add("p" + QByteArray::number(3 * number + 3), capture::Kind::Ping);
    }
    static QStringList previews(const MessageModel &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all << preview(model, row);
        return all;
    }

    void aFilterHidesKindsAndDeletesNothing()
    {
        tests::FakeRowSource source;
        for (int i = 0; i < 3; ++i)
            addThree(source, i);
        MessageModel model(source);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTick(source.tick());
        QCOMPARE(model.rowCount(), 9);
        model.setFilter({.control = false});
        QCOMPARE(model.rowCount(), 9); // Until every row was looked at.
        QTRY_COMPARE(model.rowCount(), 6);
        QCOMPARE(previews(model), QStringList({"m1", "m2", "m4", "m5", "m7", "m8"}));
        QCOMPARE(model.seqAt(2), base::Seq(4));
        QCOMPARE(model.rowOf(4), 2);
        QCOMPARE(model.rowOf(3), -1);
        QCOMPARE(model.filteredRows(), quint64(3));

        addThree(source, 3); // What comes later is looked at, too.
        source.add("last", capture::Kind::Pong);
        model.setTick(source.tick());
        QTRY_COMPARE(model.rowCount(), 8);
        QCOMPARE(preview(model, 7), QStringLiteral("m11"));
        QTRY_COMPARE(model.lastSeq(), base::Seq(13));
        QCOMPARE(model.rowCount(), 8);

        model.setFilter({});
        QCOMPARE(model.rowCount(), 13);
        QCOMPARE(preview(model, 2), QStringLiteral("p3"));
    }

    void aFilteredViewLosesEvictedRowsAtItsFront()
    {
        tests::FakeRowSource source;
        for (int i = 0; i < 4; ++i)
            addThree(source, i);
        MessageModel model(source);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTick(source.tick());
        model.setFilter({.control = false});
        QTRY_COMPARE(model.rowCount(), 8);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        source.evictedBefore = 6; // m1, m2, m4 and m5 go; so does the ping between them.
        model.setTick(source.tick());
        QCOMPARE(removed.size(), 1);
        QCOMPARE(previews(model), QStringList({"m7", "m8", "m10", "m11"}));
        QCOMPARE(model.filteredRows(), quint64(3));
        source.evictedBefore = 7; // Only a hidden one.
        model.setTick(source.tick());
        QCOMPARE(model.firstSeq(), base::Seq(7));
        QCOMPARE(previews(model), QStringList({"m7", "m8", "m10", "m11"}));
    }

    void aFilteredViewTakesPagesAndIsCleared()
    {
        tests::FakeRowSource source;
        source.recentCount = 0;
        for (int i = 0; i < 300; ++i)
            addThree(source, i);
        MessageModel model(source);
        model.setTick(source.tick());
        model.setFilter({.control = false});
        QTRY_COMPARE(model.rowCount(), 600);
        QCOMPARE(preview(model, 200), QStringLiteral("…")); // Row 200 is record 301, on the second page.
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        source.deliverPage();
        QCOMPARE(preview(model, 200), QStringLiteral("m301"));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.seqAt(changed[0][0].toModelIndex().row()), base::Seq(257));
        QCOMPARE(model.seqAt(changed[0][1].toModelIndex().row()), base::Seq(512));
        model.hideUpToNow();
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.hiddenRows(), quint64(600));
        model.showAll();
        QCOMPARE(model.rowCount(), 600);
    }
};

QTEST_MAIN(TestMessageModel)
#include "tst_messagemodel.moc"
