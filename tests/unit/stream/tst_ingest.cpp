// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturewriter.h"
#include "core/stream/batcher.h"
#include "core/stream/ingest.h"

#include <QTemporaryDir>
#include <QTest>

//! A clock that a test moves.
struct HandClock final : base::Clock
{
    [[nodiscard]] base::Instant now() const override { return at; }
    base::Instant at{};
};

class TestIngest : public QObject
{
    Q_OBJECT
private:
    static QList<double> values(const series::SeriesStore &store, const QString &path, const QString &key)
    {
        QList<double> all;
        for (const series::SeriesEntry &entry : store.catalogue()->entries) {
            if (entry.path != path || entry.key != key || entry.superseded)
                continue;
            for (const series::Sample &sample : series::samplesOf(store.view(entry.id)))
                all.append(sample.value);
        }
        return all;
    }

private slots:
    void aLateKeyReadsTheCaptureAgain_data()
    {
        QTest::addColumn<bool>("fromFile");
        QTest::newRow("earlier messages in memory") << false;
        QTest::newRow("earlier messages in the capture only") << true;
    }

    // Rooms come one by one: at first nothing shows that they are keys.
    void aLateKeyReadsTheCaptureAgain()
    {
        QFETCH(bool, fromFile);
        QTemporaryDir folder;
        capture::CaptureWriter writer;
        const QString path = folder.filePath(QStringLiteral("feed.sqlite"));
        QVERIFY(writer.open({.path = path}).hasValue());
        HandClock clock;
        clock.at.wall = base::Nanoseconds(1'700'000'000'000'000'000);
        const auto channel = std::make_shared<stream::Channel>(base::ConnectionId{1}, [] {});
        channel->files.set(path, {});
        stream::Ingest ingest(clock);
        ingest.add(channel);
        stream::Batcher batcher({1}, [&](const stream::BatchPtr &batch) {
            if (fromFile) {
                writer.append({1}, batch->records, batch->facts);
                writer.commit();
            } else {
                channel->recent.add(batch);
            }
            ingest.work({{batch, {}}});
        });
        QHash<QString, QList<double>> expected;
        for (int i = 0; i < 150; ++i) {
            clock.at.wall += base::Nanoseconds(600'000'000);
            clock.at.steady += base::Nanoseconds(600'000'000);
            const QString room = QStringLiteral("room %1").arg(i % 20);
            expected[room].append(i + 0.25);
            batcher.add(capture::Direction::In, capture::Kind::Text,
                R"({"place":{"room":")" + room.toUtf8() + R"("},"t":)" + QByteArray::number(i + 0.25) + "}", 40,
                clock.at);
            batcher.finish();
        }
        clock.at.wall += base::Nanoseconds(600'000'000);
        ingest.work({});
        for (const auto &[room, wanted] : expected.asKeyValueRange())
            QTRY_COMPARE((ingest.work({}), values(*channel->series, QStringLiteral("t"), room)), wanted);
        ingest.finish();
        writer.close();
    }
};

QTEST_GUILESS_MAIN(TestIngest)
#include "tst_ingest.moc"
