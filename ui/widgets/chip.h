// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/figures.h"
#include "ui/widgets/tone.h"

#include <QAbstractButton>

namespace widgets {

//! A state in a capsule of its tone: a mark (dot: open; ring: busy or waiting; cross: failed), the word for it, and
//! what counts now, such as how long. The word alone says everything. A button: a click opens what is behind it.
class Chip : public QAbstractButton
{
    Q_OBJECT
public:
    explicit Chip(QWidget *parent = nullptr);

    //! \a detail may change often: its digits stand still. When room is short, it is cut first.
    void display(Tone tone, const QString &word, const QString &detail = {});
    //! How much of a wait is left, 0 to 1; the ring shows it. Negative: nobody knows.
    void setRemaining(double share);
    //! Without an arrow nothing opens: a plain label.
    void setOpens(bool opens);

    [[nodiscard]] Tone tone() const { return m_tone; }
    [[nodiscard]] const QString &word() const { return m_word; }
    [[nodiscard]] const QString &detail() const { return m_detail; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void takeFonts();
    void drawMark(QPainter &painter, const QPointF &middle, const QColor &colour) const;
    [[nodiscard]] int widthWith(qreal detail) const;

    Tone m_tone = Tone::Neutral;
    QString m_word, m_detail;
    double m_remaining = -1;
    bool m_opens = true;
    QFont m_wordFont;
    Figures m_figures;
};

} // namespace widgets
