// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/livechart.h"

#include "ui/charts/cardactions.h"
#include "ui/charts/drawing.h"
#include "ui/charts/samplesearch.h"
#include "ui/text/format.h"

#include <QAccessible>
#include <QEvent>

#include <algorithm>
#include <cmath>

namespace charts {

namespace {

using namespace std::chrono_literals;

//! How long the newest sample may be alone; shorter silences of a quick feed are no news.
constexpr Nanoseconds leastSilence = 2s;

std::optional<Nanoseconds> ageWhenOld(const series::SeriesView &view, qint64 nowNs)
{
    const series::Sample last = view.last();
    const Nanoseconds usual = meanInterval(view);
    const Nanoseconds age(nowNs - last.timeNs);
    if (view.isEmpty() || usual <= 0ns || age <= std::max(usual * 3, leastSilence))
        return std::nullopt;
    return age;
}

} // namespace

LiveChart::LiveChart(std::shared_ptr<const series::SeriesStore> store, const QString &field, QWidget *parent)
    : QWidget(parent)
    , m_store(std::move(store))
    , m_field(field)
    , m_spec{.sources = {field}}
    , m_chart(makeChart(m_spec.kind, m_spec.options))
    , m_legend(new Legend(this))
    , m_actions(new CardActions(this))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Chart of %1").arg(text::plain(m_field, 80)));
    // As a tool tip it would stand in the way of the pointer that reads values.
    setWhatsThis(tr("Ctrl+wheel, or the wheel when the chart has the focus: more or less time. Drag: back in time. "
                    "Shift+drag: only that stretch. Wheel over the Y axis: its range; double click or Ctrl+0: automatic. "
                    "1 and 2: cursors A and B, Esc drops them. Alt+Left and Alt+Right: sample by sample. "
                    "Space: hold. End: live. Shift+Left and Shift+Right: move in time. Arrows: to the next chart. "
                    "Enter: into the chart. Ctrl+Up and Ctrl+Down: place of the chart. Delete: close."));
    setAccessibleDescription(whatsThis());
    m_actions->hide();
    connect(m_legend, &Legend::visibilityChanged, this, [this] {
        updateLegend();
        update();
    });
    connect(m_legend, &Legend::moreRequested, this, &LiveChart::keysRequested);
    connectActions();
}

LiveChart::~LiveChart() = default;

void LiveChart::connectActions()
{
    connect(m_actions, &CardActions::splitRequested, this, &LiveChart::splitRequested);
    connect(m_actions, &CardActions::overlayRequested, this, &LiveChart::overlayRequested);
    connect(m_actions, &CardActions::maximiseRequested, this, &LiveChart::maximiseRequested);
    connect(m_actions, &CardActions::moreRequested, this, [this] {
        const QPoint below = m_actions->mapToGlobal(m_actions->rect().bottomRight());
        QContextMenuEvent event(QContextMenuEvent::Keyboard, mapFromGlobal(below), below);
        contextMenuEvent(&event);
    });
}

void LiveChart::setSpec(const ChartSpec &spec)
{
    if (spec == m_spec)
        return;
    const bool isOther = spec.kind != m_spec.kind || spec.options != m_spec.options;
    m_spec = spec;
    if (isOther) {
        m_chart = makeChart(spec.kind, spec.options);
        m_manualScale.reset();
        m_hasScale = false;
        m_labelled.reset();
        m_gaps.clear();
        placeChildren();
    }
    update();
}

void LiveChart::setUnit(const QString &unit)
{
    if (unit == m_unit)
        return;
    m_unit = unit;
    update();
}

void LiveChart::setCurves(const std::vector<CurveSpec> &curves, bool hasMoreKeys)
{
    m_hasMoreKeys = hasMoreKeys || curves.size() > 1;
    if (curves == m_curves)
        return;
    m_curves = curves;
    m_series.clear();
    m_ages.assign(curves.size(), std::nullopt);
    m_legend->setCurves(curves);
    placeChildren();
    updateLegend();
    update();
}

void LiveChart::setPossible(bool split, bool overlay) { m_actions->setPossible(split, overlay); }
void LiveChart::setMaximised(bool maximised) { m_actions->setMaximised(maximised); }

void LiveChart::setWindow(const TimeWindow &window, qint64 nowNs, bool fresh)
{
    const series::ColumnRange before = range();
    const bool wasLive = m_window.isLive();
    m_window = window;
    m_nowNs = nowNs;
    const series::ColumnRange after = range();
    if (wasLive != window.isLive())
        updateLegend();
    if (fresh || after.first != before.first || after.nsPerColumn != before.nsPerColumn
        || wasLive != window.isLive())
        update(m_layout.plot.adjusted(0, -plotMargin, plotMargin, plotMargin) | m_layout.bottomAxis);
}

void LiveChart::setCursors(const Cursors &cursors)
{
    if (cursors == m_cursors)
        return;
    m_cursors = cursors;
    updateLegend();
    update(m_layout.plot.adjusted(0, -plotMargin, plotMargin, plotMargin) | m_layout.bottomAxis);
}

