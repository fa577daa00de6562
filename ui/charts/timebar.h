// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/timewindow.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace charts {

//! The line above the charts: pause and go live, how much time is shown, which fields.
class TimeBar : public QWidget
{
    Q_OBJECT
public:
    explicit TimeBar(QWidget *parent = nullptr);

    //! Shows how \a window stands; \a automatic: its span follows the pace of the feed.
    void setWindow(const TimeWindow &window, bool automatic);
    //! How many fields are charted, of how many.
    void setFieldCount(int charted, int all);
    [[nodiscard]] QToolButton &fieldsButton() { return *m_fields; }

signals:
    void pauseRequested(bool paused);
    void liveRequested();
    void spanChosen(std::chrono::nanoseconds span);
    void automaticSpanChosen();
    void fieldsRequested();

private:
    void choose(int index);

    QToolButton *m_pause;
    QToolButton *m_live;
    QComboBox *m_span;
    QLabel *m_mark;
    QToolButton *m_fields;
};

} // namespace charts
