// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/retryplan.h"

#include <QTest>

#include <map>
#include <vector>

using connection::RetryPlan;
using namespace std::chrono_literals;

namespace {

constexpr quint64 seeds = 10;
constexpr int clients = 1000;

base::Instant at(base::Nanoseconds time) { return {.steady = time, .wall = time, .boot = time}; }

const connection::Failure lost = net::TransportError{.kind = net::TransportError::Kind::Reset};
const connection::Failure refused = net::TransportError{.kind = net::TransportError::Kind::Refused};

//! When each of the clients tries in the first \a horizon after all lost their open connection at 0; the server is back
//! at \a backAt.
std::vector<base::Nanoseconds> attempts(quint64 seed, base::Nanoseconds backAt, base::Nanoseconds horizon)
{
    base::SeededRandom random(seed);
    std::vector<base::Nanoseconds> all;
    for (int client = 0; client < clients; ++client) {
        RetryPlan plan;
        plan.attempted(0ns);
        plan.opened();
        plan.established();
        auto delay = plan.afterLoss(lost, RetryPlan::Audience::Recording, at(0ns), random);
        for (base::Nanoseconds now = *delay; now < horizon; now += *delay) {
            plan.attempted(now);
            all.push_back(now);
            if (now >= backAt)
                break; // It opened.
            delay = plan.afterFailedOpen(refused, RetryPlan::Audience::Recording, at(now), random);
        }
    }
    return all;
}

//! The largest share of the clients in one second from \a from on.
double peakShare(const std::vector<base::Nanoseconds> &times, base::Nanoseconds from)
{
    std::map<qint64, int> buckets;
    int peak = 0;
    for (const base::Nanoseconds time : times) {
        if (time >= from)
            peak = std::max(peak, ++buckets[(time - from) / 1s]);
    }
    return static_cast<double>(peak) / clients;
}

} // namespace

//! Many clients of one server, each with the policy of a recording run; the seeds are printed.
class TestHerd : public QObject
{
    Q_OBJECT
private slots:
    // RFC 6455 §7.2.3: a server that comes back at once must not be met by everybody in the same second.
    void N26_theFirstRetryIsSpread()
    {
        for (quint64 seed = 1; seed <= seeds; ++seed) {
            const double peak = peakShare(attempts(seed, 0s, 10s), 0s);
            qInfo("seed %llu: %.1f %% of the clients in the worst second", seed, peak * 100);
            QVERIFY(peak <= 0.25);
        }
    }

    void N26_afterAMinuteDown()
    {
        for (quint64 seed = 1; seed <= seeds; ++seed) {
            const double peak = peakShare(attempts(seed, 60s, 120s), 60s);
            qInfo("seed %llu: %.1f %% of the clients in the worst second", seed, peak * 100);
            QVERIFY(peak <= 0.09);
        }
    }

    // N27: accepts, says 101 and drops, for ten minutes.
    void N27_aFlappingServer()
    {
        for (quint64 seed = 1; seed <= seeds; ++seed) {
            base::SeededRandom random(seed);
            RetryPlan plan;
            int count = 0;
            for (base::Nanoseconds now = 0ns; now < 10min;) {
                plan.attempted(now);
                ++count;
                plan.opened();
                now += *plan.afterLoss(lost, RetryPlan::Audience::Recording, at(now), random);
            }
            qInfo("seed %llu: %d attempts", seed, count);
            QVERIFY(count <= 62);
        }
    }
};

QTEST_GUILESS_MAIN(TestHerd)
#include "tst_herd.moc"
