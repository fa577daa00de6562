// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

class QSocketNotifier;

namespace app {

//! Standard input, line by line, as the connection can take it: while it is not open nothing is read, so nothing is
//! lost.
//!
//! A line longer than \a mostBytes is left out, whatever follows its end flows on.
class StdinLines : public QObject
{
    Q_OBJECT
public:
    explicit StdinLines(qsizetype mostBytes, QObject *parent = nullptr);

    //! Lines flow only while ready.
    void setReady(bool ready);

signals:
    void lineRead(const QByteArray &line);
    //! A line was too long, and is not read.
    void lineLeftOut();
    //! Standard input ended; every line was read.
    void ended();

private:
    void read();
    void deliver();

    QSocketNotifier *m_notifier = nullptr;
    const qsizetype m_mostBytes;
    QByteArray m_buffer;
    qsizetype m_searched = 0; //!< Of the buffer, and no line ends there.
    bool m_leavesOut = false; //!< Until the next line end.
    bool m_ready = false;
    bool m_ended = false;
};

} // namespace app
