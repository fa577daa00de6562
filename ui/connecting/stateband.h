// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/history.h"
#include "ui/widgets/tone.h"

#include <QRectF>
#include <QWidget>

#include <vector>

namespace connecting {

//! A stretch of the band in one state.
struct BandSpan
{
    connection::State state = connection::State::Idle;
    quint16 closeCode = 0; //!< With which the one before it ended.
    QRectF area;
    friend bool operator==(const BandSpan &, const BandSpan &) = default;
};

//! The states of \a history until \a now (steady) in \a area, their widths to scale; none is narrower than a pixel, so
//! that a moment's loss in a long run can be seen.
[[nodiscard]] std::vector<BandSpan> bandSpans(
    const connection::History &history, base::Nanoseconds now, const QRectF &area);

//! All states of a run as a band of colours, close codes above the place where a connection ended.
class StateBand : public QWidget
{
    Q_OBJECT
public:
    explicit StateBand(QWidget *parent = nullptr);

    void setHistory(const connection::History &history, base::Nanoseconds now);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRectF band() const;

    connection::History m_history;
    base::Nanoseconds m_now{0};
};

} // namespace connecting
