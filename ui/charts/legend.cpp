// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legend.h"

#include "ui/charts/drawing.h"
#include "ui/charts/theme.h"
#include "ui/look/tokens.h"
#include "ui/text/format.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace charts {
namespace {

constexpr int swatchWidth = 10;
constexpr int gapWidth = 6;
constexpr int cellGap = 12;
constexpr int twoRowsFrom = 220; // Of a card's height.
constexpr int longestName = 140; // Pixels that a name may claim.

} // namespace

LegendEntry::LegendEntry(QWidget *parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setChecked(true);
    setFocusPolicy(Qt::ClickFocus); // A card is one stop; Enter opens it for the keyboard.
    setCursor(Qt::PointingHandCursor);
}

void LegendEntry::setCurve(const CurveSpec &curve)
{
    m_curve = curve;
    m_name = curve.isOthers ? tr("others") : text::plain(curve.name, 80);
    setAccessibleName(m_name.isEmpty() ? tr("Curve") : m_name);
    // The name is foreign: escaped, since a tool tip may be read as HTML.
    const QString hint = tr("Click: this curve alone. Ctrl+click or Space: hide or show it.");
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

int LegendEntry::naturalWidth(int valueWidth) const
{
    const int name = std::min(fontMetrics().horizontalAdvance(m_name), longestName);
    return swatchWidth + gapWidth + name + (m_name.isEmpty() ? 0 : gapWidth) + valueWidth;
}

void LegendEntry::mouseReleaseEvent(QMouseEvent *event)
{
    m_isSolo = !(event->modifiers() & Qt::ControlModifier);
    QAbstractButton::mouseReleaseEvent(event);
    m_isSolo = false;
}

void LegendEntry::nextCheckState()
{
    if (m_isSolo)
        emit soloRequested();
    else
        QAbstractButton::nextCheckState();
}

void LegendEntry::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const look::Tokens &tokens = look::tokensOf(palette());
    const QColor colour = m_curve.isOthers ? othersColour(tokens.dark) : curveColour(m_curve.colour, tokens.dark);
    const int middle = height() / 2;
    if (isChecked() && isDashed(m_curve.colour) && !m_curve.isOthers) {
        painter.fillRect(0, middle - 1, 4, 3, colour);
        painter.fillRect(6, middle - 1, 4, 3, colour);
    } else if (isChecked()) {
        painter.fillRect(0, middle - 1, swatchWidth, 3, colour);
    } else {
        painter.fillRect(0, middle, swatchWidth, 1, tokens.text3);
    }
    const QFont valueFont = sized(font(), 12, QFont::Medium);
    const QString value = isChecked() ? m_value : tr("hidden");
    const int valueWidth = drawFigures(nullptr, valueFont, {}, value);
    int x = swatchWidth + gapWidth;
    const int nameWidth = std::min(fontMetrics().horizontalAdvance(m_name), width() - x - gapWidth - valueWidth);
    painter.setFont(font());
    painter.setPen(underMouse() || !isChecked() ? (isChecked() ? tokens.text : tokens.text3) : tokens.text2);
    const int baseline = (height() + fontMetrics().capHeight() + 1) / 2;
    if (nameWidth > 0) {
        painter.drawText(x, baseline, fontMetrics().elidedText(m_name, Qt::ElideMiddle, nameWidth + 1));
        x += nameWidth + gapWidth;
    }
    painter.setPen(isChecked() ? tokens.text : tokens.text3);
    drawFigures(&painter, valueFont, QPointF(x, baseline), value);
    if (hasFocus()) {
        painter.setPen(tokens.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

Legend::Legend(QWidget *parent) : QWidget(parent)
{
    auto *const more = new QToolButton(this);
    more->setAutoRaise(true);
    more->setFocusPolicy(Qt::ClickFocus);
    more->setToolTip(tr("More curves than fit here; choose which to show."));
    more->hide();
    m_more = more;
    setFont(sized(font(), 12));
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
        connect(entry, &LegendEntry::soloRequested, this, [this, entry] { solo(entry); });
        m_entries.push_back(entry);
    }
    for (std::size_t i = 0; i < curves.size(); ++i)
        m_entries[i]->setCurve(curves[i]);
    place();
}

void Legend::solo(LegendEntry *entry)
{
    const bool isAlone = entry->isChecked() && shownCount() == 1;
    for (LegendEntry *const each : m_entries)
        each->setChecked(isAlone || each == entry);
}

void Legend::setValue(std::size_t curve, const QString &value)
{
    if (value == m_entries[curve]->value())
        return;
    m_entries[curve]->setValue(value);
    const int width = drawFigures(nullptr, sized(font(), 12, QFont::Medium), {}, value);
    if (width <= m_valueWidth)
        return;
    m_valueWidth = width;
    place();
}

bool Legend::isShown(std::size_t curve) const { return m_entries[curve]->isChecked(); }

int Legend::shownCount() const
{
    return static_cast<int>(std::ranges::count_if(m_entries, [](const LegendEntry *entry) { return entry->isChecked(); }));
}

int Legend::flow(int width, int rows, bool place) const
{
    // In two rows cells are of one width, so that values stand below each other.
    const int moreWidth = fontMetrics().horizontalAdvance(QStringLiteral("+999")) + 8;
    int widest = 0;
    for (const LegendEntry *const entry : m_entries)
        widest = std::max(widest, entry->naturalWidth(m_valueWidth));
    const int columns = std::max(width / std::max(widest + cellGap, 1), rows > 1 ? 2 : 1);
    int x = 0, row = 0, shown = 0;
    const int count = static_cast<int>(m_entries.size());
    for (LegendEntry *const entry : m_entries) {
        const int cell = rows > 1 ? width / columns - cellGap : entry->naturalWidth(m_valueWidth);
        const bool isLast = shown + 1 == count;
        const auto fits = [&] { return x + cell + (isLast || row + 1 < rows ? 0 : moreWidth) <= width; };
        if (!fits() && x > 0 && row + 1 < rows) {
            x = 0;
            ++row;
        }
        if (!fits() && (x > 0 || rows > 1))
            break;
        if (place)
            entry->setGeometry(x, row * rowHeight, std::min(cell, width - x), rowHeight);
        x += rows > 1 ? width / columns : cell + cellGap;
        ++shown;
    }
    if (place && shown < count)
        m_more->setGeometry(std::min(x, width - moreWidth), row * rowHeight, moreWidth, rowHeight);
    return shown;
}

int Legend::heightFor(int width, int cardHeight) const
{
    if (m_entries.size() <= 1)
        return 0;
    const bool isAllInOne = flow(width, 1, false) == static_cast<int>(m_entries.size());
    return cardHeight >= twoRowsFrom && !isAllInOne ? 2 * rowHeight : rowHeight;
}

void Legend::place()
{
    const int rows = height() / rowHeight;
    const int shown = rows > 0 ? flow(width(), rows, true) : 0;
    const int count = static_cast<int>(m_entries.size());
    for (int i = 0; i < count; ++i)
        m_entries[i]->setVisible(i < shown);
    m_more->setVisible(rows > 0 && shown < count);
    m_more->setText(tr("+%1").arg(count - shown));
}

void Legend::resizeEvent(QResizeEvent *) { place(); }

void Legend::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        place();
}

} // namespace charts
