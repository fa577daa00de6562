// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/desktoplook.h"

#include <QDBusVariant>
#include <QObject>
#include <QThreadPool>

namespace app {

//! Asks the desktop whether it is dark, wants high contrast and lets things move, and hears when that changes: the
//! settings portal that all desktops have for programs (org.freedesktop.portal.Settings). Lives on the GUI thread,
//! which never waits for the bus; where there is none, or nobody who answers, changed() never comes.
class DesktopWatch : public QObject
{
    Q_OBJECT
public:
    explicit DesktopWatch(QObject *parent = nullptr);
    //! Waits a moment for the bus if it is just being found.
    ~DesktopWatch() override;

    [[nodiscard]] const look::DesktopLook &look() const { return m_look; }

signals:
    void changed(const look::DesktopLook &look);

private slots:
    void hear(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void ask();

    QThreadPool m_pool; //!< Finding the bus may block.
    look::DesktopLook m_look;
};

//! \a look with what \a group and \a key of the portal say; unknown ones and values of a wrong type change nothing.
[[nodiscard]] look::DesktopLook lookWith(
    look::DesktopLook look, const QString &group, const QString &key, const QVariant &value);

} // namespace app
