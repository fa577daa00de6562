// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/attempt.h"

#include <QRectF>
#include <QWidget>

#include <memory>
#include <vector>

namespace connecting {

//! One bar of the picture.
struct WaterfallBar
{
    connection::OpenPhase phase = connection::OpenPhase::Resolving;
    base::Nanoseconds took{0};
    QRectF area;
    friend bool operator==(const WaterfallBar &, const WaterfallBar &) = default;
};

//! The phases of \a attempt as bars, one below the other in rows of \a rowHeight, their lengths to scale over \a width;
//! a bar is at least 2 wide, so that it can be seen. An unfinished phase lasts until \a now (steady).
[[nodiscard]] std::vector<WaterfallBar> waterfallBars(
    const connection::Attempt &attempt, base::Nanoseconds now, double width, double rowHeight);

//! What opening a connection spent its time on, as a small picture.
class Waterfall : public QWidget
{
    Q_OBJECT
public:
    explicit Waterfall(QWidget *parent = nullptr);

    void setAttempt(std::shared_ptr<const connection::Attempt> attempt, base::Nanoseconds now);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int nameWidth() const;
    [[nodiscard]] int timeWidth() const;

    std::shared_ptr<const connection::Attempt> m_attempt;
    base::Nanoseconds m_now{0};
};

} // namespace connecting
