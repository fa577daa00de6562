// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/theme.h"
#include "ui/charts/yscale.h"

#include <QFont>
#include <QImage>
#include <QRect>
#include <QString>

#include <memory>

namespace charts {

//! Everything that decides how a chart looks while it stands still. Two equal values are the same picture.
struct FrameLook
{
    QSize size; //!< Of the whole chart, in device-independent pixels.
    QRect plot; //!< Where curves go, inside size.
    QString title; //!< Foreign text, already short enough for the width; shown as plain text.
    YScale scale;
    QFont font;
    Theme theme;
    double devicePixelRatio = 1;
    friend bool operator==(const FrameLook &, const FrameLook &) = default;
};

//! The label of a grid value.
[[nodiscard]] QString yLabel(double value, const YScale &scale);

//! Draws what stands still (background, title, Y axis with its grid, plot area) through Qt Charts, on demand.
class ChartFrame
{
public:
    ChartFrame();
    ~ChartFrame();

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
