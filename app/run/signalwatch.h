// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace app {

//! Turns SIGINT and SIGTERM into a signal of the event loop; a second one ends the process at once.
//!
//! Make at most one. Also ignores SIGPIPE and SIGXFSZ, whose errors are handled where they happen (case N31).
class SignalWatch : public QObject
{
    Q_OBJECT
public:
    explicit SignalWatch(QObject *parent = nullptr);
    ~SignalWatch() override;

signals:
    void stopRequested();

private:
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace app
