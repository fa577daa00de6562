// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/stream/batcher.h"
#include "core/stream/ingest.h"
#include "core/stream/recorder.h"
#include "tests/bench/bareinsert.h"

#include <QTemporaryDir>

#include <simdjson.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>

// bench_ingest [MESSAGES]: prebuilt Batches of trades through the analysis (fields, series, metrics) and the capture,
// alone and on two threads as in core/stream, beside a bare simdjson walk and a bare SQLite insert. Messages per
// second, median.

namespace {

using Batches = std::vector<stream::QueuedBatch>;
constexpr std::size_t batchesPerTransaction = 8; // About what 20 ms of a fast feed bring.
constexpr int rounds = 5;

QByteArray tradeAt(int i, base::SeededRandom &random)
{
    static const char *const symbols[]{
        "BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT", "ADAUSDT", "DOGEUSDT", "LTCUSDT", "BNBUSDT"};
    char text[256];
    const qint64 at = 1'700'000'000'000 + i / 100;
    const int size = std::snprintf(text, sizeof text,
        R"({"e":"trade","E":%lld,"s":"%s","t":%d,"p":"%.2f","q":"%.5f","T":%lld,"m":%s})",
        static_cast<long long>(at + 2), symbols[random.next() % 8], 100'000 + i, 64'000 + 900 * random.uniform(),
        3 * random.uniform(), static_cast<long long>(at), random.next() % 2 == 0 ? "true" : "false");
    return {text, size};
}

Batches trades(int count)
{
    Batches batches;
    base::SeededRandom random(1);
    stream::Batcher batcher({1}, [&](stream::BatchPtr batch) { batches.push_back({std::move(batch), nullptr}); });
    for (int i = 0; i < count; ++i) {
        const QByteArray message = tradeAt(i, random);
        const base::Nanoseconds at = std::chrono::milliseconds(1'700'000'000'005 + i / 100);
        batcher.add(capture::Direction::In, capture::Kind::Text, message, message.size() + 2,
            {.steady = at, .wall = at, .boot = at});
    }
    batcher.finish();
    return batches;
}

template <typename Work>
void forEachSlice(const Batches &batches, Work work)
{
    for (std::size_t i = 0; i < batches.size(); i += batchesPerTransaction) {
        const auto end
            = batches.begin() + static_cast<std::ptrdiff_t>(std::min(i + batchesPerTransaction, batches.size()));
        work(Batches(batches.begin() + static_cast<std::ptrdiff_t>(i), end));
    }
}

void require(bool kept, const char *what)
{
    if (kept)
        return;
    std::fprintf(stderr, "bench_ingest: %s\n", what);
    std::exit(1);
}

void analyse(const Batches &batches, quint64 messages)
{
    const base::SystemClock clock;
    const auto channel = std::make_shared<stream::Channel>(base::ConnectionId{1}, [] {});
    stream::Ingest ingest(clock);
    ingest.add(channel);
    forEachSlice(batches, [&](const Batches &slice) { ingest.work(slice); });
    require(channel->series->sampleCount() >= 2 * messages, "the series lack samples");
}

void record(const Batches &batches, quint64 messages, const QString &path)
{
    const auto channel = std::make_shared<stream::Channel>(base::ConnectionId{1}, [] {});
    stream::Recorder recorder({.path = path});
    require(recorder.opened().hasValue(), "the capture cannot be created");
    recorder.add(channel);
    forEachSlice(batches, [&](const Batches &slice) { recorder.work(slice); });
    recorder.close();
    require(channel->mailbox.take().capture.capturedSeq == messages, "the capture lacks messages");
}

double sumOf(simdjson::ondemand::value value)
{
    double sum = 0;
    switch (value.type()) {
    case simdjson::ondemand::json_type::object:
        for (auto field : value.get_object())
            sum += sumOf(field.value());
        break;
    case simdjson::ondemand::json_type::array:
        for (auto element : value.get_array())
            sum += sumOf(element.value());
        break;
    case simdjson::ondemand::json_type::number: sum = value.get_double(); break;
    case simdjson::ondemand::json_type::string: sum = static_cast<double>(value.get_string().value().size()); break;
    case simdjson::ondemand::json_type::boolean: sum = value.get_bool().value() ? 1 : 0; break;
    case simdjson::ondemand::json_type::null: break;
    }
    return sum;
}

void walkBare(const Batches &batches)
{
    simdjson::ondemand::parser parser;
    double sum = 0;
    for (const stream::QueuedBatch &queued : batches) {
        for (const capture::Record &record : queued.batch->records) {
            const auto size = static_cast<std::size_t>(record.size);
            auto document = parser.iterate(record.data, size, size + simdjson::SIMDJSON_PADDING);
            sum += sumOf(document.get_value());
        }
    }
    require(sum > 0, "simdjson found nothing");
}

void insertBare(const Batches &batches, const QString &path)
{
    bench::BareInsert insert(path);
    forEachSlice(batches, [&](const Batches &slice) {
        insert.begin();
        for (const stream::QueuedBatch &queued : slice)
            insert.append(*queued.batch);
        insert.commit();
    });
}

struct Work
{
    const char *name;
    std::function<void()> run;
    std::vector<double> seconds{};
};

double measured(const std::function<void()> &run)
{
    const auto begin = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double medianRate(Work &work, int messages)
{
    std::sort(work.seconds.begin(), work.seconds.end());
    return messages / work.seconds[work.seconds.size() / 2];
}

void report(Work &ours, Work &peer, int messages)
{
    const double mine = medianRate(ours, messages);
    const double theirs = medianRate(peer, messages);
    std::printf("%-22s %10.0f msgs/s   %-22s %10.0f msgs/s   ours / peer %.2f\n", ours.name, mine, peer.name, theirs,
        mine / theirs);
}

void runAll(int messages, const QTemporaryDir &folder)
{
    const Batches batches = trades(messages);
    qint64 payload = 0;
    for (const stream::QueuedBatch &queued : batches) {
        for (const capture::Record &record : queued.batch->records)
            payload += record.size;
    }
    std::printf("%d trades of %.0f bytes on average, median of %d interleaved runs\n", messages,
        static_cast<double>(payload) / messages, rounds);
    const auto count = static_cast<quint64>(messages);
    int file = 0;
    const auto nextPath = [&] { return folder.filePath(QString::number(++file) + QStringLiteral(".sqlite")); };
    const auto both = [](const std::function<void()> &first, const std::function<void()> &second) {
        std::thread other(first);
        second();
        other.join();
    };
    Work works[]{
        {"fields + series", [&] { analyse(batches, count); }},
        {"simdjson walk", [&] { walkBare(batches); }},
        {"capture", [&] { record(batches, count, nextPath()); }},
        {"bare SQLite insert", [&] { insertBare(batches, nextPath()); }},
        {"both, two threads",
            [&] { both([&] { analyse(batches, count); }, [&] { record(batches, count, nextPath()); }); }},
        {"walk + insert, two", [&] { both([&] { walkBare(batches); }, [&] { insertBare(batches, nextPath()); }); }},
    };
    for (int round = 0; round < rounds; ++round) {
        for (Work &work : works) {
            work.seconds.push_back(measured(work.run));
            QFile::remove(folder.filePath(QString::number(file) + QStringLiteral(".sqlite")));
        }
    }
    for (std::size_t i = 0; i < std::size(works); i += 2)
        report(works[i], works[i + 1], messages);
}

} // namespace

int main(int argc, char **argv)
{
    const int messages = argc > 1 ? std::max(1000, std::atoi(argv[1])) : 300'000;
    const QTemporaryDir folder;
    require(folder.isValid(), "there is no room for temporary files");
    runAll(messages, folder);
    return 0;
}
