// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/hexview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <limits>

namespace viewers {
namespace {

constexpr int offsetDigits = 8;
constexpr int margin = 6;

QString hexPair(char byte) { return QString::fromLatin1(QByteArray(1, byte).toHex()); }

QChar asciiOf(char byte) { return byte >= 0x20 && byte < 0x7F ? QLatin1Char(byte) : QLatin1Char('.'); }

} // namespace

HexView::HexView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Payload as bytes"));
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    measure();
}

void HexView::setBytes(const QByteArray &bytes)
{
    m_bytes = bytes;
    m_anchor = m_current = -1;
    verticalScrollBar()->setValue(0);
    measure();
}

QByteArray HexView::selectedBytes() const
{
    return m_anchor < 0 ? QByteArray() : m_bytes.sliced(selectionFirst(), selectionLast() - selectionFirst() + 1);
}

void HexView::selectBytes(qsizetype first, qsizetype last)
{
    if (m_bytes.isEmpty())
        return;
    m_anchor = std::clamp<qsizetype>(first, 0, m_bytes.size() - 1);
    moveTo(last, true);
}

void HexView::measure()
{
    m_charWidth = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    m_lineHeight = fontMetrics().height() + 2;
    const int fit = std::max(1, viewport()->height() / m_lineHeight);
    const qsizetype most = std::min<qsizetype>(std::max<qsizetype>(0, lines() - fit), std::numeric_limits<int>::max());
    verticalScrollBar()->setRange(0, static_cast<int>(most));
    verticalScrollBar()->setPageStep(fit);
    const int wide = asciiX(bytesPerLine) + margin;
    horizontalScrollBar()->setRange(0, std::max(0, wide - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    viewport()->update();
}

// A gap in the middle of the sixteen lets the eye count.
int HexView::hexX(int column) const
{
    return margin + (offsetDigits + 2 + column * 3 + (column >= 8 ? 1 : 0)) * m_charWidth;
}

int HexView::asciiX(int column) const { return hexX(bytesPerLine) + (1 + column) * m_charWidth; }

QString HexView::lineText(qsizetype line) const
{
    const QByteArray bytes = m_bytes.mid(line * bytesPerLine, bytesPerLine);
    QString ascii;
    for (const char byte : bytes)
        ascii += asciiOf(byte);
    return QString::number(line * bytesPerLine, 16).rightJustified(offsetDigits, QLatin1Char('0'))
        + QStringLiteral("  ") + QString::fromLatin1(bytes.toHex(' ')) + QStringLiteral("  ") + ascii;
}

void HexView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.translate(-horizontalScrollBar()->value(), 0);
    const QColor text = palette().color(QPalette::Text);
    const QColor muted = palette().color(QPalette::PlaceholderText);
    const qsizetype first = verticalScrollBar()->value();
    const qsizetype last = std::min(lines(), first + viewport()->height() / m_lineHeight + 1);
    for (qsizetype line = first; line < last; ++line) {
        const int top = static_cast<int>(line - first) * m_lineHeight;
        const int base = top + fontMetrics().ascent() + 1;
        painter.setPen(muted);
        painter.drawText(
            margin, base, QString::number(line * bytesPerLine, 16).rightJustified(offsetDigits, QLatin1Char('0')));
        for (int column = 0; column < bytesPerLine; ++column) {
            const qsizetype at = line * bytesPerLine + column;
            if (at >= m_bytes.size())
                break;
            const char byte = m_bytes[at];
            const bool selected = m_anchor >= 0 && at >= selectionFirst() && at <= selectionLast();
            if (selected) {
                const bool joined = column + 1 < bytesPerLine && at < selectionLast();
                const int wide = joined ? hexX(column + 1) - hexX(column) : 2 * m_charWidth;
                painter.fillRect(hexX(column), top, wide, m_lineHeight, palette().color(QPalette::Highlight));
                painter.fillRect(asciiX(column), top, m_charWidth, m_lineHeight, palette().color(QPalette::Highlight));
            }
            painter.setPen(selected ? palette().color(QPalette::HighlightedText) : byte == 0 ? muted : text);
            painter.drawText(hexX(column), base, hexPair(byte));
            painter.drawText(asciiX(column), base, asciiOf(byte));
        }
    }
}

void HexView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    measure();
}

void HexView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        measure();
}

qsizetype HexView::byteAt(const QPoint &position) const
{
    const int x = position.x() + horizontalScrollBar()->value();
    const qsizetype line = verticalScrollBar()->value() + std::max(0, position.y()) / m_lineHeight;
    int column = 0;
    if (x >= asciiX(0)) {
        column = (x - asciiX(0)) / m_charWidth;
    } else {
        while (column + 1 < bytesPerLine && x >= hexX(column + 1))
            ++column;
    }
    const qsizetype at = line * bytesPerLine + std::min(column, bytesPerLine - 1);
    return at < m_bytes.size() ? at : m_bytes.size() - 1;
}

void HexView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !m_bytes.isEmpty())
        moveTo(byteAt(event->position().toPoint()), event->modifiers() & Qt::ShiftModifier);
}

void HexView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton && m_anchor >= 0)
        moveTo(byteAt(event->position().toPoint()), true);
}

void HexView::keyPressEvent(QKeyEvent *event)
{
    if (m_bytes.isEmpty())
        return QAbstractScrollArea::keyPressEvent(event);
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectBytes(0, m_bytes.size() - 1);
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    const qsizetype page = qsizetype(verticalScrollBar()->pageStep()) * bytesPerLine;
    const qsizetype at = std::max<qsizetype>(0, m_current);
    switch (event->key()) {
    case Qt::Key_Left: return moveTo(at - 1, extend);
    case Qt::Key_Right: return moveTo(m_current < 0 ? 0 : at + 1, extend);
    case Qt::Key_Up: return moveTo(at < bytesPerLine ? at : at - bytesPerLine, extend);
    case Qt::Key_Down: return moveTo(at + bytesPerLine, extend);
    case Qt::Key_PageUp: return moveTo(at - page, extend);
    case Qt::Key_PageDown: return moveTo(at + page, extend);
    case Qt::Key_Home:
        return moveTo(event->modifiers() & Qt::ControlModifier ? 0 : at / bytesPerLine * bytesPerLine, extend);
    case Qt::Key_End:
        return moveTo(event->modifiers() & Qt::ControlModifier ? m_bytes.size() - 1
                                                               : at / bytesPerLine * bytesPerLine + bytesPerLine - 1,
            extend);
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void HexView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    QAction *copyHex = menu.addAction(tr("&Copy as hex"), this, &HexView::copy);
    copyHex->setEnabled(m_anchor >= 0);
    menu.exec(event->globalPos());
}

void HexView::moveTo(qsizetype byte, bool extend)
{
    m_current = std::clamp<qsizetype>(byte, 0, m_bytes.size() - 1);
    if (!extend || m_anchor < 0)
        m_anchor = m_current;
    const qsizetype line = m_current / bytesPerLine;
    const int first = verticalScrollBar()->value();
    if (line < first)
        verticalScrollBar()->setValue(static_cast<int>(line));
    else if (line >= first + verticalScrollBar()->pageStep())
        verticalScrollBar()->setValue(static_cast<int>(line - verticalScrollBar()->pageStep() + 1));
    viewport()->update();
}

void HexView::copy()
{
    if (m_anchor >= 0)
        QApplication::clipboard()->setText(QString::fromLatin1(selectedBytes().toHex(' ')));
}

} // namespace viewers
