// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legend.h"

#include "ui/charts/theme.h"
#include "ui/text/format.h"

#include <QEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>
#include <QToolButton>

#include <algorithm>

namespace charts {

LegendEntry::LegendEntry(QWidget *parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
}

void LegendEntry::setCurve(const CurveSpec &curve)
{
    m_curve = curve;
    m_name = curve.isOthers ? tr("others") : text::plain(curve.name, 80);
    setAccessibleName(m_name.isEmpty() ? tr("Curve") : m_name);
    // The name is foreign: escaped, since a tool tip may be read as HTML.
    const QString hint = isChecked() ? tr("Click or Space hides this curve.") : tr("Click or Space shows this curve.");
    setToolTip(m_name.isEmpty() ? hint : QStringLiteral("<p>%1</p><p>%2</p>").arg(m_name.toHtmlEscaped(), hint));
    update();
}

void LegendEntry::setValue(const QString &value)
{
    if (value == m_value)
        return;
    m_value = value;
    setAccessibleDescription(value);
    update();
}

void LegendEntry::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme theme = Theme::of(palette());
    const QColor colour = m_curve.isOthers ? othersColour(theme.dark) : curveColour(m_curve.colour, theme.dark);
    const int line = fontMetrics().height();
    const int side = line * 5 / 8;
    const QRect swatch(2, (height() - side) / 2, side, side);
    painter.setPen(QPen(colour, 2));
    if (isChecked())
        painter.fillRect(swatch, colour);
    else
        painter.drawRect(swatch.adjusted(1, 1, -1, -1));
    const QRect room = rect().adjusted(side + line / 2, 0, -line / 2, 0);
    painter.setPen(isChecked() ? theme.text : theme.mutedText);
    const QString value = isChecked() ? m_value : tr("hidden");
    if (m_name.isEmpty()) {
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft, value);
    } else {
        const int nameWidth = std::max(room.width() - fontMetrics().horizontalAdvance(value) - line / 2, 0);
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignRight, value);
        painter.setPen(theme.mutedText);
        painter.drawText(
            room, Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(m_name, Qt::ElideMiddle, nameWidth));
    }
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

Legend::Legend(QWidget *parent) : QWidget(parent)
{
    auto *const more = new QToolButton(this);
    more->setAutoRaise(true);
    more->setToolTip(tr("More curves than fit here; choose which to show."));
    more->hide();
    m_more = more;
    connect(more, &QToolButton::clicked, this, &Legend::moreRequested);
}

void Legend::setCurves(const std::vector<CurveSpec> &curves)
{
    while (m_entries.size() > curves.size()) {
        m_entries.back()->deleteLater();
        m_entries.back()->hide();
        m_entries.pop_back();
    }
    while (m_entries.size() < curves.size()) {
        auto *const entry = new LegendEntry(this);
        connect(entry, &LegendEntry::toggled, this, &Legend::visibilityChanged);
        m_entries.push_back(entry);
    }
    for (std::size_t i = 0; i < curves.size(); ++i)
        m_entries[i]->setCurve(curves[i]);
    place();
}

void Legend::setValue(std::size_t curve, const QString &value)
{
    if (value == m_entries[curve]->value())
        return;
    m_entries[curve]->setValue(value);
    const int width = fontMetrics().horizontalAdvance(value);
    if (width <= std::max(m_valueWidth, fontMetrics().horizontalAdvance(QStringLiteral("00 000.00"))))
        return;
    m_valueWidth = width + fontMetrics().averageCharWidth();
    place();
    emit cellsGrown();
}

bool Legend::isShown(std::size_t curve) const { return m_entries[curve]->isChecked(); }

int Legend::rowHeight() const { return fontMetrics().height() * 5 / 4; }

int Legend::cellWidth(int characters) const
{
    int names = 0;
    for (const LegendEntry *const entry : m_entries)
        names = std::max(names, fontMetrics().horizontalAdvance(entry->name()));
    const int value = std::max(m_valueWidth, fontMetrics().horizontalAdvance(QStringLiteral("00 000.00")));
    // Swatch and the three gaps of paintEvent(), which are a little more than two lines.
    return fontMetrics().height() * 9 / 4 + std::min(names, fontMetrics().averageCharWidth() * characters) + value;
}

int Legend::columnsFor(int width) const
{
    const int roomy = std::max(width / cellWidth(18), 1);
    const bool enough = static_cast<int>(m_entries.size()) <= roomy * mostRows;
    return enough ? roomy : std::max(width / cellWidth(8), 1);
}

int Legend::heightForWidth(int width) const
{
    const int columns = columnsFor(width);
    const int rows = (static_cast<int>(m_entries.size()) + columns - 1) / columns;
    return std::clamp(rows, 1, mostRows) * rowHeight();
}

void Legend::place()
{
    const int columns = columnsFor(width());
    const int rows = std::max(height() / rowHeight(), 1);
    const int count = static_cast<int>(m_entries.size());
    const int cells = columns * rows;
    const int shown = count <= cells ? count : cells - 1;
    const int cell = std::min(width() / columns, cellWidth(24));
    const auto cellAt
        = [&](int i) { return QRect((i % columns) * cell, (i / columns) * rowHeight(), cell, rowHeight()); };
    for (int i = 0; i < count; ++i) {
        m_entries[i]->setGeometry(cellAt(i));
        m_entries[i]->setVisible(i < shown && height() >= rowHeight());
    }
    m_more->setVisible(shown < count && height() >= rowHeight());
    m_more->setText(tr("+%1 more").arg(count - shown));
    m_more->setGeometry(cellAt(shown));
}

void Legend::resizeEvent(QResizeEvent *) { place(); }

void Legend::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        place();
}

} // namespace charts
