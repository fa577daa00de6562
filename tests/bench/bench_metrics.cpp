// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/stream/batcher.h"
#include "core/stream/messageanalysis.h"
#include "core/stream/rowfacts.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <vector>

// bench_metrics [MESSAGES]: trades folded into the metrics alone, beside the whole analysis (fields, series, metrics).
// Processor time of the thread for each message, best of several interleaved rounds: other work on the machine counts
// least.

namespace {

constexpr int rounds = 7;

std::vector<stream::BatchPtr> trades(int count)
{
    static const char *const symbols[]{"BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT"};
    std::vector<stream::BatchPtr> batches;
    base::SeededRandom random(1);
    stream::Batcher batcher({1}, [&](stream::BatchPtr batch) { batches.push_back(std::move(batch)); });
    for (int i = 0; i < count; ++i) {
        char text[256];
        const qint64 at = 1'700'000'000'000 + i / 100;
        const int size = std::snprintf(text, sizeof text,
            "{\"e\":\"trade\",\"E\":%lld,\"s\":\"%s\",\"t\":%d,\"p\":\"%.2f\",\"q\":\"%.5f\",\"T\":%lld,\"m\":true}",
            static_cast<long long>(at + 2), symbols[random.next() % 4], i, 64'000 + 900 * random.uniform(),
            3 * random.uniform(), static_cast<long long>(at));
        const base::Nanoseconds now = std::chrono::milliseconds(at + 5);
        batcher.add(capture::Direction::In, capture::Kind::Text, QByteArrayView(text, size), size + 2,
            {.steady = now, .wall = now, .boot = now});
    }
    batcher.finish();
    return batches;
}

double nanosecondsOf(const std::function<void()> &work, int messages)
{
    const auto now = [] {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
    };
    const double begin = now();
    work();
    return (now() - begin) / messages;
}

} // namespace

int main(int argc, char **argv)
{
    const int messages = argc > 1 ? std::max(1000, std::atoi(argv[1])) : 200'000;
    const auto batches = trades(messages);
    double fold = 1e18, whole = 1e18;
    for (int round = 0; round < rounds; ++round) {
        fold = std::min(fold, nanosecondsOf([&] {
            metrics::Monitor monitor;
            for (const auto &batch : batches) {
                for (const capture::Record &record : batch->records)
                    monitor.row(record, stream::rowFacts(*batch, record), record.wallNs);
            }
        }, messages));
        whole = std::min(whole, nanosecondsOf([&] {
            series::SeriesStore store;
            stream::MessageAnalysis analysis(store);
            for (const auto &batch : batches) {
                for (const capture::Record &record : batch->records)
                    analysis.read(record, stream::rowFacts(*batch, record));
            }
        }, messages));
    }
    std::printf("metrics %.1f ns a message   whole analysis %.1f ns   share %.1f %%\n", fold, whole, 100 * fold / whole);
    return 0;
}
