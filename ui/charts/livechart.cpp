// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/livechart.h"

#include "ui/charts/samplesearch.h"
#include "ui/charts/timeticks.h"
#include "ui/text/format.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QPaintEvent>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace charts {

namespace {

QToolButton *makeButton(QWidget *parent, const QString &text, const QString &toolTip)
{
    auto *const button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setAutoRaise(true);
    return button;
}

} // namespace

LiveChart::LiveChart(std::shared_ptr<const series::SeriesStore> store, const QString &field, QWidget *parent)
    : QWidget(parent)
    , m_store(std::move(store))
    , m_field(field)
    , m_gutter(defaultGutter(fontMetrics()))
    , m_legend(new Legend(this))
    , m_keysButton(makeButton(this, tr("Keys…"), tr("Choose which keys are shown (K)")))
    , m_closeButton(makeButton(this, QStringLiteral("✕"), tr("Close this chart (Delete)")))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Chart of %1").arg(text::plain(m_field, 80)));
    // As a tool tip it would stand in the way of the pointer that reads values.
    setWhatsThis(
        tr("Wheel: more or less time. Drag: back in time. Wheel over the Y axis: its range; double click or Ctrl+0: "
           "automatic. "
           "Space: pause. End: live. Left and Right: move. Ctrl+Up and Ctrl+Down: place of the chart. Delete: close."));
    setAccessibleDescription(whatsThis());
    m_keysButton->hide();
    connect(m_legend, &Legend::visibilityChanged, this, [this] { update(); });
    connect(m_legend, &Legend::cellsGrown, this, [this] {
        placeChildren();
        update();
    });
    connect(m_legend, &Legend::moreRequested, this, &LiveChart::keysRequested);
    connect(m_keysButton, &QToolButton::clicked, this, &LiveChart::keysRequested);
    connect(m_closeButton, &QToolButton::clicked, this, &LiveChart::closeRequested);
}

LiveChart::~LiveChart() = default;

void LiveChart::setCurves(const std::vector<CurveSpec> &curves, bool hasMoreKeys)
{
    m_keysButton->setVisible(hasMoreKeys || curves.size() > 1);
    if (curves == m_curves)
        return;
    std::vector<Curve> drawn(curves.size());
    for (std::size_t i = 0; i < curves.size(); ++i) {
        const auto old = std::ranges::find(m_curves, curves[i].id, &CurveSpec::id);
        if (old != m_curves.end())
            drawn[i] = std::move(m_drawn[old - m_curves.begin()]);
    }
    m_curves = curves;
    m_drawn = std::move(drawn);
    m_legend->setCurves(curves);
    placeChildren();
    updateLegend();
    update();
}

void LiveChart::setWindow(const TimeWindow &window, qint64 nowNs, bool fresh)
{
    const series::ColumnRange before = range();
    m_window = window;
    m_nowNs = nowNs;
    const series::ColumnRange after = range();
    if (fresh || after.first != before.first || after.nsPerColumn != before.nsPerColumn)
        update(m_layout.plot | m_layout.timeAxis);
}

void LiveChart::setCursorTime(std::optional<qint64> timeNs)
{
    if (timeNs == m_cursorNs)
        return;
    m_cursorNs = timeNs;
    updateLegend();
    update(m_layout.plot | m_layout.timeAxis);
}

void LiveChart::updateLegend()
{
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        const series::SeriesView view = m_store->view(m_curves[i].id);
        // The cursor is a pixel wide: what counts is the newest sample up to its right border.
        const std::optional<series::Sample> sample
            = sampleAtOrBefore(view, m_cursorNs ? *m_cursorNs + nsPerColumn() - 1 : std::numeric_limits<qint64>::max());
        m_legend->setValue(i, text::value(sample ? sample->value : std::nan(""), 7));
    }
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

QSize LiveChart::minimumSizeHint() const { return minimumChartSize(fontMetrics()); }
QSize LiveChart::sizeHint() const { return minimumSizeHint() * 3 / 2; }

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
    const int legendHeight = m_legend->heightForWidth(std::max(width() - m_gutter - fontMetrics().height() / 2, 1));
    m_layout = layoutFor(size(), fontMetrics(), m_gutter, legendHeight);
    m_legend->setGeometry(m_layout.legend);
    const int side = m_layout.title.height();
    m_closeButton->setGeometry(width() - side, 0, side, side);
    const int keys = m_keysButton->sizeHint().width();
    m_keysButton->setGeometry(width() - side - keys, 0, keys, side);
}

