// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/batcher.h"

#include <QTest>

using capture::Direction;
using capture::Kind;
using stream::Batcher;
using stream::BatchPtr;

class TestBatcher : public QObject
{
    Q_OBJECT
private:
    QList<BatchPtr> m_batches;
    Batcher batcher()
    {
        m_batches.clear();
        return Batcher({7}, [this](BatchPtr batch) { m_batches.append(std::move(batch)); });
    }

private slots:
    void seqsHaveNoHolesOverBatches()
    {
        Batcher batches = batcher();
        for (int i = 0; i < 3; ++i) {
            batches.add(Direction::In, Kind::Text, "one", 5, {});
            batches.add(Direction::Out, Kind::Binary, "two", 9, {});
            batches.finish();
        }
        QCOMPARE(m_batches.size(), 3);
        base::Seq expected = 1;
        for (const BatchPtr &batch : std::as_const(m_batches)) {
            QCOMPARE(batch->connection.value, 7);
            for (const capture::Record &record : batch->records)
                QCOMPARE(record.seq, expected++);
        }
    }

    void payloadsAreExactAndHaveSlack()
    {
        Batcher batches = batcher();
        QByteArray large(100'000, 'x');
        large.reserve(large.size() + Batcher::slack);
        const char *bytes = large.constData();
        batches.add(Direction::In, Kind::Text, QByteArrayView("a\0b", 3), 5, {});
        batches.addOwned(Direction::In, Kind::Binary, std::move(large), 100'010, {});
        batches.add(Direction::In, Kind::Text, "", 2, {});
        batches.finish();
        QCOMPARE(m_batches.size(), 1);
        const auto &records = m_batches.first()->records;
        QCOMPARE(records[0].payload(), QByteArrayView("a\0b", 3));
        QCOMPARE(records[1].data, bytes); // Taken over, not copied.
        QCOMPARE(records[2].size, 0);
        for (const capture::Record &record : records) {
            unsigned sum = 0;
            for (qint64 i = record.size; i < record.size + Batcher::slack; ++i)
                sum += static_cast<unsigned char>(record.data[i]); // ASan speaks up if it is not readable.
            QVERIFY(sum < 64 * 256);
        }
    }

    void closesAtItsBounds()
    {
        Batcher batches = batcher();
        for (std::size_t i = 0; i < Batcher::maxRecords; ++i)
            batches.add(Direction::In, Kind::Text, "x", 3, {});
        QCOMPARE(m_batches.size(), 1);
        batches.add(Direction::In, Kind::Text, "small", 7, {});
        batches.add(Direction::In, Kind::Text, QByteArray(300 * 1024, 'y'), 300 * 1024 + 10, {});
        QCOMPARE(m_batches.size(), 3); // What stood before a large message, then the large message alone.
        QCOMPARE(m_batches.at(1)->records.size(), std::size_t(1));
        QCOMPARE(m_batches.at(2)->records.size(), std::size_t(1));
        batches.finish();
        QCOMPARE(m_batches.size(), 3); // Nothing is never a Batch.
    }

    void keepsOnlyFactsWorthARow()
    {
        Batcher batches = batcher();
        ws::WireFacts plain;
        ws::WireFacts fragmented;
        fragmented.fragments = 3;
        batches.add(Direction::In, Kind::Text, "plain", 7, {}, &plain);
        batches.add(Direction::In, Kind::Text, "fragmented", 16, {}, &fragmented);
        batches.finish();
        const stream::Batch &batch = *m_batches.first();
        QVERIFY(!batch.records[0].hasFrameFacts);
        QVERIFY(batch.records[1].hasFrameFacts);
        QCOMPARE(batch.facts.at(batch.records[1].facts).fragments, 3u);
    }

    void aSmallBatchTakesLittleMemory()
    {
        Batcher batches = batcher();
        batches.add(Direction::In, Kind::Text, QByteArray(90, 'x'), 92, {});
        batches.finish();
        QVERIFY(m_batches.first()->bytes < 1024); // Quiet feeds keep thousands of them.
    }
};

QTEST_GUILESS_MAIN(TestBatcher)
#include "tst_batcher.moc"
