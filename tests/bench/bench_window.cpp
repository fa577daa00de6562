// SPDX-License-Identifier: GPL-3.0-or-later
// bench_window [SECONDS [QUERY]]: the whole program with its window while the embedded server floods it as fast as it
// can: how long the GUI thread was ever busy with one event.
#include "app/run/run.h"
#include "core/server/feedserverthread.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace std::chrono_literals;

namespace {

//! What the calling thread itself has used; others that take its processor away do not count.
base::Nanoseconds threadTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + base::Nanoseconds(now.tv_nsec);
}

//! Times every event from its delivery to its end, with all that it causes.
class MeteredApplication : public QApplication
{
public:
    MeteredApplication(int &argc, char **argv, const base::Clock &clock) : QApplication(argc, argv), m_clock(clock) { }

    bool notify(QObject *receiver, QEvent *event) override
    {
        // Every thread's events come through here; only the GUI thread's count.
        if (QThread::currentThread() != thread() || m_depth > 0)
            return QApplication::notify(receiver, event);
        const base::Nanoseconds begin = m_clock.now().steady;
        const base::Nanoseconds used = threadTime();
        ++m_depth;
        const bool result = QApplication::notify(receiver, event);
        --m_depth;
        m_passes.push_back(m_clock.now().steady - begin);
        m_mostUsed = std::max(m_mostUsed, threadTime() - used);
        return result;
    }

    void print()
    {
        std::ranges::sort(m_passes);
        const auto at = [this](double part) {
            return m_passes.empty()
                ? 0.0
                : static_cast<double>(
                      m_passes[static_cast<std::size_t>(part * static_cast<double>(m_passes.size() - 1))].count())
                    / 1e6;
        };
        const auto late = std::ranges::count_if(m_passes, [](auto took) { return took > 16ms; });
        std::printf("events=%zu p50_ms=%.2f p99_ms=%.2f max_ms=%.2f over_16ms=%td max_cpu_ms=%.2f\n", m_passes.size(),
            at(0.5), at(0.99), at(1), late, static_cast<double>(m_mostUsed.count()) / 1e6);
    }
    void clear()
    {
        m_passes.clear();
        m_mostUsed = base::Nanoseconds(0);
    }

private:
    const base::Clock &m_clock;
    int m_depth = 0;
    base::Nanoseconds m_mostUsed{0};
    std::vector<base::Nanoseconds> m_passes;
};

} // namespace

int main(int argc, char **argv)
{
    const int seconds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 5;
    const QString query = argc > 2 ? QString::fromLocal8Bit(argv[2]) : QStringLiteral("/flood?size=96");
    QTemporaryDir home;
    qputenv("XDG_CONFIG_HOME", home.filePath(QStringLiteral("config")).toLocal8Bit());
    qputenv("XDG_DATA_HOME", home.filePath(QStringLiteral("data")).toLocal8Bit());
    const base::SystemClock clock;
    MeteredApplication application(argc, argv, clock);
    server::FeedServerThread server;
    if (!server.start(QStringLiteral("127.0.0.1"), 0))
        return 1;
    app::Options options;
    options.capture = home.filePath(QStringLiteral("run.sqlite"));
    app::Run run(options, clock, clock.now());
    if (!run.prepare())
        return 1;
    shell::MainWindow window(shell::WindowContext{
        .handle = run.handle(),
        .clock = clock,
        .configFolder = {},
        .open = [&run](stream::StreamHandle &handle, const QUrl &url,
                    const QList<QByteArray> &sends) { run.open(handle, url, sends); },
        .openDemo = [&run](stream::StreamHandle &handle) { return run.openDemo(handle); },
    });
    window.resize(1280, 720);
    window.show();
    QUrl url = server.url(query.section(u'?', 0, 0));
    url.setQuery(query.section(u'?', 1));
    run.open(run.handle(), url,
        query.startsWith(QLatin1String("/dashboard"))
            ? QList<QByteArray>{"{\"type\":\"subscribe\",\"metric\":\"sales\",\"interval\":50}"}
            : QList<QByteArray>{});
    QTimer::singleShot(
        1s, &application, [&application] { application.clear(); }); // The first layout is no steady state.
    QTimer::singleShot(std::chrono::seconds(seconds + 1), &application, [&] {
        const quint64 messages = run.handle().tick().metrics.messagesIn;
        std::printf("msgs_per_s=%.0f ", static_cast<double>(messages) / (seconds + 1));
        application.print();
        run.stop(true);
    });
    QObject::connect(&run, &app::Run::finished, &application, &QApplication::quit, Qt::QueuedConnection);
    QApplication::exec();
    return 0;
}
