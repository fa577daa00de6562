// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartselection.h"
#include "ui/charts/livechart.h"

#include <QScrollArea>

namespace charts {

//! How many columns \a count charts take in \a width pixels, each at least \a minimumWidth wide.
[[nodiscard]] int columnsFor(int count, int width, int minimumWidth);

//! Where \a count charts stand in a viewport: equal cells in columnsFor() columns that fill it, at least \a minimum
//! high each.
[[nodiscard]] std::vector<QRect> cellsFor(int count, QSize viewport, QSize minimum, int spacing);

//! The charts of a dashboard, in columns of equal charts; scrolls when they do not fit.
class ChartGrid : public QScrollArea
{
    Q_OBJECT
public:
    explicit ChartGrid(QWidget *parent = nullptr);

    //! Charts what \a selection says, from \a store. Charts that stay are kept as they are.
    void show(const ChartSelection &selection, const std::shared_ptr<series::SeriesStore> &store);
    //! Removes all: the store is another one.
    void clear();
    //! Moves all charts to \a window.
    void setWindow(const TimeWindow &window, qint64 nowNs, bool fresh);
    void setCursorTime(std::optional<qint64> timeNs);
    void updateLegends();

    [[nodiscard]] const std::vector<LiveChart *> &charts() const { return m_charts; }

signals:
    void zoomed(const charts::ZoomStep &step);
    void dragged(std::chrono::nanoseconds by);
    void pointed(std::optional<qint64> timeNs);
    void closeRequested(charts::LiveChart *chart);
    void keysRequested(charts::LiveChart *chart);
    void moveRequested(charts::LiveChart *chart, int by);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    LiveChart *make(const QString &path, const std::shared_ptr<series::SeriesStore> &store);
    void arrange();

    [[nodiscard]] int spacing() const;

    std::vector<LiveChart *> m_charts; // Children of the scrolled widget.
    int m_gutter = 0;
};

} // namespace charts
