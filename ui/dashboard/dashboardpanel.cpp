// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/dashboardpanel.h"

#include "core/base/clock.h"
#include "ui/charts/autospan.h"
#include "ui/charts/chartgrid.h"
#include "ui/charts/samplesearch.h"
#include "ui/charts/timebar.h"
#include "ui/dashboard/limitbar.h"
#include "ui/look/tokens.h"
#include "ui/text/format.h"

#include <QLabel>
#include <QPainter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace dashboard {

using namespace std::chrono_literals;
using charts::Nanoseconds;

namespace {

constexpr qint64 frameNs = 16'000'000;
constexpr qint64 pausedFrameNs = 250'000'000; // A pinned view changes only by late samples.
constexpr qint64 legendNs = 250'000'000;
constexpr qint64 spanNs = 1'000'000'000;

} // namespace

DashboardPanel::DashboardPanel(std::shared_ptr<series::SeriesStore> store, WallTime now, QWidget *parent)
    : widgets::Panel(parent)
    , m_store(std::move(store))
    , m_now(std::move(now))
    , m_bar(new charts::TimeBar)
    , m_limitBar(new LimitBar)
    , m_pages(new QStackedWidget)
    , m_empty(new QLabel)
    , m_grid(new charts::ChartGrid)
{
    m_empty->setTextFormat(Qt::PlainText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(fontMetrics().height() * 2);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_grid);
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_limitBar);
    column->addWidget(m_pages, 1);
    setFocusPolicy(Qt::ClickFocus);
    m_frameTimer.setSingleShot(true);
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    connectSignals();
    m_bar->setWindow(m_window, m_automaticSpan);
    showEmptyState();
}

DashboardPanel::~DashboardPanel() = default;

DashboardPanel::DashboardPanel(const widgets::PanelContext &context, QWidget *parent)
    : DashboardPanel(
        context.handle.series(), [&clock = context.clock] { return qint64(clock.now().wall.count()); }, parent)
{
    m_storeNow = [&handle = context.handle] { return handle.series(); };
    m_selection.setOneChartForEachKey(true);
}

void DashboardPanel::connectSignals()
{
    connect(&m_frameTimer, &QTimer::timeout, this, &DashboardPanel::refresh);
    connect(m_limitBar, &LimitBar::moreRequested, this, [this] {
        m_store->allowMore();
        m_limitBar->hide();
    });
    connect(m_bar, &charts::TimeBar::pauseRequested, this, [this](bool paused) { setLive(!paused); });
    connect(m_bar, &charts::TimeBar::liveRequested, this, [this] { setLive(true); });
    connect(m_bar, &charts::TimeBar::spanChosen, this, [this](Nanoseconds span) { chooseSpan(span); });
    connect(m_bar, &charts::TimeBar::automaticSpanChosen, this, [this] { chooseSpan({}); });
    connect(m_bar, &charts::TimeBar::fieldsRequested, this, [this] { pickFields(m_bar->fieldsButton()); });
    connectCharts();
}

void DashboardPanel::setTick(const stream::Tick &tick)
{
    if (m_storeNow) {
        if (auto store = m_storeNow(); store != m_store)
            setStore(std::move(store));
    }
    m_fresh = m_fresh || tick.sampleCount != m_sampleCount || tick.seriesGeneration != m_generation;
    m_sampleCount = tick.sampleCount;
    noteState(tick.status);
    if (m_state != tick.status.state || m_messages != tick.metrics.messagesIn) {
        m_state = tick.status.state;
        m_messages = tick.metrics.messagesIn;
        if (m_pages->currentWidget() == m_empty)
            showEmptyState();
    }
    schedule();
}

