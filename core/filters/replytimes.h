// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/payloadreader.h"
#include "core/filters/valuefinder.h"

#include <QByteArray>
#include <QHash>

#include <deque>
#include <optional>

namespace filters {

//! How long answers took, by what they have in common with the question: an id on the top level of JSON, or the payload
//! of a ping. Sees the rows of a run in order.
class ReplyTimes
{
public:
    static constexpr qsizetype mostOpen = 10'000; //!< Questions that are remembered; then the oldest goes.
    static constexpr qsizetype longestId = 256;

    ReplyTimes();

    //! The time since the question that \a row answers, in nanoseconds; nothing when it is no answer.
    [[nodiscard]] std::optional<double> see(const capture::PassingRow &row);

private:
    [[nodiscard]] std::optional<QByteArray> idOf(const capture::PassingRow &row);

    ValueFinder m_ids;
    QHash<QByteArray, qint64> m_asked; //!< When, by direction, connection and id.
    std::deque<QByteArray> m_order;
};

} // namespace filters
