// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chartselection.h"
#include "ui/charts/livechart.h"
#include "ui/charts/timewindow.h"
#include "ui/widgets/panel.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QLabel;
class QStackedWidget;

namespace charts {
class ChartGrid;
class TimeBar;
} // namespace charts

namespace dashboard {

class LimitBar;

//! The live dashboard: the best fields of a stream as charts over one shared, sliding window of time.
//!
//! Pausing, zooming and dragging move the view only; capture goes on. It repaints at most 60 times a second, and only
//! when samples came or time moved by a pixel.
class DashboardPanel : public widgets::Panel
{
    Q_OBJECT
public:
    //! Wall time in nanoseconds since 1970 UTC.
    using WallTime = std::function<qint64()>;

    explicit DashboardPanel(std::shared_ptr<series::SeriesStore> store, WallTime now, QWidget *parent = nullptr);
    //! The dashboard of \a context's stream: a chart for each key of a field.
    explicit DashboardPanel(const widgets::PanelContext &context, QWidget *parent = nullptr);
    ~DashboardPanel() override;

    void setTick(const stream::Tick &tick) override;
    //! Shows another stream; the choice of fields stays.
    void setStore(std::shared_ptr<series::SeriesStore> store);

    //! What a person chose (fields and their order, keys, window), to be kept for the next start.
    [[nodiscard]] QJsonObject save() const override;
    void restore(const QJsonObject &state) override;

    [[nodiscard]] const charts::TimeWindow &window() const { return m_window; }
    [[nodiscard]] charts::ChartGrid &grid() { return *m_grid; }
    [[nodiscard]] charts::TimeBar &timeBar() { return *m_bar; }
    //! What stands there while there is nothing to chart, instead of words about a live connection.
    void setEmptyText(const QString &text);
    [[nodiscard]] charts::Nanoseconds span() const { return m_window.span(); }
    //! Chooses how long the window is, as a person does with the bar.
    void setSpan(charts::Nanoseconds span);
    //! True while the window follows the pace of the feed.
    [[nodiscard]] bool isSpanAutomatic() const { return m_automaticSpan; }
    void setAutomaticSpan();
    //! False while the view is held; capture goes on all the same.
    [[nodiscard]] bool isLive() const { return m_window.isLive(); }
    void setLive(bool live);
    //! How many charts there are, of how many fields.
    [[nodiscard]] int chartCount() const;
    [[nodiscard]] int fieldCount() const;
    //! Opens the list of fields at \a anchor.
    void pickFields(const QWidget &anchor);
    //! Without the bar above the charts: somebody else shows span and state.
    void setTimeBarShown(bool shown);
    //! Writes what \a chart shows to \a file, as picture or, when its name ends with `.csv`, as table of the samples in
    //! view; exported() follows.
    void exportChart(charts::LiveChart *chart, const QString &file);
    //! Brings everything up to date with the store now, without waiting for the next frame.
    void refresh();

signals:
    void spanChanged();
    void liveChanged(bool live);
    //! chartCount() or fieldCount() is another one.
    void fieldsChanged();
    //! A chart was written to \a file; \a error is empty when it was.
    void exported(const QString &file, const QString &error);
    //! A person asks for the list of fields; whoever has the button answers with pickFields().
    void fieldsRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void connectSignals();
    void readCatalogue();
    void rebuild();
    void showEmptyState();
    [[nodiscard]] QString emptyWords() const;
    void schedule();
    void adaptSpan(qint64 nowNs);
    void moveWindow(const std::function<void(qint64 nowNs)> &change);
    void chooseSpan(std::optional<charts::Nanoseconds> span);
    void zoom(const charts::ZoomStep &step);
    void pickOverlay(charts::LiveChart *chart);
    void askTitle(charts::LiveChart *chart);
    void connectCharts();
    void overlayOrJoin(charts::LiveChart *chart);
    void requestFields();
    void askExport(charts::LiveChart *chart);
    void noteState(const connection::Status &status);
    void pickKeys(charts::LiveChart *chart);

    std::shared_ptr<series::SeriesStore> m_store;
    std::function<std::shared_ptr<series::SeriesStore>()> m_storeNow; // Empty: always m_store.
    WallTime m_now;
    charts::ChartSelection m_selection;
    charts::TimeWindow m_window;
    bool m_automaticSpan = true;
    connection::State m_state = connection::State::Idle;
    quint64 m_messages = 0;
    QString m_emptyText; // Empty: words about the connection.
    std::vector<charts::Outage> m_outages;
    std::optional<quint64> m_generation; // Of the catalogue shown.
    quint64 m_sampleCount = 0;
    bool m_fresh = true; // Samples came that are not on the screen.
    qint64 m_lastFrameNs = 0;
    qint64 m_lastLegendNs = 0;
    qint64 m_lastSpanNs = 0;
    QTimer m_frameTimer;
    charts::TimeBar *m_bar; // Children.
    LimitBar *m_limitBar;
    QStackedWidget *m_pages;
    QLabel *m_empty;
    charts::ChartGrid *m_grid;
};

} // namespace dashboard
