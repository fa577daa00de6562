// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/seriesstore.h"

#include <QAbstractButton>
#include <QWidget>

#include <vector>

namespace charts {

//! One curve of a chart.
struct CurveSpec
{
    series::SeriesId id{};
    QString name; //!< Foreign text: the key, or empty when nothing splits the field.
    bool isOthers = false;
    int colour = 0; //!< Index for curveColour(); stays with the key.
    friend bool operator==(const CurveSpec &, const CurveSpec &) = default;
};

//! A curve's name and value beside a swatch; checked while the curve is shown. Texts are drawn as they are, never as
//! HTML.
class LegendEntry : public QAbstractButton
{
    Q_OBJECT
public:
    explicit LegendEntry(QWidget *parent);
    void setCurve(const CurveSpec &curve);
    //! Repaints only when \a value is another text.
    void setValue(const QString &value);
    [[nodiscard]] QString value() const { return m_value; }
    [[nodiscard]] QString name() const { return m_name; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    CurveSpec m_curve;
    QString m_name;
    QString m_value;
};

//! The entries of a chart in cells of one width, so that changing values move nothing.
class Legend : public QWidget
{
    Q_OBJECT
public:
    static constexpr int mostRows = 3;

    explicit Legend(QWidget *parent);
    void setCurves(const std::vector<CurveSpec> &curves);
    void setValue(std::size_t curve, const QString &value);
    [[nodiscard]] bool isShown(std::size_t curve) const;
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] const std::vector<LegendEntry *> &entries() const { return m_entries; }

signals:
    //! A click hid or showed a curve.
    void visibilityChanged();
    //! Values became wider, so the cells did; heightForWidth() may differ.
    void cellsGrown();
    //! There is no room for all; the rest is asked for.
    void moreRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    //! How many cells stand side by side in \a width pixels: names have room if there are rows enough, else they are
    //! cut.
    [[nodiscard]] int columnsFor(int width) const;
    //! A cell whose name has room for \a characters.
    [[nodiscard]] int cellWidth(int characters) const;
    [[nodiscard]] int rowHeight() const;
    void place();

    std::vector<LegendEntry *> m_entries; // Children.
    QAbstractButton *m_more;
    int m_valueWidth = 0; // Of the widest value so far; only grows, so that nothing jumps to and fro.
};

} // namespace charts
