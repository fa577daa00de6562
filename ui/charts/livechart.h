// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartframe.h"
#include "ui/charts/chartlayout.h"
#include "ui/charts/columncache.h"
#include "ui/charts/legend.h"
#include "ui/charts/timewindow.h"

#include <QWidget>

#include <memory>
#include <optional>

class QToolButton;

namespace charts {

//! The wheel or a key asks for a longer or shorter window.
struct ZoomStep
{
    double factor = 1; //!< Below 1 shows less time.
    qint64 anchorNs = 0; //!< What should stay where it is.
};

//! One field over time, one curve for each key: a sliding window onto a SeriesStore.
//!
//! It pulls what it shows while it paints. Window and cursor are shared by all charts of a dashboard, so they come from
//! outside; what the pointer asks for goes out as signals. The Y axis is the chart's own.
class LiveChart : public QWidget
{
    Q_OBJECT
public:
    LiveChart(std::shared_ptr<const series::SeriesStore> store, const QString &field, QWidget *parent = nullptr);
    ~LiveChart() override;

    [[nodiscard]] const QString &field() const { return m_field; }
    [[nodiscard]] const std::vector<CurveSpec> &curves() const { return m_curves; }
    //! A curve whose series is another one than before starts anew in its place.
    void setCurves(const std::vector<CurveSpec> &curves, bool hasMoreKeys);
    //! Shows \a window at \a nowNs; repaints when it moved by a pixel or \a fresh says that samples came.
    void setWindow(const TimeWindow &window, qint64 nowNs, bool fresh);
    //! The instant that the pointer shows on some chart; the legend then has the values there.
    void setCursorTime(std::optional<qint64> timeNs);
    //! Brings the legend's values up to date; call at most four times a second.
    void updateLegend();
    //! The Y axis finds its own range again.
    void resetY();
    [[nodiscard]] bool isYManual() const { return m_manualScale.has_value(); }
    //! All charts of a dashboard share the widest gutter.
    void setGutter(int width);

    [[nodiscard]] const ChartLayout &chartLayout() const { return m_layout; }
    [[nodiscard]] const YScale &scale() const { return m_scale; }
    //! Time of one pixel column.
    [[nodiscard]] qint64 nsPerColumn() const { return range().nsPerColumn; }
    [[nodiscard]] Legend &legend() { return *m_legend; }
    [[nodiscard]] const ChartFrame &frame() const { return m_frame; }
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void zoomed(const charts::ZoomStep &step);
    //! The curves were dragged by that much time; negative: into the past.
    void dragged(std::chrono::nanoseconds by);
    //! The pointer shows this instant, or none.
    void pointed(std::optional<qint64> timeNs);
    void gutterGrown(int width);
    void closeRequested();
    void keysRequested();
    //! -1: one place forward, 1: one back.
    void moveRequested(int by);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    struct Curve
    {
        ColumnCache cache;
        std::vector<PixelRun> runs;
    };

    [[nodiscard]] series::ColumnRange range() const;
    [[nodiscard]] QSize plotPixels() const;
    [[nodiscard]] FrameLook look() const;
    [[nodiscard]] qint64 timeUnder(int x) const;
    //! Steps of the Y axis; decided by the height.
    [[nodiscard]] int divisions() const;
    [[nodiscard]] Nanoseconds timeStep() const;
    void placeChildren();
    void fetch();
    void fitScale();
    bool fitGutter();
    void compose(const QImage &frame);
    void paintTimeAxis(QPainter &painter) const;
    void paintCursor(QPainter &painter) const;
    void zoomY(double factor, double anchor);

    std::shared_ptr<const series::SeriesStore> m_store;
    QString m_field;
    std::vector<CurveSpec> m_curves;
    std::vector<Curve> m_drawn; // One for each of m_curves.
    TimeWindow m_window;
    qint64 m_nowNs = 0;
    std::optional<qint64> m_cursorNs;
    YScale m_scale;
    bool m_hasScale = false;
    std::optional<YScale> m_manualScale;
    ChartFrame m_frame;
    QImage m_layer; // The plot: its part of the frame, time grid and curves.
    ChartLayout m_layout;
    int m_gutter;
    std::optional<int> m_dragX;
    Legend *m_legend; // Children.
    QToolButton *m_keysButton;
    QToolButton *m_closeButton;
};

} // namespace charts
