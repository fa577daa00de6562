// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/capture/capturereader.h"
#include "core/server/feedserverthread.h"
#include "core/stream/engine.h"

#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace std::chrono_literals;
using connection::State;

class TestEngine : public QObject
{
    Q_OBJECT
private:
    const base::SystemClock m_clock;
    server::FeedServerThread m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<stream::Engine> m_engine;
    stream::StreamHandle *m_handle = nullptr;

    QString file() const { return m_folder->filePath("run.sqlite"); }
    const stream::Tick &tick() const { return m_handle->tick(); }
    State state() const { return tick().status.state; }

    void make(stream::EngineSettings settings = {})
    {
        m_folder = std::make_unique<QTemporaryDir>();
        settings.capture.path = file();
        m_engine = std::make_unique<stream::Engine>(settings, m_clock);
        QVERIFY(m_engine->captureOpened());
        m_handle = &m_engine->addConnection();
    }
    void open(const QString &path, const QString &query = {})
    {
        settings::Profile profile;
        profile.url = m_server.url(path);
        profile.url.setQuery(query);
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(state()), 10'000);
    }
    void closeAndFinish()
    {
        m_handle->close(ws::CloseCode::Normal, {});
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Closed, 15'000);
        m_engine->finish();
    }
    //! Every seq of the run is in the capture, without holes.
    void verifyComplete()
    {
        const base::Seq last = tick().lastSeq;
        QCOMPARE(tick().capture.capturedSeq, last);
        auto reader = capture::CaptureReader::open(file());
        QVERIFY(reader.hasValue());
        base::Seq expected = 1;
        while (expected <= last) {
            const auto page = reader->page({1}, expected, 4096);
            QVERIFY(page.hasValue());
            QVERIFY(!page->isEmpty());
            for (const capture::CapturedRow &row : *page)
                QCOMPARE(row.seq, expected++);
        }
    }

private slots:
    void initTestCase() { QVERIFY(m_server.start("127.0.0.1", 0).hasValue()); }
    void cleanup()
    {
        m_engine.reset();
        m_handle = nullptr;
    }

    void sendsAndReceives()
    {
        make();
        open("/echo");
        m_handle->send(ws::Opcode::Text, "Hello");
        m_handle->send(ws::Opcode::Binary, QByteArray("\0\xFF", 2));
        QTRY_COMPARE(tick().metrics.messagesIn, quint64(2));
        closeAndFinish();
        QCOMPARE(tick().metrics.messagesOut, quint64(2));
        QCOMPARE(tick().metrics.bytesIn, quint64(7));
        QCOMPARE(tick().metrics.wireBytesIn >= 7 + 2 + 2, true);
        QCOMPARE(tick().capture.capturedIn, quint64(2));
        QCOMPARE(tick().capture.capturedOut, quint64(2));
        QCOMPARE(tick().status.lastCloseCode, 1000);
        verifyComplete();
    }

    void fragmentsAndPartsAreOneRowEach()
    {
        make();
        open("/echo");
        m_handle->sendByHand({.payload = "in fragments", .options = {.fragmentSize = 5}});
        m_handle->sendByHand({.way = stream::HandOrder::Way::Chunk, .payload = "part "});
        m_handle->sendByHand({.way = stream::HandOrder::Way::LastChunk, .payload = "by part"});
        QTRY_COMPARE(tick().metrics.messagesIn, quint64(2));
        QByteArrayList sent;
        QByteArrayList received;
        for (base::Seq seq = 1; seq <= tick().lastSeq; ++seq)
            if (const auto row = m_handle->rows().recentRow(seq); row && row->kind == capture::Kind::Text)
                (row->direction == capture::Direction::Out ? sent : received) << row->preview;
        QCOMPARE(sent, (QByteArrayList{"in fragments", "part by part"}));
        QCOMPARE(received, sent);
        closeAndFinish();
        verifyComplete();
    }

    void brokenFramesAreRowsAsOnTheWire()
    {
        make();
        open("/echo");
        m_handle->sendByHand({.way = stream::HandOrder::Way::Broken,
            .payload = "x",
            .breakage = ws::testbench::Breakage::ReservedDataOpcode});
        QTRY_COMPARE(tick().status.lastCloseCode, 1002); // Our own server judges as the RFC says.
        std::optional<stream::Row> raw;
        for (base::Seq seq = 1; seq <= tick().lastSeq; ++seq)
            if (const auto row = m_handle->rows().recentRow(seq); row && row->kind == capture::Kind::Raw)
                raw = row;
        QVERIFY(raw);
        QCOMPARE(raw->direction, capture::Direction::Out);
        QCOMPARE(raw->wireSize, 7);
        QCOMPARE(raw->preview.size(), 7);
        QCOMPARE(raw->preview.first(2), QByteArray("\x83\x81")); // Opcode 3, masked.
        m_engine->finish();
        verifyComplete();
    }

