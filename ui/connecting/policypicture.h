// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/backoff.h"

#include <QPolygonF>
#include <QWidget>

namespace connecting {

//! The longest delay before attempt 1, 2, … \a attempts as points in \a area, 0 at the bottom, the largest at the top.
[[nodiscard]] QPolygonF policyPoints(const connection::BackoffSettings &settings, int attempts, const QRectF &area);

//! The delay against the attempt: a step for each, shaded where jitter may choose, a mark at the present one.
class PolicyPicture : public QWidget
{
    Q_OBJECT
public:
    explicit PolicyPicture(QWidget *parent = nullptr);

    //! \a attempt: the one that comes next, from 1; 0: none.
    void setPolicy(const connection::BackoffSettings &settings, int attempt);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int attempts() const;

    connection::BackoffSettings m_settings;
    int m_attempt = 0;
};

} // namespace connecting
