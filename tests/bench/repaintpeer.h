// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace bench {

//! The dashboard that is repainted: 16 charts of 4 series, each with 60 000 samples in view, plots 440 pixels wide.
struct RepaintTask
{
    int charts = 16;
    int series = 4;
    int samples = 60'000; //!< In view, one a millisecond.
    int perFrame = 16; //!< New samples of each series before each frame.
    int frames = 20;
    int plotWidth = 440;
    int plotHeight = 200;

    //! The value of sample \a i of series \a s; rough, so that each pixel column is a stroke.
    [[nodiscard]] double value(int s, int i) const
    {
        const unsigned noise = (static_cast<unsigned>(i) * 2654435761u + static_cast<unsigned>(s) * 40503u) >> 16;
        return 50.0 + 20.0 * s + (noise & 1023u) / 64.0;
    }
};

//! Milliseconds a frame of all charts; what the name says does the painting. The offscreen platform is enough.
double repaintQCustomPlot(const RepaintTask &task);
//! QLineSeries with \a pointsPerPixel points a pixel column, reduced beforehand and not timed; 0: every sample.
double repaintQtCharts(const RepaintTask &task, int pointsPerPixel);

} // namespace bench
