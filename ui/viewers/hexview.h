// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QByteArray>

namespace viewers {

//! Bytes sixteen to a line: offset, hexadecimal, ASCII. Paints the visible lines only; a gigabyte costs what a line
//! costs.
class HexView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    static constexpr int bytesPerLine = 16;

    explicit HexView(QWidget *parent = nullptr);

    void setBytes(const QByteArray &bytes);
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] QByteArray selectedBytes() const;
    void selectBytes(qsizetype first, qsizetype last); //!< Both among them.
    //! The byte at \a position of the viewport, in the hexadecimal or the ASCII part; -1: none.
    [[nodiscard]] qsizetype byteAt(const QPoint &position) const;

    //! `0000001f  de ad be ef …  ....`: line \a line as it is drawn, for tests and screen readers.
    [[nodiscard]] QString lineText(qsizetype line) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void measure();
    void moveTo(qsizetype byte, bool extend);
    void copy();
    [[nodiscard]] qsizetype lines() const { return (m_bytes.size() + bytesPerLine - 1) / bytesPerLine; }
    [[nodiscard]] qsizetype selectionFirst() const { return std::min(m_anchor, m_current); }
    [[nodiscard]] qsizetype selectionLast() const { return std::max(m_anchor, m_current); }
    [[nodiscard]] int hexX(int column) const;
    [[nodiscard]] int asciiX(int column) const;

    QByteArray m_bytes;
    qsizetype m_anchor = -1;
    qsizetype m_current = -1;
    int m_charWidth = 8;
    int m_lineHeight = 16;
};

} // namespace viewers
