// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QThreadPool>
#include <QVariantList>

#include <atomic>
#include <memory>

namespace app {

//! Notifications of the desktop, through the bus and the interface that all desktops have for them
//! (org.freedesktop.Notifications). Lives on the GUI thread, which never waits for the bus.
//!
//! A newer one takes the place of the one before, so that a flapping feed does not pile them up. Where there is no bus,
//! or nobody who shows them, nothing happens.
class DesktopNotifier
{
public:
    DesktopNotifier();
    //! Waits a moment for the last one.
    ~DesktopNotifier();
    Q_DISABLE_COPY_MOVE(DesktopNotifier)

    //! \a title and \a text are plain text, whatever they look like (U02).
    void notify(const QString &title, const QString &text);

private:
    QThreadPool m_pool; //!< One thread: they are told in order.
    std::shared_ptr<std::atomic<quint32>> m_shown; //!< The desktop's number of the last one.
};

//! The arguments of Notify; \a replaces is the number of the one whose place it takes, or 0.
[[nodiscard]] QVariantList notificationArguments(const QString &title, const QString &text, quint32 replaces);

} // namespace app
