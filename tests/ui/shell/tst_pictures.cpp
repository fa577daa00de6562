// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakestream.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/statusline.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using connection::State;
using namespace std::chrono_literals;

//! Pictures of the window for people to look at: `SOCKETSCOPE_PICTURES=folder` keeps them. Run with QT_SCALE_FACTOR=2
//! for a large screen.
class TestPictures : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES", m_home.path());
        m_size = qEnvironmentVariable("QT_SCALE_FACTOR") == QLatin1String("2") ? QSize(1920, 1080) : QSize(1280, 720);
    }

    void window_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<QString>("scene");
        for (const char *theme : {"light", "dark"}) {
            for (const char *scene : {"start", "open", "retry", "failed"})
                QTest::addRow("%s-%s", scene, theme) << theme << scene;
        }
    }
    void window()
    {
        QFETCH(QString, theme);
        QFETCH(QString, scene);
        qputenv("SOCKETSCOPE_THEME", theme.toUtf8());
        tests::FakeStream stream;
        shell::WindowContext context{.handle = stream,
            .clock = m_clock,
            .configFolder = folderOf(scene),
            .open = [](stream::StreamHandle &, const QUrl &, const QList<QByteArray> &) {},
            .openDemo = [](stream::StreamHandle &) { return QString(); }};
        shell::MainWindow window(context);
        window.resize(m_size);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        if (scene != QLatin1String("start"))
            play(stream, scene);
        QCoreApplication::processEvents();
        window.statusLine().refresh();
        QCoreApplication::processEvents();
        const QString file
            = QStringLiteral("%1/shell-%2-%3-%4.png").arg(m_folder, scene, theme, QString::number(m_size.width()));
        QVERIFY(window.saveScreenshot(file));
        QCOMPARE(QImage(file).size(), m_size * window.devicePixelRatioF());
    }

private:
    QString folderOf(const QString &scene)
    {
        settings::RecentFeeds recent;
        recent.remember({.url = QUrl(QStringLiteral("ws://192.168.1.20:8123/api/websocket")),
            .sendOnConnect = {"{}"},
            .lastUsedMs = 1'699'990'000'000});
        recent.remember({.url = QUrl(QStringLiteral("wss://stream.example.com:9443/ws/btcusdt@trade")),
            .sendOnConnect = {},
            .lastUsedMs = 1'700'000'000'000});
        recent.remember({.url = QUrl(QStringLiteral("wss://feed.example.org/prices?token=abcdef&x=1")),
            .sendOnConnect = {},
            .lastUsedMs = 1'700'000'100'000});
        const QString folder = m_home.filePath(scene);
        (void)settings::saveRecentFeeds(folder, recent);
        return folder;
    }

    // A feed that has run for two minutes, in the state that the scene is about.
    void play(tests::FakeStream &stream, const QString &scene)
    {
        const base::Instant now = base::SystemClock().now();
        fill(*stream.store, now.wall.count());
        stream.asked.url = QUrl(QStringLiteral("wss://stream.example.com:9443/ws/btcusdt@trade?token=SECRET"));
        stream.source.last = 480;
        stream::Tick &tick = stream.now;
        tick.lastSeq = 480;
        tick.seriesGeneration = stream.store->generation();
        tick.sampleCount = stream.store->sampleCount();
        tick.status.since = now;
        tick.status.since.steady -= 125s;
        tick.status.since.wall -= 125s;
        tick.status.peer = {.address = QStringLiteral("93.184.216.34:9443"),
            .tlsVersion = QStringLiteral("TLSv1.3"),
            .cipher = QStringLiteral("TLS_AES_256_GCM_SHA384"),
            .leafSha256 = QByteArray(32, '\x5a'),
            .certificateException = scene == QLatin1String("retry")};
        tick.status.attempts = 2;
        tick.status.opens = 2;
        tick.status.lastConnectTime = 48ms;
        tick.status.heartbeat = {.lastRtt = 12'400us,
            .minRtt = 9ms,
            .maxRtt = 31ms,
            .totalRtt = 60ms,
            .sent = 5,
            .answered = 4,
            .missed = 1,
            .nextBeat = now.steady + 17s};
        tick.capture.file
            = QStringLiteral("/home/someone/.local/share/socketscope/captures/20261123T115900Z-4711.sqlite");
        tick.capture.capturedSeq = 480;
        tick.capture.capturedIn = 411;
        tick.capture.capturedOut = 69;
        tick.capture.fileBytes = 3 << 20;
        tick.metrics = {.messagesIn = 411,
            .messagesOut = 69,
            .bytesIn = 40'000,
            .bytesOut = 3900,
            .wireBytesIn = 41'000,
            .wireBytesOut = 4300,
            .controlIn = 4,
            .controlOut = 5,
            .malformed = 1,
            .avgLatencyMs = 15.2};
        stream.enter(State::Open);
        tick.at = now;
        if (scene == QLatin1String("open"))
            return stream.enter(State::Established);
        if (scene == QLatin1String("retry")) {
            tick.status.attempt = 2;
            tick.status.maxAttempts = 10;
            tick.status.retryAt = now.steady + 7s;
            tick.status.lastFailure = net::TransportError{
                .kind = net::TransportError::Kind::Refused, .detail = QStringLiteral("Connection refused")};
            tick.status.lastCloseCode = 1006;
            tick.backPressure = true;
            tick.backPressureSince = now.steady - 4s;
            tick.behind = 4200ms;
            return stream.enter(State::WaitingRetry);
        }
        ws::HandshakeError error;
        error.rule = ws::HandshakeRule::StatusNot101;
        error.status = 200;
        error.reason = "OK";
        tick.status.lastFailure = error;
        tick.status.peer = {};
        tick.capture.problem = capture::CaptureStatus::Problem::DiskFull;
        tick.capture.notCaptured = 12'345;
        stream.enter(State::Failed);
    }

    static void fill(series::SeriesStore &store, qint64 nowNs)
    {
        const char *paths[] = {"data.price", "data.volume", "latency"};
        for (int i = 0; i < 3; ++i) {
            for (const char *key : {"sales", "orders"}) {
                series::SeriesEntry entry;
                entry.path = QLatin1String(paths[i]);
                entry.key = QLatin1String(key);
                entry.rank = 10 - i;
                const auto id = store.create(entry);
                for (int s = 0; s < 500; ++s) {
                    const double at = s / 500.0 * 20 + i;
                    store.append(id,
                        {nowNs - (500 - s) * 250'000'000LL,
                            100 * (i + 1) + 20 * std::sin(at + (*key == 's' ? 0 : 1)) + 3 * std::sin(at * 7)});
                }
            }
        }
    }

    QTemporaryDir m_home;
    const base::SystemClock m_clock;
    QString m_folder;
    QSize m_size;
};

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"
