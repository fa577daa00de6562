// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/catalog.h"
#include "ui/charts/chartframe.h"
#include "ui/charts/chartlayout.h"
#include "ui/charts/chartspec.h"
#include "ui/charts/cursors.h"
#include "ui/charts/legend.h"
#include "ui/charts/statisticstable.h"
#include "ui/charts/timewindow.h"

#include <QWidget>

#include <memory>
#include <optional>

class QMenu;

namespace charts {

class CardActions;

//! The wheel or a key asks for a longer or shorter window.
struct ZoomStep
{
    double factor = 1; //!< Below 1 shows less time.
    qint64 anchorNs = 0; //!< What should stay where it is.
};

//! A stretch of time, from before to.
struct TimeStretch
{
    qint64 fromNs = 0;
    qint64 toNs = 0;
};

//! When the stream was interrupted, and why.
struct Outage
{
    qint64 beginNs = 0;
    std::optional<qint64> endNs; //!< None: it lasts.
    QString cause; //!< For people.
    friend bool operator==(const Outage &, const Outage &) = default;
};

//! One of two cursors is wanted somewhere, or dropped.
struct CursorMark
{
    bool isB = false;
    std::optional<qint64> timeNs;
};

//! A card of the board: series of a SeriesStore drawn by one kind of chart, with header, legend, axes and cursors.
//!
//! It pulls what it shows while it paints. Window and cursors are shared by all charts of a board, so they come from
//! outside; what the pointer asks for goes out as signals. The Y axis is the chart's own.
class LiveChart : public QWidget
{
    Q_OBJECT
public:
    LiveChart(std::shared_ptr<const series::SeriesStore> store, const QString &field, QWidget *parent = nullptr);
    ~LiveChart() override;

    //! What names it among the charts of its board.
    [[nodiscard]] const QString &field() const { return m_field; }
    [[nodiscard]] const ChartSpec &spec() const { return m_spec; }
    //! Another kind draws the same series.
    void setSpec(const ChartSpec &spec);
    void setUnit(const QString &unit);
    [[nodiscard]] const std::vector<CurveSpec> &curves() const { return m_curves; }
    //! A curve whose series is another one than before starts anew in its place.
    void setCurves(const std::vector<CurveSpec> &curves, bool hasMoreKeys);
    //! Whether its keys can be set apart, or joined with charts of the same field.
    void setPossible(bool split, bool overlay);
    void setMaximised(bool maximised);
    //! Shows \a window at \a nowNs; repaints when it moved by a pixel or \a fresh says that samples came.
    void setWindow(const TimeWindow &window, qint64 nowNs, bool fresh);
    //! The instants that all charts show; the legend then has the values at the pointer.
    void setCursors(const Cursors &cursors);
    void setOutages(const std::vector<Outage> &outages);
    //! Brings the legend's values up to date; call at most four times a second. They stand still while the view does.
    void updateLegend();
    //! The Y axis finds its own range again.
    void resetY();
    [[nodiscard]] bool isYManual() const { return m_manualScale.has_value(); }
    //! All cards of a column share the widest gutter.
    void setGutter(int width);
    //! The width its labels need.
    [[nodiscard]] int gutter() const { return m_gutter; }
    //! Whether time labels stand below the plot; a chart over values has its own in any case.
    void setTimeLabels(bool shown);

