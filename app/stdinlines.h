// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QQueue>

class QSocketNotifier;

namespace app {

//! Standard input, line by line, as the connection can take it: while it is not open nothing is read, so nothing is
//! lost.
class StdinLines : public QObject
{
    Q_OBJECT
public:
    explicit StdinLines(QObject *parent = nullptr);

    //! Lines flow only while ready.
    void setReady(bool ready);

signals:
    void lineRead(const QByteArray &line);
    //! Standard input ended; every line was read.
    void ended();

private:
    void read();
    void deliver();

    QSocketNotifier *m_notifier = nullptr;
    QByteArray m_buffer;
    bool m_ready = false;
    bool m_ended = false;
};

} // namespace app
