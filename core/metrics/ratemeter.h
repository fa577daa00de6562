// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QtGlobal>

namespace metrics {

//! How much came during the last full second of the steady clock. Time is an argument.
class RateMeter
{
public:
    //! Counts \a amount at \a now; a time before the current second counts as the current second.
    void add(quint64 amount, base::Nanoseconds now);
    //! Per second, over the last full second before \a now; 0 when nothing came in it.
    [[nodiscard]] double perSecond(base::Nanoseconds now) const;

private:
    qint64 m_second = -1; //!< The one being counted.
    quint64 m_count = 0;
    quint64 m_previous = 0; //!< Of the second before.
};

} // namespace metrics
