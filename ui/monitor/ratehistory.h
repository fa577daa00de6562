// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QList>

#include <optional>

namespace monitor {

//! How fast a growing total grew in each of the last 60 samples, one a second. Needs no Ticks: a feed that falls silent
//! shows 0.
class RateHistory
{
public:
    static constexpr qsizetype length = 60;

    //! The total as it stands at \a steady; the first call gives no rate yet. A total that shrank starts anew.
    void sample(quint64 total, base::Nanoseconds steady);

    //! Per second, the newest last; at most `length`.
    [[nodiscard]] const QList<double> &rates() const { return m_rates; }
    [[nodiscard]] double last() const { return m_rates.isEmpty() ? 0 : m_rates.back(); }

private:
    QList<double> m_rates;
    std::optional<quint64> m_total;
    base::Nanoseconds m_at{0};
};

} // namespace monitor