void DashboardPanel::noteState(const connection::Status &status)
{
    constexpr std::size_t mostOutages = 200;
    const bool isOpen = connection::isOpen(status.state);
    const bool wasOpen = connection::isOpen(m_state);
    if (isOpen == wasOpen)
        return;
    if (isOpen && !m_outages.empty() && !m_outages.back().endNs) {
        m_outages.back().endNs = m_now();
    } else if (!isOpen) {
        QString cause = tr("not connected");
        if (status.lastCloseCode != 0)
            cause = tr("closed, code %1").arg(status.lastCloseCode);
        else if (status.lastFailure)
            cause = tr("connection lost");
        m_outages.push_back({m_now(), std::nullopt, cause});
        if (m_outages.size() > mostOutages)
            m_outages.erase(m_outages.begin());
    }
    m_grid->setOutages(m_outages);
}

void DashboardPanel::setStore(std::shared_ptr<series::SeriesStore> store)
{
    m_store = std::move(store);
    m_generation.reset();
    m_outages.clear();
    m_fresh = true;
    m_grid->clear();
    schedule();
}

void DashboardPanel::readCatalogue()
{
    const auto catalogue = m_store->catalogue();
    if (catalogue->generation == m_generation)
        return;
    m_generation = catalogue->generation;
    m_limitBar->setVisible(catalogue->limitReached);
    m_selection.setCatalogue(*catalogue);
    rebuild();
}

void DashboardPanel::rebuild()
{
    m_grid->show(m_selection, m_store);
    m_bar->setFieldCount(chartCount(), fieldCount());
    emit fieldsChanged();
    m_pages->setCurrentWidget(m_grid->charts().empty() ? static_cast<QWidget *>(m_empty) : m_grid);
    showEmptyState();
    m_fresh = true;
    schedule();
}

void DashboardPanel::showEmptyState()
{
    m_empty->setText(m_emptyText.isEmpty() || !m_selection.fields().empty() ? emptyWords() : m_emptyText);
}

void DashboardPanel::setEmptyText(const QString &text)
{
    m_emptyText = text;
    showEmptyState();
}

void DashboardPanel::setSpan(Nanoseconds span) { chooseSpan(span); }
void DashboardPanel::setAutomaticSpan() { chooseSpan({}); }
int DashboardPanel::chartCount() const { return static_cast<int>(m_grid->charts().size()); }
int DashboardPanel::fieldCount() const { return static_cast<int>(m_selection.fields().size()); }
void DashboardPanel::setTimeBarShown(bool shown) { m_bar->setVisible(shown); }

// Also where no charts are: the ground behind cards.
void DashboardPanel::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), look::tokensOf(palette()).ground); }

QString DashboardPanel::emptyWords() const
{
    if (!m_selection.fields().empty())
        return tr("No field is charted.\nChoose some with Fields… (F).");
    if (connection::isOpen(m_state) && m_messages > 0)
        return tr(
            "Connected; none of the %1 messages so far holds a number.\nCharts appear with the first one that does.")
            .arg(text::count(m_messages));
    if (connection::isOpen(m_state))
        return tr(
            "Connected. Waiting for the first message.\nSome feeds send only after a subscription: put it into the "
            "composer.");
    if (connection::isBetweenAttempts(m_state))
        return tr("Waiting to connect again.\nCharts appear when the feed sends numbers.");
    if (connection::isOpening(m_state))
        return tr("Connecting…\nCharts appear when the feed sends numbers.");
    return tr("Not connected.\nCharts appear when a feed sends numbers.");
}

void DashboardPanel::refresh()
{
    const qint64 now = m_now();
    readCatalogue();
    adaptSpan(now);
    m_grid->setWindow(m_window, now, std::exchange(m_fresh, false));
    if (now - m_lastLegendNs >= legendNs || now < m_lastLegendNs) {
        m_lastLegendNs = now;
        m_grid->updateLegends();
    }
    m_lastFrameNs = now;
    schedule();
}

