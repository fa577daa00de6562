// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArrayView>

#include <array>
#include <optional>

namespace server {

//! The metrics of the dashboard feed; the number is the id in binary records.
enum class Metric : quint16 { Sales = 1, Orders = 2, Traffic = 3, Latency = 4, Cpu = 5 };
inline constexpr std::array allMetrics{Metric::Sales, Metric::Orders, Metric::Traffic, Metric::Latency, Metric::Cpu};

//! `sales`, `orders`, `traffic`, `latency`, `cpu`.
[[nodiscard]] const char *name(Metric metric);
[[nodiscard]] std::optional<Metric> metricNamed(QByteArrayView name);

//! What a shop's dashboard would show, as a pure function of time: the same seed and time give the same value.
//!
//! All metrics follow one story: a daily wave of visitors, bursts that decay, noise, a level of latency that steps with
//! every release, and now and then an outage of some seconds in which orders stop and latency soars.
class MetricShapes
{
public:
    explicit MetricShapes(quint64 seed = 1) : m_seed(seed) { }

    //! At \a wall, since 1970. Sales in money per minute, orders per minute, traffic in requests per second, latency in
    //! milliseconds, cpu in percent (0 to 100). Finite, never negative, rounded as such things are.
    [[nodiscard]] double value(Metric metric, base::Nanoseconds wall) const;
    //! True during an outage.
    [[nodiscard]] bool isOutage(base::Nanoseconds wall) const;

private:
    [[nodiscard]] double chance(quint64 stream, qint64 cell) const;
    [[nodiscard]] double noise(quint64 stream, double at) const;
    [[nodiscard]] double load(double seconds) const;
    [[nodiscard]] double burst(double seconds) const;

    quint64 m_seed;
};

} // namespace server
