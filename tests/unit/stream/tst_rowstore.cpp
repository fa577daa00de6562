// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/stream/splitrows.h"

#include "core/stream/rowstore.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>

using stream::PayloadReply;
using stream::RowPage;

class TestRowStore : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    stream::ChannelPtr m_channel;
    std::unique_ptr<stream::RowStore> m_rows;

private slots:
    //! Rows 1 to 10 only in the capture, 11 to 20 only in memory.
    void init()
    {
        const QString path = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + ".sqlite");
        m_channel = tests::splitChannel(
            path, {.captured = [](int batch) { return batch == 1; }, .recent = [](int batch) { return batch == 2; }});
        QVERIFY(m_channel);
        m_rows = std::make_unique<stream::RowStore>(m_channel);
        m_rows->setFiles(path);
    }

    void recentRowsAreThereAtOnce()
    {
        QCOMPARE(m_rows->recentRow(15)->preview, "row 15");
        QVERIFY(!m_rows->recentRow(5));
    }

    void aPageJoinsCaptureAndMemory()
    {
        QSignalSpy arrived(m_rows.get(), &stream::RowSource::pageArrived);
        m_rows->requestPage(6, 10);
        QTRY_COMPARE(arrived.size(), 1);
        const auto page = arrived.first().first().value<RowPage>();
        QCOMPARE(page.first, base::Seq(6));
        QCOMPARE(page.rows.size(), 10);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(page.rows.at(i).preview, "row " + QByteArray::number(i + 6));
    }

    void payloadsComeFromBoth()
    {
        QSignalSpy arrived(m_rows.get(), &stream::RowSource::payloadArrived);
        m_rows->requestPayload(3);
        QTRY_COMPARE(arrived.size(), 1);
        m_rows->requestPayload(17);
        QTRY_COMPARE(arrived.size(), 2);
        m_rows->requestPayload(99);
        QTRY_COMPARE(arrived.size(), 3);
        QCOMPARE(arrived.at(0).first().value<PayloadReply>().payload, "row 3");
        QCOMPARE(arrived.at(1).first().value<PayloadReply>().payload, "row 17");
        QVERIFY(!arrived.at(2).first().value<PayloadReply>().found);
    }

    // After a failed write the capture went on in a new file.
    void S04_aPageJoinsTwoFiles()
    {
        const QString path = m_folder.filePath(QStringLiteral("failing.sqlite"));
        bool fails = false;
        capture::CaptureWriter writer;
        QVERIFY(writer.open({.path = path, .disk = {.space = {}, .beforeCommit = [&] { return fails ? EIO : 0; }}})
                    .hasValue());
        stream::Batcher batcher({1}, [&](stream::BatchPtr batch) { writer.append({1}, batch->records, batch->facts); });
        for (int i = 1; i <= 30; ++i) {
            batcher.add(capture::Direction::In, capture::Kind::Text, "row " + QByteArray::number(i), 8, {});
            if (i % 10 != 0)
                continue;
            batcher.finish();
            fails = i == 20;
            writer.commit();
        }
        const capture::CaptureStatus status = writer.status({1});
        writer.close();
        stream::RowStore rows(std::make_shared<stream::Channel>(base::ConnectionId{1}, [] {}));
        rows.setFiles(status.file, status.earlier);
        QSignalSpy arrived(&rows, &stream::RowSource::pageArrived);
        rows.requestPage(5, 20);
        QTRY_COMPARE(arrived.size(), 1);
        QStringList previews;
        const auto page = arrived.first()
                              .first()
                              .value<RowPage>(); // 5 to 10 from the first file, the gap and 21 to 24 from the second.
        for (const stream::Row &row : page.rows)
            previews << QString::fromUtf8(row.preview.left(8));
        QCOMPARE(previews.size(), 11);
        QCOMPARE(previews.first(), "row 5");
        QCOMPARE(page.rows.at(6).kind, capture::Kind::Gap);
        QCOMPARE(page.rows.at(6).seq, base::Seq(20));
        QCOMPARE(previews.last(), "row 24");
        QSignalSpy payloads(&rows, &stream::RowSource::payloadArrived);
        rows.requestPayload(3);
        QTRY_COMPARE(payloads.size(), 1);
        rows.requestPayload(25);
        QTRY_COMPARE(payloads.size(), 2);
        QCOMPARE(payloads.at(0).first().value<PayloadReply>().payload, "row 3");
        QCOMPARE(payloads.at(1).first().value<PayloadReply>().payload, "row 25");
    }

    void ofWaitingRequestsTheNewestCounts()
    {
        QSignalSpy arrived(m_rows.get(), &stream::RowSource::payloadArrived);
        for (base::Seq seq = 1; seq <= 10; ++seq)
            m_rows->requestPayload(seq);
        QTRY_VERIFY(!arrived.isEmpty() && arrived.last().first().value<PayloadReply>().seq == 10);
        QVERIFY(arrived.size() <= 3);
    }
};

QTEST_GUILESS_MAIN(TestRowStore)
#include "tst_rowstore.moc"