void LiveChart::setOutages(const std::vector<Outage> &outages)
{
    if (outages == m_outages)
        return;
    m_outages = outages;
    update(m_layout.plot);
}

void LiveChart::updateLegend()
{
    // The cursor is a pixel wide: what counts is the newest sample up to its right border. A view that is held shows
    // what was true at its right edge.
    const qint64 at = m_cursors.pointer ? *m_cursors.pointer + nsPerColumn() - 1
        : m_window.isLive()             ? std::numeric_limits<qint64>::max()
                                        : m_window.end(m_nowNs);
    // Two digits more than the axis tells apart.
    const int digits = m_hasScale ? std::clamp(labelDigits(m_scale) + 2, 4, 15) : 7;
    QString headline;
    const QString subtitleBefore = subtitle();
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        const series::SeriesView view = m_store->view(m_curves[i].id);
        const std::optional<series::Sample> sample = sampleAtOrBefore(view, at);
        const QString value = text::value(sample ? sample->value : std::nan(""), digits);
        m_ages[i] = m_window.isLive() ? ageWhenOld(view, m_nowNs) : std::nullopt;
        m_legend->setValue(i, value);
        if (m_legend->isShown(i))
            headline = m_legend->shownCount() == 1 ? value : QString();
    }
    if (!m_layout.table.isEmpty()) {
        std::vector<ChartSeries> series;
        for (std::size_t i = 0; i < m_curves.size(); ++i)
            series.push_back({m_curves[i], m_store->view(m_curves[i].id), m_legend->isShown(i), m_ages[i].has_value()});
        m_statistics.update(series, m_window.begin(m_nowNs), m_window.end(m_nowNs) + 1, m_cursors);
        update(m_layout.table);
    }
    if (headline != m_headline || subtitle() != subtitleBefore) {
        m_headline = headline;
        update(m_layout.header);
        if (QAccessible::isActive())
            setAccessibleDescription(spoken());
    }
}

QString LiveChart::subtitle() const
{
    if (m_ages.size() == 1 && m_ages[0])
        return tr("%1 old").arg(text::duration(std::chrono::seconds(*m_ages[0] / 1s)));
    return text::plain(m_unit, 40);
}

QString LiveChart::spoken() const
{
    QStringList words;
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        const LegendEntry *const entry = m_legend->entries()[i];
        const QString name = entry->name().isEmpty() ? text::plain(m_field, 80) : entry->name();
        words.append(m_ages[i] ? tr("%1: %2, %3 old").arg(name, entry->value(), text::duration(*m_ages[i]))
                               : tr("%1: %2").arg(name, entry->value()));
    }
    for (const ColumnGap &gap : m_gaps)
        words.append(gapWords(gap));
    return words.join(QStringLiteral("; "));
}

void LiveChart::resetY()
{
    m_manualScale.reset();
    m_hasScale = false;
    update();
}

void LiveChart::setGutter(int width)
{
    if (width == m_gutter)
        return;
    m_gutter = width;
    placeChildren();
    update();
}

void LiveChart::setTimeLabels(bool shown)
{
    if (shown == m_hasTimeLabels)
        return;
    m_hasTimeLabels = shown;
    placeChildren();
    update();
}

QSize LiveChart::plotPixels() const
{
    const double ratio = devicePixelRatioF();
    return {qRound(m_layout.plot.width() * ratio), qRound(m_layout.plot.height() * ratio)};
}

series::ColumnRange LiveChart::range() const
{
    return latticeFor(m_window.span(), m_window.end(m_nowNs), plotPixels().width());
}

qint64 LiveChart::timeUnder(int x) const
{
    return timeAt(range(), static_cast<qint64>(std::floor((x - m_layout.plot.left()) * devicePixelRatioF())));
}

void LiveChart::placeChildren()
{
    const Axes axes = m_chart->axes();
    LayoutNeeds needs;
    needs.gutter = axes.y == YAxis::None ? 0 : m_gutter;
    // Kinds without an axis of values name their series themselves.
    needs.legendHeight = axes.y != YAxis::Values ? 0 : m_legend->heightFor(width() - 24, height());
    needs.hasBottomAxis = axes.x == XAxis::Values || (axes.x == XAxis::Time && m_hasTimeLabels);
    if (axes == Axes{} && height() >= StatisticsTable::leastCard && width() >= 480)
        needs.tableHeight = StatisticsTable::heightFor(static_cast<int>(m_curves.size()));
    m_layout = layoutFor(size(), needs);
    m_legend->setGeometry(m_layout.legend);
    m_legend->setVisible(!m_layout.legend.isEmpty());
    const QSize actions = m_actions->sizeHint();
    m_actions->setGeometry(width() - actions.width() - 4, 3, actions.width(), actions.height());
    m_actions->raise();
}

} // namespace charts