    [[nodiscard]] const ChartLayout &chartLayout() const { return m_layout; }
    [[nodiscard]] const YScale &scale() const { return m_scale; }
    [[nodiscard]] Axes axes() const { return m_chart->axes(); }
    //! Time of one pixel column.
    [[nodiscard]] qint64 nsPerColumn() const { return range().nsPerColumn; }
    [[nodiscard]] Legend &legend() { return *m_legend; }
    [[nodiscard]] CardActions &actions() { return *m_actions; }
    [[nodiscard]] const ChartFrame &frame() const { return m_frame; }
    //! What its series amount to; empty on a small card.
    [[nodiscard]] const StatisticsTable &statistics() const { return m_statistics; }
    //! The value in the header; empty when there is none.
    [[nodiscard]] const QString &headline() const { return m_headline; }
    //! What stands behind the title: the unit, or how old the newest value is.
    [[nodiscard]] QString subtitle() const;
    //! Series, last values, ages and gaps in words.
    [[nodiscard]] QString spoken() const;
    //! Fills \a menu with everything that can be done with this card.
    void fillMenu(QMenu &menu);
    [[nodiscard]] QSize minimumSizeHint() const override { return minimumCard; }
    [[nodiscard]] QSize sizeHint() const override { return minimumCard * 3 / 2; }

signals:
    void zoomed(const charts::ZoomStep &step);
    //! Only this stretch should be shown.
    void boxed(const charts::TimeStretch &stretch);
    //! The curves were dragged by that much time; negative: into the past.
    void dragged(std::chrono::nanoseconds by);
    //! The pointer shows this instant, or none.
    void pointed(std::optional<qint64> timeNs);
    void marked(const charts::CursorMark &mark);
    void gutterGrown(int width);
    //! Another kind, axis or title was chosen.
    void specRequested(const charts::ChartSpec &spec);
    void splitRequested();
    void overlayRequested();
    void maximiseRequested();
    void duplicateRequested();
    void exportRequested();
    void closeRequested();
    void keysRequested();
    void titleRequested();
    //! -1: one place forward, 1: one back.
    void moveRequested(int by);
    //! An arrow key asks for the neighbour in that direction.
    void neighbourRequested(int key);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    [[nodiscard]] series::ColumnRange range() const;
    [[nodiscard]] QSize plotPixels() const;
    [[nodiscard]] FrameLook look() const;
    void labelAxis();
    [[nodiscard]] QFont axisFont() const;
    [[nodiscard]] qint64 timeUnder(int x) const;
    [[nodiscard]] bool isOverTime() const { return m_chart->axes().x == XAxis::Time; }
    //! Steps of the Y axis; decided by the height.
    [[nodiscard]] int divisions() const;
    [[nodiscard]] ScaleKind scaleKind() const;
    void connectActions();
    void placeChildren();
    void showActions();
    void setEntered(bool entered);
    void fetch();
    void fitScale();
    bool fitGutter();
    void compose(const QImage &frame);
    void paintHeader(QPainter &painter) const;
    void paintBottomAxis(QPainter &painter) const;
    void paintGapWords(QPainter &painter) const;
    void paintNothing(QPainter &painter) const;
    //! Words about a gap: its cause and length.
    [[nodiscard]] QString gapWords(const ColumnGap &gap) const;
    void stepCursor(int direction);
    void requestOption(const QString &name, const QJsonValue &value);
    void zoomY(double factor, double anchor);

    std::shared_ptr<const series::SeriesStore> m_store;
    QString m_field;
    ChartSpec m_spec;
    QString m_unit;
    std::unique_ptr<Chart> m_chart;
    std::vector<CurveSpec> m_curves;
    std::vector<ChartSeries> m_series; // One for each of m_curves, as of the last frame.
    std::vector<std::optional<Nanoseconds>> m_ages; // Of the newest samples, when they are old.
    TimeWindow m_window;
    qint64 m_nowNs = 0;
    Cursors m_cursors;
    std::vector<Outage> m_outages;
    YScale m_scale;
    bool m_hasScale = false;
    std::optional<YScale> m_manualScale;
    std::vector<AxisLabel> m_labels; // Of the Y axis, for m_labelled.
    std::optional<YScale> m_labelled;
    std::vector<ColumnGap> m_gaps; // As of the last frame.
    ChartFrame m_frame;
    QImage m_layer; // The plot and its margin: their part of the frame and what the chart draws.
    ChartLayout m_layout;
    int m_gutter = 44;
    bool m_hasTimeLabels = true;
    bool m_hasMoreKeys = false;
    bool m_isEntered = false; // The keyboard moves among the parts of the card.
    QString m_headline;
    StatisticsTable m_statistics;
    std::optional<int> m_dragX;
    std::optional<int> m_boxX; // Where a box was begun.
    int m_boxEnd = 0;
    Legend *m_legend; // Children.
    CardActions *m_actions;
};

} // namespace charts
