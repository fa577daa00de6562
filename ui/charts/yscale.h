// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <limits>
#include <vector>

namespace charts {

//! The least and the greatest value in view. Empty until something finite was added.
struct Extent
{
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool isEmpty() const { return !(min <= max); }
    //! Widens to \a value; what is not finite is left out.
    void add(double value);
    friend bool operator==(const Extent &, const Extent &) = default;
};

//! How values are spread over an axis. SymLog is logarithmic on both sides of zero and linear close to it.
enum class ScaleKind : quint8 { Linear, Log, SymLog };

//! The range of a Y axis and the distance of its grid lines. Always finite, low < high, step > 0.
struct YScale
{
    double low = 0;
    double high = 1;
    double step = 0.2; //!< Of a linear axis; on the others grid lines stand at powers of ten.
    ScaleKind kind = ScaleKind::Linear;
    double linearTo = 1; //!< SymLog: up to here it is nearly linear.

    //! Where \a value stands on the axis, in an unit of the kind's own; order is kept.
    [[nodiscard]] double position(double value) const;
    //! The value at \a part of the axis, 0 at its lower end.
    [[nodiscard]] double valueAt(double part) const;
    [[nodiscard]] bool contains(const Extent &extent) const { return extent.min >= low && extent.max <= high; }
    friend bool operator==(const YScale &, const YScale &) = default;
};

//! The least number of the form 1, 2 or 5 times a power of ten that is not below \a value.
[[nodiscard]] double ladderStep(double value);

//! The finest scale of \a divisions steps of the 1-2-5 ladder that holds \a extent, aligned to multiples of its step.
//!
//! Zero is not crossed without need: values of one sign get an axis of one sign. An empty extent gives 0 … 1.
[[nodiscard]] YScale scaleFor(const Extent &extent, int divisions, ScaleKind kind = ScaleKind::Linear);

//! What follows \a current: grows at once when \a extent leaves it, shrinks only when the extent is at most 0.8 of the
//! span of the next finer step, else stays, so that an axis does not flutter.
[[nodiscard]] YScale nextScale(const YScale &current, const Extent &extent, int divisions);

//! The part of \a scale around \a anchor, \a factor times as high (below 1 zooms in); steps stay on the ladder.
[[nodiscard]] YScale zoomed(const YScale &scale, double factor, double anchor, int divisions);

//! The multiples of the step inside the scale, or its powers of ten; rising, never more than 64.
[[nodiscard]] std::vector<double> gridValues(const YScale &scale);

//! The word of files for \a kind, and back; linear for a word that nobody knows.
[[nodiscard]] QString scaleName(ScaleKind kind);
[[nodiscard]] ScaleKind scaleNamed(const QString &name);

//! Significant digits that tell neighbouring grid values apart; 1 to 15.
[[nodiscard]] int labelDigits(const YScale &scale);

} // namespace charts
