// SPDX-License-Identifier: GPL-3.0-or-later
// bench_export MESSAGES FOLDER: a capture of so many messages, exported in each format that is a stream, beside a plain
// copy of what was written. One line a format: MB of the file that was made and rows for each second of processor time,
// and how much memory it took.
#include "core/capture/capturewriter.h"
#include "core/exporters/capturesource.h"
#include "core/exporters/exporting.h"
#include "core/filters/matcher.h"
#include "core/importers/importing.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

double cpuNow()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Processor time: what it takes on a quiet machine with a disk that keeps up.
double seconds(const std::function<void()> &work)
{
    const double start = cpuNow();
    work();
    return cpuNow() - start;
}

void require(bool holds, const char *what)
{
    if (!holds) {
        std::fprintf(stderr, "bench_export: %s\n", what);
        std::exit(1);
    }
}

// The kernel's peak of this process, in MiB; begun anew before each measurement.
void forgetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}
double peakMiB()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).chopped(3).trimmed().toDouble() / 1024;
    }
    return 0;
}

void makeCapture(const QString &path, int messages)
{
    capture::CaptureWriter writer;
    require(writer.open({.path = path, .existing = capture::Existing::Overwrite}).hasValue(), "no capture");
    writer.describe({1}, QStringLiteral("wss://feed.example/trades"), 1);
    for (int from = 0; from < messages; from += 5000) {
        QList<QByteArray> payloads;
        std::vector<capture::Record> records;
        for (int i = from; i < std::min(from + 5000, messages); ++i) {
            payloads.append("{\"type\":\"trade\",\"symbol\":\"BTC-USD\",\"price\":"
                + QByteArray::number(42'000 + i % 999) + ".5,\"qty\":\"0." + QByteArray::number(i % 977)
                + "\",\"ts\":" + QByteArray::number(1'700'000'000'000 + i) + "}");
            const QByteArray &payload = payloads.last();
            records.push_back({.seq = static_cast<base::Seq>(i) + 1,
                .wallNs = 1'700'000'000'000'000'000 + i * 1000LL,
                .direction = i % 50 == 0 ? capture::Direction::Out : capture::Direction::In,
                .size = payload.size(),
                .wireSize = payload.size() + 2,
                .data = payload.constData()});
        }
        writer.append({1}, records, {});
        writer.commit();
    }
    writer.close();
}

void plainCopy(const QString &from, const QString &to)
{
    QFile in(from), out(to);
    require(in.open(QIODevice::ReadOnly | QIODevice::Unbuffered)
            && out.open(QIODevice::WriteOnly | QIODevice::Unbuffered | QIODevice::Truncate),
        "no copy");
    QByteArray block(256 * 1024, '\0');
    for (qint64 got = in.read(block.data(), block.size()); got > 0; got = in.read(block.data(), block.size()))
        require(out.write(block.constData(), got) == got, "no copy");
    ::fsync(out.handle());
}

void bench(int messages,
    const QString &captured, const QString &folder, const char *id, exporters::Secrets secrets, const char *filter)
{
    const QString to = folder + QStringLiteral("/exported");
    const QString copy = folder + QStringLiteral("/copied");
    exporters::Progress progress;
    filters::Matcher matcher(*filters::Filter::compile(QString::fromLatin1(filter)));
    exporters::Order order{.format = exporters::formatNamed(QString::fromLatin1(id)), .secrets = secrets};
    if (*filter)
        order.selection.matcher = &matcher;
    exporters::Exported done;
    ::malloc_trim(0);
    forgetPeak();
    const double before = peakMiB();
    const double took = seconds([&] {
        auto source = exporters::CaptureSource::open(captured);
        require(source.hasValue(), "not opened");
        auto result = exporters::exportRows(*source, order, to, base::Draft::Existing::Replace, progress);
        require(result.hasValue(), "not exported");
        done = *result;
    });
    const double memory = peakMiB() - before;
    const double copied = seconds([&] { plainCopy(to, copy); });
    const double megabytes = static_cast<double>(done.bytes) / 1e6;
    std::printf(
        "%-9s %-14s %7.0f MB/CPU s %6.2f M rows/CPU s   plain copy %7.0f MB/CPU s   of it %.2f   memory +%.0f MiB\n",
        id,
        *filter                                   ? filter
            : secrets == exporters::Secrets::Kept ? "with secrets"
                                                  : "redacted",
        megabytes / took, messages / took / 1e6, megabytes / copied, copied / took, memory);
    std::fflush(stdout);
}

void benchImport(const QString &captured, const QString &folder, const char *id)
{
    const QString file = folder + QStringLiteral("/exported");
    const QString to = folder + QStringLiteral("/imported.sqlite");
    exporters::Progress progress;
    const exporters::Order order{
        .format = exporters::formatNamed(QString::fromLatin1(id)), .secrets = exporters::Secrets::Kept};
    auto source = exporters::CaptureSource::open(captured);
    require(exporters::exportRows(*source, order, file, base::Draft::Existing::Replace, progress).hasValue(),
        "not exported");
    ::malloc_trim(0);
    forgetPeak();
    const double before = peakMiB();
    importers::Progress read;
    const double took = seconds([&] {
        require(
            importers::importFile(file, nullptr, to, base::Draft::Existing::Replace, read).hasValue(), "not imported");
    });
    std::printf("%-9s %-14s %7.0f MB/CPU s %6.2f M rows/CPU s   memory +%.0f MiB\n", id, "import",
        static_cast<double>(QFileInfo(file).size()) / 1e6 / took, static_cast<double>(read.rows) / took / 1e6,
        peakMiB() - before);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    require(argc == 3, "usage: bench_export MESSAGES FOLDER");
    const int messages = std::atoi(argv[1]);
    const QString folder = QString::fromLocal8Bit(argv[2]);
    const QString captured = folder + QStringLiteral("/capture.sqlite");
    makeCapture(captured, messages);
    for (const auto secrets : {exporters::Secrets::Kept, exporters::Secrets::Hidden}) {
        for (const char *id : {"ndjson", "pcapng", "har"})
            bench(messages, captured, folder, id, secrets, "");
    }
    for (const char *filter : {"dir:out", "nowhere", "$.price>42990", "/BTC.*98[0-9]/"})
        bench(messages, captured, folder, "ndjson", exporters::Secrets::Kept, filter);
    for (const char *id : {"ndjson", "pcapng", "har"})
        benchImport(captured, folder, id);
    return 0;
}
