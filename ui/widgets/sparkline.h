// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPolygonF>
#include <QWidget>

namespace widgets {

//! The line of \a values in \a area, the newest at its right edge, 0 at the bottom and the largest at the top.
//! \a places values fill the width. Values that are not finite or below 0 count as 0.
[[nodiscard]] QPolygonF sparklineShape(const QList<double> &values, qsizetype places, const QRectF &area);

//! A small picture of the last values, without axes.
class Sparkline : public QWidget
{
    Q_OBJECT
public:
    Sparkline(qsizetype places, const QColor &onLight, const QColor &onDark, QWidget *parent = nullptr);

    void setValues(const QList<double> &values);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    qsizetype m_places;
    QColor m_onLight, m_onDark;
    QList<double> m_values;
};

} // namespace widgets
