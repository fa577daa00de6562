// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/retryplan.h"

#include "core/connection/retryafter.h"

#include <algorithm>

namespace connection {
namespace {

constexpr base::Nanoseconds triedLongEnough = 120s;
constexpr base::Nanoseconds recordingInterval = 60s;

//! What the server asked for, if it has a say: 429 and 503 with Retry-After.
base::Nanoseconds askedFor(const Failure &failure, const base::Instant &now)
{
    const auto *refusal = std::get_if<ws::HandshakeError>(&failure);
    if (!refusal || (refusal->status != 429 && refusal->status != 503))
        return 0ns;
    return retryAfter(refusal->retryAfter, now.wall).value_or(0ns);
}

} // namespace

void RetryPlan::setSettings(const BackoffSettings &settings)
{
    if (!(settings == m_backoff.settings()))
        m_backoff = Backoff(settings);
}

void RetryPlan::restart()
{
    m_backoff.reset();
    m_attempts = 0;
    grantMore();
}

void RetryPlan::grantMore()
{
    m_failures = 0;
    m_tryingSince.reset();
}

void RetryPlan::attempted(base::Nanoseconds now)
{
    ++m_attempts;
    if (!m_tryingSince)
        m_tryingSince = now;
}

void RetryPlan::opened()
{
    m_attempts = 0;
    grantMore();
}

std::optional<base::Nanoseconds> RetryPlan::afterLoss(
    const Failure &failure, Audience audience, const base::Instant &now, base::Random &random)
{
    const bool first = m_backoff.step() == 0 && m_backoff.settings().jitter;
    const base::Nanoseconds regular = m_backoff.next(random);
    const base::Nanoseconds delay = first ? jittered(audience == Audience::Recording ? 5s : 1s, random) : regular;
    return std::max(delay, askedFor(failure, now));
}

std::optional<base::Nanoseconds> RetryPlan::afterFailedOpen(
    const Failure &failure, Audience audience, const base::Instant &now, base::Random &random)
{
    ++m_failures;
    const int limit = m_backoff.settings().maxReconnectAttempts;
    const bool enough
        = limit > 0 && m_failures >= limit && now.steady - m_tryingSince.value_or(now.steady) >= triedLongEnough;
    if (enough && audience == Audience::Watched)
        return {};
    const base::Nanoseconds delay = enough ? recordingInterval : m_backoff.next(random);
    return std::max(delay, askedFor(failure, now));
}

} // namespace connection