void DashboardPanel::schedule()
{
    if (!isVisible() || (m_frameTimer.isActive() && !m_fresh))
        return;
    const qint64 now = m_now();
    const qint64 sinceLast = std::clamp<qint64>(now - m_lastFrameNs, 0, pausedFrameNs);
    qint64 wait = m_fresh ? (m_window.isLive() ? frameNs : pausedFrameNs) - sinceLast : -1;
    if (!m_fresh && m_window.isLive()) {
        // Time itself scrolls the charts: wake up when the first of them moves by a pixel.
        wait = pausedFrameNs;
        for (const charts::LiveChart *const chart : m_grid->charts())
            wait = std::min(wait, chart->nsPerColumn() - now % chart->nsPerColumn());
        wait = std::max(wait, frameNs);
    }
    if (wait < 0 && !m_fresh)
        return;
    const auto milliseconds = static_cast<int>(std::max<qint64>(wait, 0) / 1'000'000);
    if (!m_frameTimer.isActive() || m_frameTimer.remainingTime() > milliseconds)
        m_frameTimer.start(milliseconds);
}

void DashboardPanel::adaptSpan(qint64 now)
{
    if (!m_automaticSpan || !m_window.isLive()
        || (now - m_lastSpanNs < spanNs && now >= m_lastSpanNs && m_lastSpanNs != 0))
        return;
    m_lastSpanNs = now;
    if (m_selection.splitByRange([this](series::SeriesId id) { return charts::recentExtent(m_store->view(id)); }))
        rebuild();
    std::vector<Nanoseconds> intervals;
    qint64 oldest = now;
    for (const charts::LiveChart *const chart : m_grid->charts()) {
        for (const charts::CurveSpec &curve : chart->curves()) {
            const series::SeriesView view = m_store->view(curve.id);
            intervals.push_back(charts::meanInterval(view));
            if (const auto first = charts::sampleAtOrAfter(view, 0))
                oldest = std::min(oldest, first->timeNs);
        }
    }
    const Nanoseconds before = m_window.span();
    m_window.setSpan(charts::grownSpan(charts::automaticSpan(intervals, before), Nanoseconds(now - oldest)));
    if (m_window.span() == before)
        return;
    m_bar->setWindow(m_window, m_automaticSpan);
    emit spanChanged();
}

void DashboardPanel::moveWindow(const std::function<void(qint64)> &change)
{
    const bool wasLive = m_window.isLive();
    change(m_now());
    m_bar->setWindow(m_window, m_automaticSpan);
    emit spanChanged();
    if (wasLive != m_window.isLive())
        emit liveChanged(m_window.isLive());
    m_lastFrameNs = 0;
    m_fresh = true;
    schedule();
}

void DashboardPanel::setLive(bool live)
{
    moveWindow([&](qint64 now) {
        if (live)
            m_window.goLive();
        else
            m_window.pause(now);
    });
}

void DashboardPanel::chooseSpan(std::optional<Nanoseconds> span)
{
    m_automaticSpan = !span;
    m_lastSpanNs = 0;
    moveWindow([&](qint64) {
        if (span)
            m_window.setSpan(*span);
    });
}

void DashboardPanel::zoom(const charts::ZoomStep &step)
{
    m_automaticSpan = false;
    moveWindow([&](qint64 now) { m_window.zoom(step.factor, step.anchorNs, now); });
}

void DashboardPanel::showEvent(QShowEvent *event)
{
    widgets::Panel::showEvent(event);
    m_fresh = true;
    schedule();
}

void DashboardPanel::hideEvent(QHideEvent *event)
{
    widgets::Panel::hideEvent(event);
    m_frameTimer.stop();
}

QJsonObject DashboardPanel::save() const
{
    QJsonObject state = m_selection.save();
    if (!m_automaticSpan)
        state[QStringLiteral("windowMs")] = static_cast<double>(m_window.span() / 1ms);
    return state;
}

void DashboardPanel::restore(const QJsonObject &state)
{
    m_selection.restore(state);
    m_generation.reset();
    const QJsonValue window = state[QStringLiteral("windowMs")];
    chooseSpan(window.isDouble() ? std::optional<Nanoseconds>(
                   std::chrono::milliseconds(static_cast<qint64>(std::clamp(window.toDouble(), 1.0, 1e9))))
                                 : std::nullopt);
}

} // namespace dashboard
