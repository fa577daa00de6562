// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/discovery.h"

#include "core/fields/eventtime.h"
#include "core/fields/fieldnames.h"

#include <algorithm>
#include <cmath>

namespace fields {

namespace {

constexpr qint64 day = 86'400'000'000'000;
constexpr std::size_t enough = 5; // Fewer values show no behaviour.

bool all(const std::vector<Observation> &observations, auto condition)
{
    return std::all_of(observations.begin(), observations.end(), condition);
}

bool looksLikeTime(QByteArrayView name, const std::vector<Observation> &observations)
{
    const bool named = isTimeName(name);
    const bool letter = name.size() == 1;
    return all(observations, [&](const Observation &seen) {
        const auto time = timeOfNumber(seen.value);
        if (!time || !isPlausibleTime(*time) || seen.kind == FieldValue::Kind::Boolean)
            return false;
        const bool isNear = std::abs(*time - seen.wallNs) < day;
        return isNear ? named || seen.isInteger : named && (!letter || seen.value >= 1e11);
    });
}

//! How the values go, each key by itself.
struct Behaviour
{
    bool constant = true;
    bool rising = true; // Never falls.
    bool everRose = false;
};

Behaviour behaviourOf(const std::vector<Observation> &observations)
{
    Behaviour behaviour;
    QHash<quint64, double> last;
    for (const Observation &seen : observations) {
        const auto before = last.constFind(seen.key);
        if (before != last.constEnd()) {
            behaviour.constant = behaviour.constant && *before == seen.value;
            behaviour.rising = behaviour.rising && seen.value >= *before;
            behaviour.everRose = behaviour.everRose || seen.value > *before;
        }
        last[seen.key] = seen.value;
    }
    // Each key was seen once or so: nothing was compared.
    if (observations.size() < 2 * static_cast<std::size_t>(last.size()))
        behaviour.constant = behaviour.rising = false;
    return behaviour;
}

} // namespace

series::FieldKind kindOf(QByteArrayView name, const std::vector<Observation> &observations)
{
    if (observations.empty())
        return series::FieldKind::Measure;
    if (all(observations, [](const Observation &seen) { return seen.kind == FieldValue::Kind::Boolean; }))
        return series::FieldKind::Boolean;
    if (looksLikeTime(name, observations))
        return series::FieldKind::Time;
    const bool integers = all(observations, [](const Observation &seen) { return seen.isInteger; });
    if (integers && (isIdentifierName(name) || keyWorth(name) >= 2))
        return series::FieldKind::Identifier;
    if (observations.size() < enough)
        return series::FieldKind::Measure;
    const Behaviour behaviour = behaviourOf(observations);
    const bool wanted = interest(name) >= 85;
    if (behaviour.constant)
        return wanted ? series::FieldKind::Measure : series::FieldKind::Constant;
    if (integers && behaviour.rising && behaviour.everRose && !wanted)
        return observations.front().value >= 1e5 || name.size() == 1 ? series::FieldKind::Identifier
                                                                     : series::FieldKind::Counter;
    return series::FieldKind::Measure;
}

} // namespace fields
