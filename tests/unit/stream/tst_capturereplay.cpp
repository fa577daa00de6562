// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturewriter.h"
#include "core/capture/foreignrow.h"
#include "core/stream/batcher.h"
#include "core/stream/capturehandle.h"
#include "tests/unit/capture/forged.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

class TestCaptureReplay : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    static constexpr base::Nanoseconds start{1'700'000'000'000'000'000};

    QString file() const { return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + ".sqlite"); }

    //! A capture of \a count messages, one each 100 ms, some sent, one gap.
    void record(int count, const std::function<QByteArray(int)> &payload)
    {
        capture::CaptureWriter writer;
        QVERIFY(writer.open({.path = file()}).hasValue());
        writer.describe({1}, QStringLiteral("ws://host/"), start.count());
        stream::Batcher batcher(
            {1}, [&](const stream::BatchPtr &batch) { writer.append({1}, batch->records, batch->facts); });
        for (int i = 0; i < count; ++i) {
            const base::Instant at{.wall = start + std::chrono::milliseconds(100 * i)};
            if (i == count / 2)
                batcher.add(capture::Direction::In, capture::Kind::Gap, "{}", 0, at);
            batcher.add(capture::Direction::Out, capture::Kind::Text, R"({"t":-1})", 8, at);
            batcher.add(capture::Direction::In, capture::Kind::Text, payload(i), 8, at);
            batcher.markNextAsHeartbeat();
            batcher.add(capture::Direction::In, capture::Kind::Text, R"({"t":-2})", 8, at);
        }
        batcher.finish();
        writer.commit();
        writer.close();
    }
    static QList<double> values(const series::SeriesStore &store, const QString &path, const QString &key = {})
    {
        QList<double> all;
        for (const series::SeriesEntry &entry : store.catalogue()->entries) {
            if (entry.path != path || entry.key != key || entry.superseded)
                continue;
            for (const series::Sample &sample : series::samplesOf(store.view(entry.id)))
                all.append(std::isnan(sample.value) ? -999 : sample.value);
        }
        return all;
    }

private slots:
    void theSeriesHoldWhatWasReceived()
    {
        record(100, [](int i) { return "{\"t\":" + QByteArray::number(i + 0.5) + "}"; });
        const auto found = stream::CaptureHandle::inspect(file());
        QVERIFY(found.hasValue());
        stream::CaptureHandle handle(file(), found->front());
        QSignalSpy ticks(&handle, &stream::StreamHandle::tickArrived);
        QSignalSpy progress(&handle.replay(), &stream::CaptureReplay::progressed);
        QVERIFY(values(*handle.series(), QStringLiteral("t")).isEmpty());
        handle.replay().start();
        QTRY_VERIFY(!progress.isEmpty() && progress.last().first().toInt() == 100);
        QList<double> wanted;
        for (int i = 0; i < 100; ++i) {
            if (i == 50)
                wanted << -999; // The gap.
            wanted << i + 0.5;
        }
        QCOMPARE(values(*handle.series(), QStringLiteral("t")), wanted);
        QVERIFY(!ticks.isEmpty());
        QCOMPARE(handle.tick().metrics.messagesIn, quint64(100));
        QVERIFY(handle.tick().sampleCount >= 100);
        QCOMPARE(handle.replay().beganNs(), start.count());
        QCOMPARE(handle.replay().reachedNs(), (start + std::chrono::milliseconds(9900)).count());
        for (qsizetype i = 1; i < progress.size(); ++i)
            QVERIFY(progress[i][0].toInt() >= progress[i - 1][0].toInt());
    }

    // As live: what a late decision splits is read again.
    void aLateKeyIsComplete()
    {
        record(400, [](int i) {
            return R"({"place":{"room":"room )" + QByteArray::number(i % 20) + R"("},"t":)"
                + QByteArray::number(i + 0.5) + "}";
        });
        stream::CaptureHandle handle(file(), stream::CaptureHandle::inspect(file())->front());
        QSignalSpy progress(&handle.replay(), &stream::CaptureReplay::progressed);
        handle.replay().start();
        QTRY_VERIFY(!progress.isEmpty() && progress.last().first().toInt() == 100);
        QList<double> wanted;
        for (int i = 0; i < 400; ++i) {
            if ((i % 20) != 7)
                continue;
            wanted << i + 0.5;
        }
        QList<double> got = values(*handle.series(), QStringLiteral("t"), QStringLiteral("room 7"));
        got.removeAll(-999);
        QCOMPARE(got, wanted);
    }

    void cancellingKeepsWhatWasRead()
    {
        record(2000, [](int i) { return "{\"t\":" + QByteArray::number(i + 0.5) + "}"; });
        stream::CaptureHandle handle(file(), stream::CaptureHandle::inspect(file())->front());
        QSignalSpy progress(&handle.replay(), &stream::CaptureReplay::progressed);
        handle.replay().start();
        handle.replay().cancel();
        QTRY_VERIFY(!progress.isEmpty() && progress.last().first().toInt() == 100);
        QVERIFY(!handle.replay().isRunning());
        QVERIFY(values(*handle.series(), QStringLiteral("t")).size() <= 2001);
    }

    // Times at both ends of 64 bit, in any order: the difference of two, and ten seconds more, are still numbers.
    void b13TimesBeyondAllBounds()
    {
        tests::Forged forged;
        int seq = 0;
        for (const char *ns : {"-9223372036854775808", "9223372036854775807", "0", "-1", "1700000000000000000",
                 "9223372036854775807", "-9223372036854775808", "NULL", "'x'", "1e300"}) {
            for (const char *kind : {"1", "33", "1"}) {
                ++seq;
                forged.more += "INSERT INTO records VALUES((1 << 48) | " + QByteArray::number(seq) + ", " + ns + ", "
                    + kind + ", 0, 0, CAST('{\"t\":" + QByteArray::number(seq) + "}' AS BLOB));";
            }
        }
        QVERIFY(forged.write(file()));
        const auto found = stream::CaptureHandle::inspect(file());
        QVERIFY(found.hasValue());
        stream::CaptureHandle handle(file(), found->front());
        QSignalSpy progress(&handle.replay(), &stream::CaptureReplay::progressed);
        handle.replay().start();
        QTRY_VERIFY(!progress.isEmpty() && progress.last().first().toInt() == 100);
        QCOMPARE(handle.replay().messages(), quint64(20));
        const qint64 span = handle.replay().reachedNs() - handle.replay().beganNs();
        QVERIFY(span >= -capture::latestNs && span <= capture::latestNs);
    }

    void aWindowMayCloseInTheMiddle()
    {
        record(2000, [](int i) { return "{\"t\":" + QByteArray::number(i + 0.5) + "}"; });
        stream::CaptureHandle handle(file(), stream::CaptureHandle::inspect(file())->front());
        handle.replay().start();
    }
};

QTEST_GUILESS_MAIN(TestCaptureReplay)
#include "tst_capturereplay.moc"
