// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/recordview.h"

#include "ui/look/tokens.h"

#include <QHeaderView>
#include <QPainter>
#include <QPaintEvent>
#include <QScrollBar>
#include <QStyle>
#include <QVarLengthArray>

namespace widgets {
namespace {

//! A stretch of a JSON text: what is between two changes of key and value.
struct Stretch
{
    qsizetype from = 0;
    bool isKey = false; //!< Or a sign around keys and values, which is as quiet.
};

// Keys are what stands in quotes before a colon. A text that is cut off ends as what it was.
void appendStretches(const QString &text, QVarLengthArray<Stretch, 64> &stretches)
{
    const qsizetype most = std::min<qsizetype>(text.size(), 600);
    const auto add = [&stretches](qsizetype from, bool isKey) {
        if (stretches.isEmpty() || stretches.back().isKey != isKey)
            stretches.append({from, isKey});
    };
    for (qsizetype i = 0; i < most;) {
        const QChar sign = text[i];
        if (sign != u'"') {
            add(i, sign == u'{' || sign == u'}' || sign == u'[' || sign == u']' || sign == u',' || sign == u':');
            ++i;
            continue;
        }
        qsizetype end = i + 1;
        while (end < most && text[end] != u'"')
            end += text[end] == u'\\' ? 2 : 1;
        end = std::min(end + 1, most);
        add(i, end < text.size() && text[end] == u':');
        i = end;
    }
}

} // namespace

RowColours rowColours(models::RowStyle style, const QPalette &palette)
{
    const look::Tokens &t = look::tokensOf(palette);
    switch (style) {
    case models::RowStyle::Received: return {{}, t.text};
    case models::RowStyle::Sent: return {look::mixed(t.accentSoft, t.card, 0.45), t.text};
    case models::RowStyle::Control: return {{}, t.text3};
    case models::RowStyle::Note: return {t.chrome, t.text2};
    case models::RowStyle::Problem: return {t.badSoft, t.bad};
    case models::RowStyle::Pending: return {{}, t.text3};
    }
    return {{}, t.text};
}

void RecordView::setMark(const QString &text, Qt::CaseSensitivity sensitivity)
{
    m_mark = text;
    m_markCase = sensitivity;
    viewport()->update();
}

// On a selected row, whose ground is strong already, a mark is a frame in the colour of its text.
void RecordView::paintMarks(QPainter &painter, const QRect &cell, const QString &text, const QColor &frame) const
{
    const look::Tokens &t = look::tokensOf(palette());
    const QColor ground = look::mixed(t.warn, t.card, 0.30); // *found*
    for (qsizetype at = text.indexOf(m_mark, 0, m_markCase); at >= 0;
         at = text.indexOf(m_mark, at + m_mark.size(), m_markCase)) {
        const int left = cell.left() + fontMetrics().horizontalAdvance(text.left(at));
        const int width = fontMetrics().horizontalAdvance(text.mid(at, m_mark.size()));
        const QRect mark(left - 1, cell.top() + 1, width + 2, cell.height() - 3);
        if (frame.isValid()) {
            painter.setPen(frame);
            painter.drawRect(mark);
        } else {
            painter.fillRect(mark, ground);
        }
    }
}

void RecordView::paintEvent(QPaintEvent *event)
{
    if (!m_model)
        return;
    QPainter painter(viewport());
    painter.setClipRegion(event->region());
    const int first = firstVisibleRow();
    const int last = std::min(rows() - 1, first + viewport()->height() / m_rowHeight);
    for (int row = first; row <= last; ++row) {
        const QRect rect(0, (row - first) * m_rowHeight, viewport()->width(), m_rowHeight);
        if (rect.intersects(event->rect()))
            paintRow(painter, row, rect);
    }
}

void RecordView::paintRow(QPainter &painter, int row, const QRect &rect) const
{
    const auto style = static_cast<models::RowStyle>(m_model->index(row, 0).data(models::StyleRole).toInt());
    RowColours colours = rowColours(style, palette());
    const look::Tokens &t = look::tokensOf(palette());
    if (m_selection.contains(row))
        colours = {t.accentSoft, t.text};
    if (colours.ground.isValid())
        painter.fillRect(rect, colours.ground);
    painter.setPen(colours.text);
    // Cells stand under their headings.
    const int cellMargin = QWidget::style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, m_header) + 1;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        const QRect cell(
            m_header->sectionViewportPosition(column), rect.top(), m_header->sectionSize(column), rect.height());
        const QRect inner = cell.adjusted(cellMargin, 0, -cellMargin, 0);
        if (inner.width() <= 0 || inner.right() < 0 || inner.left() > viewport()->width())
            continue;
        const QModelIndex index = m_model->index(row, column);
        const QString text = index.data(Qt::DisplayRole).toString();
        if (text.isEmpty())
            continue;
        const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
        const QString elided = fontMetrics().elidedText(text, Qt::ElideRight, inner.width());
        if (column == m_header->count() - 1 && !m_mark.isEmpty())
            paintMarks(painter, inner, elided, m_selection.contains(row) ? colours.text : QColor());
        const bool json = column == m_header->count() - 1 && (text.startsWith(u'{') || text.startsWith(u'['));
        if (json && style != models::RowStyle::Problem)
            paintJson(painter, inner, elided, colours.text);
        else
            painter.drawText(inner, int(alignment) | Qt::TextSingleLine, elided);
    }
    if (row == m_current && hasFocus()) {
        painter.setPen(t.accent);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

// The data is the brightest: keys and signs are quiet, values are not.
void RecordView::paintJson(QPainter &painter, const QRect &cell, const QString &text, const QColor &colour) const
{
    const look::Tokens &t = look::tokensOf(palette());
    QVarLengthArray<Stretch, 64> stretches;
    appendStretches(text, stretches);
    int left = cell.left();
    for (qsizetype i = 0; i < stretches.size(); ++i) {
        const qsizetype to = i + 1 < stretches.size() ? stretches[i + 1].from : text.size();
        const QString part = text.mid(stretches[i].from, to - stretches[i].from);
        painter.setPen(stretches[i].isKey ? t.text3 : colour);
        painter.drawText(QRect(left, cell.top(), cell.right() - left + 2, cell.height()),
            Qt::AlignVCenter | Qt::TextSingleLine, part);
        left += fontMetrics().horizontalAdvance(part);
    }
    painter.setPen(colour);
}

} // namespace widgets
