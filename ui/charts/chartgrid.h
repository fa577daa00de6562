// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartselection.h"
#include "ui/charts/livechart.h"

#include <QScrollArea>

namespace charts {

//! How many columns \a count cards take in \a viewport: as many as show all of them without scrolling, in a good shape;
//! else as many as fit.
[[nodiscard]] int columnsFor(int count, QSize viewport, QSize least, int gap);

//! Where \a count cards stand in a viewport: equal cells in columnsFor() columns with a margin of \a gap around them,
//! in rows that fit the height, so that scrolling by a row cuts no card.
[[nodiscard]] std::vector<QRect> cellsFor(int count, QSize viewport, QSize least, int gap);

//! The cards of a board, in columns of equal cards; scrolls by whole rows when they do not fit.
class ChartGrid : public QScrollArea
{
    Q_OBJECT
public:
    static constexpr int gap = 8;

    explicit ChartGrid(QWidget *parent = nullptr);

    //! Charts what \a selection says, from \a store. Charts that stay are kept as they are.
    void show(const ChartSelection &selection, const std::shared_ptr<series::SeriesStore> &store);
    //! Removes all: the store is another one.
    void clear();
    //! Moves all charts to \a window.
    void setWindow(const TimeWindow &window, qint64 nowNs, bool fresh);
    void setCursors(const Cursors &cursors);
    [[nodiscard]] const Cursors &cursors() const { return m_cursors; }
    void setOutages(const std::vector<Outage> &outages);
    void updateLegends();
    //! Shows one card alone, or all again when it is alone already.
    void toggleMaximised(LiveChart *chart);
    [[nodiscard]] LiveChart *maximised() const { return m_maximised; }

    [[nodiscard]] const std::vector<LiveChart *> &charts() const { return m_charts; }

signals:
    void zoomed(const charts::ZoomStep &step);
    void boxed(const charts::TimeStretch &stretch);
    void dragged(std::chrono::nanoseconds by);
    void closeRequested(charts::LiveChart *chart);
    void keysRequested(charts::LiveChart *chart);
    void titleRequested(charts::LiveChart *chart);
    void specRequested(charts::LiveChart *chart, const charts::ChartSpec &spec);
    void splitRequested(charts::LiveChart *chart);
    void overlayRequested(charts::LiveChart *chart);
    void duplicateRequested(charts::LiveChart *chart);
    void exportRequested(charts::LiveChart *chart);
    void moveRequested(charts::LiveChart *chart, int by);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    LiveChart *make(const QString &id, const std::shared_ptr<series::SeriesStore> &store);
    void connectChart(LiveChart *chart);
    void arrange();
    //! One width of gutter for each column, and time labels for the lowest card over time of each.
    void align();
    void focusNeighbour(LiveChart *chart, int key);

    std::vector<LiveChart *> m_charts; // Children of the scrolled widget.
    LiveChart *m_maximised = nullptr;
    int m_columns = 1;
    Cursors m_cursors;
    std::vector<Outage> m_outages;
};

} // namespace charts