    void onConnectMessagesGoInOrder()
    {
        make();
        settings::Profile profile;
        profile.url = m_server.url("/echo");
        profile.sendOnConnect = {"first", "second"};
        m_handle->open(profile);
        QTRY_COMPARE(tick().metrics.messagesIn, quint64(2));
        QByteArrayList received;
        for (base::Seq seq = 1; seq <= tick().lastSeq; ++seq)
            if (const auto row = m_handle->rows().recentRow(seq);
                row && row->kind == capture::Kind::Text && row->direction == capture::Direction::In)
                received << row->preview;
        QCOMPARE(received, (QByteArrayList{"first", "second"}));
        closeAndFinish();
    }

    void nothingMovesWhenTheDiskStands()
    {
        QSemaphore held;
        std::atomic<bool> stalled{true};
        stream::EngineSettings settings;
        settings.capture.disk = capture::systemDisk();
        settings.capture.disk.beforeCommit = [&] {
            if (stalled)
                held.acquire();
            return 0;
        };
        make(settings);
        open("/flood", "rate=2000&size=100");
        QTRY_VERIFY_WITH_TIMEOUT(tick().metrics.messagesIn > 3000, 20'000);
        QVERIFY(tick().sampleCount > 1000); // Charts go on,
        QVERIFY(m_handle->rows().recentRow(tick().lastSeq)); // the inspector too,
        QVERIFY(tick().behind > 1s); // and the status tells how far the capture is behind.
        QCOMPARE(tick().capture.capturedIn, quint64(0));
        stalled = false;
        held.release(1000);
        QTRY_VERIFY_WITH_TIMEOUT(tick().capture.capturedIn > 3000, 20'000);
        closeAndFinish();
        QCOMPARE(tick().capture.capturedIn, tick().metrics.messagesIn);
        verifyComplete();
    }

    void aFullQueueSlowsThePeer() // N11
    {
        QSemaphore held;
        std::atomic<bool> stalled{true};
        stream::EngineSettings settings;
        settings.budgetPerConnection = 1 << 20;
        settings.capture.disk = capture::systemDisk();
        settings.capture.disk.beforeCommit = [&] {
            if (stalled)
                held.acquire();
            return 0;
        };
        make(settings);
        open("/flood", "size=200");
        QTRY_VERIFY_WITH_TIMEOUT(tick().backPressure, 20'000);
        QVERIFY(m_engine->budgetUsed() < (1 << 20) + (4 << 20)); // One drain may pass the budget, not more.
        QVERIFY(connection::isOpen(state()));
        stalled = false;
        held.release(100'000);
        QTRY_VERIFY_WITH_TIMEOUT(!tick().backPressure, 20'000); // It reads on by itself.
        closeAndFinish();
        verifyComplete();
    }

    // G6: with one message more on its way it is still within the message limit and 32 MiB.
    void aStalledDiskBoundsTheQueue()
    {
        QSemaphore held;
        std::atomic<bool> stalled{true};
        stream::EngineSettings settings;
        settings.capture.disk = capture::systemDisk();
        settings.capture.disk.beforeCommit = [&] {
            if (stalled)
                held.acquire();
            return 0;
        };
        make(settings);
        settings::Profile profile;
        profile.url = m_server.url(QStringLiteral("/flood"));
        profile.url.setQuery(QStringLiteral("size=20000"));
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(tick().backPressure, 20'000);
        const qint64 waiting = m_engine->budgetUsed();
        stalled = false;
        held.release(100'000);
        QVERIFY2(waiting >= 24LL << 20 && waiting < 28LL << 20, qPrintable(QString::number(waiting)));
        closeAndFinish();
        verifyComplete();
    }

    void aFullDiskIsCountedAndChartsGoOn()
    {
        std::atomic<qint64> free{0};
        stream::EngineSettings settings;
        settings.capture.disk = capture::systemDisk();
        settings.capture.disk.space = [&](const QString &) -> std::optional<capture::Space> {
            return capture::Space{.free = free, .total = 100LL << 30};
        };
        make(settings);
        open("/flood", "rate=500&size=100");
        QTRY_VERIFY_WITH_TIMEOUT(tick().capture.notCaptured > 100, 20'000);
        QCOMPARE(tick().capture.problem, capture::CaptureStatus::Problem::DiskFull);
        const quint64 samples = tick().sampleCount;
        QTRY_VERIFY_WITH_TIMEOUT(tick().sampleCount > samples, 20'000);
        closeAndFinish();
    }

    void manyConnectionsShareOneBudget()
    {
        QSemaphore held;
        std::atomic<bool> stalled{true};
        stream::EngineSettings settings;
        settings.budgetPerConnection = 2 << 20;
        settings.budgetInAll = 3 << 20;
        settings.capture.disk = capture::systemDisk();
        settings.capture.disk.beforeCommit = [&] {
            if (stalled)
                held.acquire();
            return 0;
        };
        make(settings);
        QList<stream::StreamHandle *> all{
            m_handle, &m_engine->addConnection(), &m_engine->addConnection(), &m_engine->addConnection()};
        for (stream::StreamHandle *handle : all) {
            m_handle = handle;
            open("/flood", "size=200");
        }
        for (stream::StreamHandle *handle : all)
            QTRY_VERIFY_WITH_TIMEOUT(handle->tick().backPressure, 30'000);
        QVERIFY(m_engine->budgetUsed() < (3 << 20) + 4 * (1 << 20)); // One drain of each may pass it, not more.
        stalled = false;
        held.release(1'000'000);
        for (stream::StreamHandle *handle : all)
            handle->close(ws::CloseCode::Normal, {});
        for (stream::StreamHandle *handle : all)
            QTRY_COMPARE_WITH_TIMEOUT(handle->tick().status.state, State::Closed, 30'000);
        m_engine->finish();
        for (const stream::StreamHandle *handle : all) // Nothing was lost on the way.
            QCOMPARE(handle->tick().capture.capturedIn, handle->tick().metrics.messagesIn);
    }

    void oneOfSeveralIsEnded()
    {
        make();
        stream::StreamHandle *const first = m_handle;
        m_handle = &m_engine->addConnection();
        open("/echo");
        m_handle->send(ws::Opcode::Text, "from the second");
        QTRY_COMPARE(tick().metrics.messagesIn, quint64(1));
        const std::weak_ptr<series::SeriesStore> series = m_handle->series();
        m_engine->endConnection(*m_handle);
        m_handle = first;
        QCOMPARE(m_engine->connectionCount(), std::size_t(1));
        QTRY_COMPARE_WITH_TIMEOUT(m_engine->endingCount(), std::size_t(0), 15'000);
        QVERIFY(series.expired()); // All it held is gone,
        open("/echo"); // the other goes on,
        closeAndFinish();
        auto reader = capture::CaptureReader::open(file());
        QVERIFY(reader.hasValue());
        const auto page = reader->page({2}, 1, 100); // and its rows are in the capture, to the close frames.
        QVERIFY(page.hasValue());
        const auto has = [&](capture::Kind kind) {
            return std::ranges::any_of(*page, [kind](const auto &row) { return row.kind == kind; });
        };
        QVERIFY(has(capture::Kind::Text) && has(capture::Kind::Close));
    }

    void b13ANumberIsNeverUsedAgain()
    {
        stream::EngineSettings settings;
        settings.mostConnections = 3;
        stream::Engine engine(settings, m_clock);
        QCOMPARE(
            stream::EngineSettings().mostConnections, std::numeric_limits<decltype(base::ConnectionId::value)>::max());
        for (int i = 0; i < 3; ++i) {
            QVERIFY(engine.mayAddConnection());
            engine.endConnection(engine.addConnection());
        }
        QVERIFY(!engine.mayAddConnection());
        QTRY_COMPARE(engine.endingCount(), std::size_t(0));
        QVERIFY(!engine.mayAddConnection());
        engine.finish();
    }

    void endingOneThatNeverOpenedAndFinishingMeanwhile()
    {
        make();
        for (int i = 0; i < 20; ++i)
            m_engine->endConnection(m_engine->addConnection());
        QTRY_COMPARE_WITH_TIMEOUT(m_engine->endingCount(), std::size_t(0), 15'000);
        stream::StreamHandle &another = m_engine->addConnection();
        settings::Profile profile;
        profile.url = m_server.url("/echo");
        another.open(profile);
        m_engine->endConnection(another);
        m_engine->finish(); // Waits for threads, not for the peer.
    }

    void aRefusedPortIsRetried()
    {
        make();
        settings::Profile profile;
        profile.url = QUrl("ws://127.0.0.1:1/");
        m_handle->open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::WaitingRetry, 10'000);
        const auto *error = std::get_if<net::TransportError>(&*tick().status.lastFailure);
        QVERIFY(error);
        QCOMPARE(error->kind, net::TransportError::Kind::Refused);
        closeAndFinish();
        QCOMPARE(tick().status.opens, quint64(0));
    }

    void aNewAddressClosesTheOldConnectionFirst()
    {
        make();
        open("/echo");
        settings::Profile profile;
        profile.url = m_server.url("/dashboard");
        m_handle->open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(tick().status.opens, quint64(2), 10'000);
        QTRY_VERIFY(connection::isOpen(state()));
        closeAndFinish();
        verifyComplete();
    }

    void sendingWhileClosedIsRefusedWithItsText()
    {
        make();
        QByteArray refused;
        connect(m_handle, &stream::StreamHandle::sendRefused, this,
            [&](const stream::SendRefusal &refusal) { refused = refusal.payload; });
        m_handle->send(ws::Opcode::Text, "not lost");
        QTRY_COMPARE(refused, "not lost");
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
