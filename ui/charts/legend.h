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
    //! What it needs to show its name whole beside a value of \a valueWidth pixels.
    [[nodiscard]] int naturalWidth(int valueWidth) const;

signals:
    //! Only this curve is asked for (or all again).
    void soloRequested();

protected:
    void nextCheckState() override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    CurveSpec m_curve;
    QString m_name;
    QString m_value;
    bool m_isSolo = false; // The click that comes is one without Ctrl.
};

//! The curves of a card: name and value of each in rows of 20 pixels; what does not fit is a count.
//!
//! A click shows one curve alone, a second one all again; with Ctrl, or by Space, it hides or shows the curve.
class Legend : public QWidget
{
    Q_OBJECT
public:
    static constexpr int rowHeight = 20;

    explicit Legend(QWidget *parent);
    void setCurves(const std::vector<CurveSpec> &curves);
    void setValue(std::size_t curve, const QString &value);
    [[nodiscard]] bool isShown(std::size_t curve) const;
    //! How many curves are shown.
    [[nodiscard]] int shownCount() const;
    //! What it takes of a card of that size: nothing for a single curve, whose value is in the header; one row; two
    //! from 220 pixels on.
    [[nodiscard]] int heightFor(int width, int cardHeight) const;
    [[nodiscard]] const std::vector<LegendEntry *> &entries() const { return m_entries; }

signals:
    //! A curve was hidden or shown.
    void visibilityChanged();
    //! There is no room for all; the rest is asked for.
    void moreRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void solo(LegendEntry *entry);
    //! Places all in \a width and \a rows, or only counts: how many find room.
    int flow(int width, int rows, bool place) const;
    void place();

    std::vector<LegendEntry *> m_entries; // Children.
    QAbstractButton *m_more;
    int m_valueWidth = 0; // Of the widest value so far; only grows, so that nothing jumps to and fro.
};

} // namespace charts
