// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace dashboard {

//! Says that a stream has more fields than are read without being asked, and asks.
class LimitBar : public QFrame
{
    Q_OBJECT
public:
    explicit LimitBar(QWidget *parent = nullptr);

signals:
    void moreRequested();
};

} // namespace dashboard
