// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QStyle>

#include <optional>

class QStyleOption;
class QWidget;

namespace look {

inline constexpr int ringReach = 3; //!< Of the ring of focus: 2 of the ring, 1 of room.

//! A line edit, spin box or combo box.
[[nodiscard]] bool isField(const QWidget *widget);
//! An editor in a row of a view, which has its room already.
[[nodiscard]] bool isInRow(const QWidget *widget);
//! Our size of what holds \a contents; \a usual is Fusion's.
[[nodiscard]] QSize measuredSize(QStyle::ContentsType type, const QStyleOption &option, const QSize &contents,
    const QSize &usual, const QWidget *widget);
//! Our length, if it is another one than Fusion's.
[[nodiscard]] std::optional<int> measure(QStyle::PixelMetric metric, const QWidget *widget);

} // namespace look
