// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/stream/splitrows.h"

#include "core/stream/rowsearch.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using stream::RowSearch;

class TestRowSearch : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    int m_count = 0;
    stream::ChannelPtr m_channel;
    std::unique_ptr<RowSearch> m_search;

    //! The row that is found; 0: none.
    base::Seq find(const QString &text, base::Seq first, base::Seq last, bool backwards = false)
    {
        QSignalSpy found(m_search.get(), &RowSearch::found);
        QSignalSpy not_(m_search.get(), &RowSearch::notFound);
        m_search->start(
            {.needle = {text, capture::Needle::Case::Ignored}, .first = first, .last = last, .backwards = backwards});
        if (!QTest::qWaitFor([&] { return found.size() + not_.size() == 1; }))
            return 999'999;
        return found.isEmpty() ? 0 : found.first().first().value<base::Seq>();
    }

private slots:
    //! Rows 1 to 3000 only in the capture, 3001 to 6000 only in memory; row N says "row N".
    void init()
    {
        const QString path = m_folder.filePath(QStringLiteral("%1.sqlite").arg(++m_count));
        m_channel = tests::splitChannel(path,
            {.rows = 6000,
                .perBatch = 500,
                .captured = [](int batch) { return batch <= 6; },
                .recent = [](int batch) { return batch > 6; },
                .behindNumber = "."});
        QVERIFY(m_channel);
        m_search = std::make_unique<RowSearch>(m_channel);
        m_search->setFiles({{.file = path, .lastSeq = 1ULL << 40}});
    }

    void inCaptureAndMemory_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("last");
        QTest::addColumn<bool>("backwards");
        QTest::addColumn<int>("seq");
        QTest::newRow("in the capture") << "ROW 2345." << 1 << 6000 << false << 2345;
        QTest::newRow("in memory") << "row 4567." << 1 << 6000 << false << 4567;
        QTest::newRow("the first of many") << "row" << 1 << 6000 << false << 1;
        QTest::newRow("the next one") << "00." << 2301 << 6000 << false << 2400;
        QTest::newRow("over the border") << "00." << 2901 << 6000 << false << 3000;
        QTest::newRow("backwards in memory") << "00." << 1 << 4499 << true << 4400;
        QTest::newRow("backwards over the border") << "row 29" << 1 << 6000 << true << 2999;
        QTest::newRow("the last") << "row" << 1 << 6000 << true << 6000;
        QTest::newRow("outside") << "row 5." << 6 << 6000 << false << 0;
        QTest::newRow("nowhere") << "nothing" << 1 << 6000 << true << 0;
        QTest::newRow("no rows") << "row" << 10 << 9 << false << 0;
    }
    void inCaptureAndMemory()
    {
        QFETCH(QString, text);
        QFETCH(int, first);
        QFETCH(int, last);
        QFETCH(bool, backwards);
        QFETCH(int, seq);
        QCOMPARE(find(text, static_cast<base::Seq>(first), static_cast<base::Seq>(last), backwards),
            static_cast<base::Seq>(seq));
    }

    void aCancelledSearchSaysNothing()
    {
        QSignalSpy found(m_search.get(), &RowSearch::found);
        QSignalSpy nothing(m_search.get(), &RowSearch::notFound);
        m_search->start({.needle = {QStringLiteral("nothing"), capture::Needle::Case::Kept}, .first = 1, .last = 6000});
        m_search->cancel();
        QVERIFY(!m_search->isRunning());
        QCOMPARE(find(QStringLiteral("row 77."), 1, 6000), base::Seq(77)); // The next one answers alone.
        QCOMPARE(found.size(), 1);
        QCOMPARE(nothing.size(), 0);
    }

    void withoutACapture()
    {
        m_search->release();
        QCOMPARE(find(QStringLiteral("row 5000."), 1, 6000), base::Seq(5000));
        QCOMPARE(find(QStringLiteral("row 50."), 1, 6000), base::Seq(0));
    }
};

QTEST_GUILESS_MAIN(TestRowSearch)
#include "tst_rowsearch.moc"
