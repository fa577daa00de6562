// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/fieldpaint.h"

#include "ui/look/icons.h"
#include "ui/look/paint.h"
#include "ui/look/tokens.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QVariant>
#include <QWidget>

namespace look {
namespace {

constexpr int padding = 8, arrowWidth = 24, stepWidth = 18, lineMargin = 3; // The last: of the line edit inside.

qreal fieldRadius(const QRect &rect) { return rect.height() <= 24 ? 4 : 6; }

bool isWrong(const QWidget *field)
{
    const QVariant valid = field ? field->property("valid") : QVariant();
    return valid.isValid() && !valid.toBool();
}

void drawStep(QPainter &painter, const QStyleOptionSpinBox &option, QStyle::SubControl part, const Tokens &t)
{
    const bool up = part == QStyle::SC_SpinBoxUp;
    const QRect rect = spinPart(option, part);
    const auto may = up ? QAbstractSpinBox::StepUpEnabled : QAbstractSpinBox::StepDownEnabled;
    const bool enabled = (option.state & QStyle::State_Enabled) && (option.stepEnabled & may);
    const bool over = enabled && option.activeSubControls == part && (option.state & QStyle::State_MouseOver);
    if (over)
        drawBox(painter, QRectF(rect).adjusted(1, 1, -2, -1), 3, t.hover);
    QPainterPath path;
    const QPointF middle = QRectF(rect).center();
    const qreal rise = up ? -1.5 : 1.5;
    path.moveTo(middle + QPointF(-3, -rise));
    path.lineTo(middle + QPointF(0, rise));
    path.lineTo(middle + QPointF(3, -rise));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(!enabled ? t.line2 : over ? t.text : t.text2, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.restore();
}

} // namespace

void drawField(QPainter &painter, const QStyleOption &option, const QWidget *field, const Tokens &t)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focused = enabled && (option.state & QStyle::State_HasFocus);
    const QColor border = !enabled               ? t.line2
        : isWrong(field)                         ? t.bad
        : focused                                ? t.accent
        : option.state & QStyle::State_MouseOver ? t.text3
                                                 : t.edge;
    const QColor fill = enabled ? (option.state & QStyle::State_ReadOnly ? t.card : t.sunken) : QColor();
    drawBox(painter, option.rect, fieldRadius(option.rect), fill, border);
}

QRect comboPart(const QStyleOptionComboBox &option, QStyle::SubControl part)
{
    const QRect all = option.rect;
    QRect rect = all;
    if (part == QStyle::SC_ComboBoxArrow)
        rect.setLeft(all.right() - arrowWidth + 1);
    else if (part == QStyle::SC_ComboBoxEditField)
        rect.adjust(option.editable ? padding - lineMargin : padding, 1, -arrowWidth, -1);
    return QStyle::visualRect(option.direction, all, rect);
}

void drawComboBox(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *box, const Tokens &t)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    if (option.frame)
        drawField(painter, option, box, t);
    else if (enabled && (option.state & QStyle::State_MouseOver))
        drawBox(painter, option.rect, fieldRadius(option.rect), t.hover);
    drawIcon(painter, QStringLiteral("chevdown"), enabled ? t.text2 : t.line2,
        comboPart(option, QStyle::SC_ComboBoxArrow), 14);
}

void drawComboLabel(QPainter &painter, const QStyleOptionComboBox &option, const Tokens &t)
{
    if (option.editable)
        return; // Its field draws it.
    const bool enabled = option.state & QStyle::State_Enabled;
    QRect room = comboPart(option, QStyle::SC_ComboBoxEditField);
    if (!option.currentIcon.isNull()) {
        const QSize size = option.iconSize;
        const QRect at = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, size, room);
        option.currentIcon.paint(&painter, at, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
        const int used = size.width() + padding;
        room = option.direction == Qt::RightToLeft ? room.adjusted(0, 0, -used, 0) : room.adjusted(used, 0, 0, 0);
    }
    painter.save();
    painter.setPen(enabled ? t.text : t.text3);
    const QString shown = option.fontMetrics.elidedText(option.currentText, Qt::ElideRight, room.width());
    painter.drawText(room,
        static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter))
            | Qt::TextSingleLine,
        shown);
    painter.restore();
}

QRect spinPart(const QStyleOptionSpinBox &option, QStyle::SubControl part)
{
    const QRect all = option.rect;
    const bool steps = option.buttonSymbols != QAbstractSpinBox::NoButtons;
    QRect rect = all;
    switch (part) {
    case QStyle::SC_SpinBoxUp:
    case QStyle::SC_SpinBoxDown:
        if (!steps)
            return {};
        rect = QRect(all.right() - stepWidth, all.y() + 1, stepWidth, all.height() / 2 - 1);
        if (part == QStyle::SC_SpinBoxDown)
            rect.moveBottom(all.bottom() - 1);
        break;
    case QStyle::SC_SpinBoxEditField: rect.adjust(padding - lineMargin, 1, steps ? -stepWidth - 1 : -1, -1); break;
    default: break;
    }
    return QStyle::visualRect(option.direction, all, rect);
}

void drawSpinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QWidget *box, const Tokens &t)
{
    if (option.frame)
        drawField(painter, option, box, t);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    drawStep(painter, option, QStyle::SC_SpinBoxUp, t);
    drawStep(painter, option, QStyle::SC_SpinBoxDown, t);
}

} // namespace look
