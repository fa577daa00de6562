// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/captureanalysis.h"

#include "core/capture/capturewriter.h"
#include "core/stream/batcher.h"
#include "core/stream/capturehandle.h"
#include "core/stream/messageanalysis.h"
#include "core/stream/notes.h"
#include "core/stream/rowfacts.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using capture::Direction;
using capture::Kind;
using connection::State;

class TestCaptureAnalysis : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    static constexpr base::Nanoseconds start{1'700'000'000'000'000'000};

    QString file() const { return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + ".sqlite"); }

    //! Writes a life with two sessions, heartbeats, compression and a close, and folds it as it comes.
    std::shared_ptr<const metrics::RunMetrics> record()
    {
        capture::CaptureWriter writer;
        if (!writer.open({.path = file()}))
            return nullptr;
        writer.describe({1}, QStringLiteral("ws://host/"), start.count());
        series::SeriesStore store;
        stream::MessageAnalysis live(store);
        stream::Batcher batcher({1}, [&](const stream::BatchPtr &batch) {
            writer.append({1}, batch->records, batch->facts);
            for (const capture::Record &record : batch->records)
                live.read(record, stream::rowFacts(*batch, record));
        });
        base::Instant now{.steady = std::chrono::seconds(77), .wall = start};
        const auto after = [&now](qint64 ms) {
            now.steady += std::chrono::milliseconds(ms);
            now.wall += std::chrono::milliseconds(ms);
        };
        connection::Status status;
        const auto to = [&](State next, const stream::notes::StateContext &context = {}) {
            const connection::StateChanged change{status.state, next};
            status.state = next;
            status.since = now;
            batcher.add(Direction::In, Kind::State, stream::notes::stateChanged(change, status, context), 0, now);
        };
        for (int session = 0; session < 2; ++session) {
            to(State::Resolving);
            after(3);
            to(State::Connecting);
            after(5);
            to(State::Upgrading);
            after(7);
            to(State::Open, {.beat = connection::BeatKind::Ping});
            for (int i = 0; i < 200; ++i) {
                after(20 + i % 7);
                ws::WireFacts facts{.wireSize = 40, .compressedSize = 36, .firstByte = now.steady, .lastByte = now.steady};
                const QByteArray text = "{\"type\":\"t" + QByteArray::number(i % 3) + "\",\"v\":" + QByteArray::number(i) + '}';
                batcher.add(Direction::In, Kind::Text, text, i % 2 == 0 ? 40 : text.size() + 2, now, i % 2 == 0 ? &facts : nullptr);
                if (i % 50 != 10)
                    continue;
                ws::WireFacts ping{.wireSize = 10, .masked = true, .firstByte = now.steady - std::chrono::milliseconds(4)};
                batcher.add(Direction::Out, Kind::Ping, QByteArray::number(i), 10, now, &ping);
                after(11);
                batcher.add(Direction::In, Kind::Pong, QByteArray::number(i), 5, now);
            }
            batcher.add(Direction::In, Kind::Close, QByteArray("\x03\xe9", 2), 4, now);
            to(State::Closing);
            after(2);
            status.lastFailure = connection::Closed{.code = 1001, .reason = {}, .byPeer = true};
            status.lastCloseCode = 1001;
            to(session == 0 ? State::WaitingRetry : State::Closed, {.tcp = metrics::TcpEnd::PeerFin});
            batcher.add(Direction::In, Kind::Gap, stream::notes::gap(status), 0, now);
            after(1000);
        }
        batcher.finish();
        writer.commit();
        writer.close();
        return std::make_shared<const metrics::RunMetrics>(live.run());
    }

private slots:
    // The same figures live, from the file, and replayed for a window.
    void asItWasLive()
    {
        const auto live = record();
        QVERIFY(live);
        QCOMPARE(live->life.opens, quint64(2));
        QCOMPARE(live->roundTrip.count(), quint64(8));
        QVERIFY(live->in.compressed == 200 && live->life.closes.size() == 2);
        const auto found = stream::CaptureHandle::inspect(file());
        QVERIFY(found);
        const auto figures = stream::analyseCapture(file(), found->front());
        QVERIFY(figures && figures->isWhole);
        QCOMPARE(figures->capture.capturedIn, quint64(400));
        QCOMPARE(*figures->run->roundTripFromDue.max(), qint64(15'000'000));
        QVERIFY(*figures->run == *live);

        stream::CaptureHandle handle(file(), found->front());
        QSignalSpy progress(&handle.replay(), &stream::CaptureReplay::progressed);
        handle.replay().start();
        QTRY_VERIFY(!progress.isEmpty() && progress.last().first().toInt() == 100);
        QVERIFY(*handle.run() == *live);
        QCOMPARE(handle.tick().metrics.messagesIn, quint64(400));
    }
    void aRange()
    {
        const auto live = record();
        const auto found = stream::CaptureHandle::inspect(file())->front();
        const qint64 second = 1'000'000'000;
        const auto part = stream::analyseCapture(file(), found, {start.count() + second, start.count() + 3 * second});
        QVERIFY(part);
        const metrics::RunMetrics &run = *part->run;
        QVERIFY(run.in.messages() > 0 && run.in.messages() < live->in.messages());
        QVERIFY(run.beganNs >= start.count() + second && run.endedNs < start.count() + 3 * second);
        QCOMPARE(run.life.opens, quint64(0)); // It was open before.
        QVERIFY(connection::isOpen(run.life.state()));
        QCOMPARE(*run.life.availability(), 1.0);
    }
    void noCapture()
    {
        QVERIFY(!stream::analyseCapture(m_folder.filePath("none.sqlite"), {}));
    }
};

QTEST_GUILESS_MAIN(TestCaptureAnalysis)
#include "tst_captureanalysis.moc"
