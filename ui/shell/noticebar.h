// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/callout.h"
#include "ui/shell/noticelist.h"

class QPushButton;
class QToolButton;

namespace shell {

//! The worst standing notice as a line in the window, with a button that puts it away. Never a box that waits.
class NoticeBar : public widgets::Callout
{
    Q_OBJECT
public:
    explicit NoticeBar(QWidget *parent = nullptr);

    void raise(const Notice &notice);
    void clear(const QString &key);
    void setStanding(const QList<Notice> &notices);
    [[nodiscard]] QToolButton *dismissButton() const { return m_dismiss; }

signals:
    void reconnectRequested();

private:
    void showTop();

    NoticeList m_notices;
    QPushButton *m_reconnect;
    QToolButton *m_dismiss;
};

} // namespace shell