FrameLook LiveChart::look() const
{
    FrameLook look;
    look.size = size();
    look.plot = m_layout.plot;
    QFont bold = font();
    bold.setBold(true);
    // Centred by the frame, so the room of the buttons counts on both sides.
    const int buttons = width() - (m_keysButton->isHidden() ? m_closeButton->x() : m_keysButton->x());
    look.title = QFontMetrics(bold).elidedText(
        text::plain(m_field, 200), Qt::ElideMiddle, width() - 2 * buttons - fontMetrics().height());
    look.scale = m_scale;
    look.font = font();
    look.theme = Theme::of(palette());
    look.devicePixelRatio = devicePixelRatioF();
    return look;
}

void LiveChart::fetch()
{
    const series::ColumnRange columns = range();
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        if (m_legend->isShown(i))
            m_drawn[i].cache.update(m_store->view(m_curves[i].id), columns, m_nowNs);
    }
}

int LiveChart::divisions() const { return std::clamp(m_layout.plot.height() / (fontMetrics().height() * 2), 2, 6); }

void LiveChart::fitScale()
{
    if (m_manualScale) {
        m_scale = *m_manualScale;
        return;
    }
    Extent extent;
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        if (!m_legend->isShown(i))
            continue;
        const Extent own = extentOf(m_drawn[i].cache.shape());
        extent.add(own.min);
        extent.add(own.max);
    }
    const bool otherDivisions = std::lround((m_scale.high - m_scale.low) / m_scale.step) != divisions();
    m_scale = m_hasScale && !otherDivisions ? nextScale(m_scale, extent, divisions()) : scaleFor(extent, divisions());
    m_hasScale = m_hasScale || !extent.isEmpty();
}

bool LiveChart::fitGutter()
{
    int widest = 0;
    for (const double value : gridValues(m_scale))
        widest = std::max(widest, fontMetrics().horizontalAdvance(yLabel(value, m_scale)));
    const int step = fontMetrics().averageCharWidth() * 2;
    const int needed = widest + fontMetrics().height();
    if (needed <= m_gutter)
        return false;
    setGutter(std::min(m_gutter + (needed - m_gutter + step - 1) / step * step, width() / 2));
    emit gutterGrown(m_gutter);
    return true;
}

void LiveChart::compose(const QImage &frame)
{
    const QSize size = plotPixels();
    const double ratio = devicePixelRatioF();
    if (m_layer.size() != size)
        m_layer = QImage(size, QImage::Format_RGB32);
    m_layer.setDevicePixelRatio(ratio);
    const QPoint origin(qRound(m_layout.plot.x() * ratio), qRound(m_layout.plot.y() * ratio));
    const int bytes = std::min(size.width(), frame.width() - origin.x()) * 4;
    for (int y = 0; y < size.height() && origin.y() + y < frame.height(); ++y)
        std::memcpy(m_layer.scanLine(y), frame.constScanLine(origin.y() + y) + origin.x() * 4, bytes);

    const Theme theme = Theme::of(palette());
    const series::ColumnRange columns = range();
    std::vector<PixelRun> grid;
    for (const qint64 tick : tickTimes(timeAt(columns, 0), timeAt(columns, columns.count) - 1, timeStep()))
        grid.push_back({static_cast<int>(columnAt(columns, tick)), 0, size.height() - 1});
    writeRuns(m_layer, {0, 0}, size, grid, theme.grid.rgb(), std::max(1, qRound(ratio)));
    const int pen = std::max(1, qRound(ratio * 1.5));
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        if (!m_legend->isShown(i))
            continue;
        Curve &curve = m_drawn[i];
        curve.runs.clear();
        appendRuns(curve.runs, curve.cache.shape(), m_scale, size.height());
        const QColor colour
            = m_curves[i].isOthers ? othersColour(theme.dark) : curveColour(m_curves[i].colour, theme.dark);
        writeRuns(m_layer, {0, 0}, size, curve.runs, colour.rgb(), pen);
    }
}

void LiveChart::paintEvent(QPaintEvent *event)
{
    fetch();
    fitScale();
    if (fitGutter())
        fetch();
    const int framesBefore = m_frame.rendered();
    const QImage &frame = m_frame.image(look());
    if (m_frame.rendered() != framesBefore && !event->region().contains(rect()))
        update(); // The gutter shows the old scale until the next pass.
    compose(frame);

    QPainter painter(this);
    const double ratio = devicePixelRatioF();
    for (const QRect &part : event->region() - m_layout.plot)
        painter.drawImage(QPointF(part.topLeft()), frame,
            QRectF(part.x() * ratio, part.y() * ratio, part.width() * ratio, part.height() * ratio));
    painter.drawImage(m_layout.plot.topLeft(), m_layer);
    paintTimeAxis(painter);
    paintCursor(painter);
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace charts
