// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"

namespace charts {

//! Says when a chart that counts samples should count again: at most four times a second while it is live, at once when
//! another window, kind or choice of series is looked at.
class Pace
{
public:
    [[nodiscard]] bool isDue(const ChartInput &input)
    {
        Key key{input.columns.nsPerColumn, input.columns.count, {}};
        for (const ChartSeries &series : input.series)
            key.series.push_back(series.isShown ? static_cast<qint64>(series.curve.id.value) : -1);
        const bool isOther = key != m_key || (!input.isLive && input.columns.first != m_first);
        if (!isOther && input.nowNs >= m_doneNs && input.nowNs - m_doneNs < 250'000'000)
            return false;
        m_key = std::move(key);
        m_first = input.columns.first;
        m_doneNs = input.nowNs;
        return true;
    }

private:
    struct Key
    {
        qint64 nsPerColumn = 0;
        int count = 0;
        std::vector<qint64> series;
        friend bool operator==(const Key &, const Key &) = default;
    };
    Key m_key;
    qint64 m_first = 0;
    qint64 m_doneNs = -1'000'000'000;
};

} // namespace charts
