// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"
#include "ui/charts/theme.h"

#include <QFont>
#include <QImage>
#include <QRect>
#include <QString>

namespace charts {

//! Everything that decides how a card looks while it stands still. Two equal values are the same picture.
struct FrameLook
{
    QSize size; //!< Of the whole card, in device-independent pixels.
    QRect plot; //!< Where curves go, inside size.
    std::vector<AxisLabel> labels; //!< Of the Y axis, foreign text among them; shown as plain text.
    bool hasGrid = true; //!< A line at each label.
    QFont font;
    Theme theme;
    double devicePixelRatio = 1;
    friend bool operator==(const FrameLook &, const FrameLook &) = default;
};

//! The label of a grid value.
[[nodiscard]] QString yLabel(double value, const YScale &scale);
//! All labels of \a scale.
[[nodiscard]] std::vector<AxisLabel> yLabels(const YScale &scale);

//! Draws what stands still (the card, its Y axis with the grid, the plot area), on demand.
class ChartFrame
{
public:
    //! The picture for \a look, 32 bits a pixel and opaque. Made anew only when the look changed.
    const QImage &image(const FrameLook &look);
    //! How often it was made; for tests.
    [[nodiscard]] int rendered() const { return m_rendered; }

private:
    FrameLook m_look;
    QImage m_image;
    int m_rendered = 0;
};

} // namespace charts
