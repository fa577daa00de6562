// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/messageanalysis.h"
#include "core/stream/payloadwithslack.h"
#include "core/stream/rowwalk.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>

namespace stream {

//! Fills the series of a capture of an earlier run, as the analysis did when it was live, on a thread of its own.
//!
//! Lives on the GUI thread. Memory is bounded by the series store; cancelling keeps what was read so far.
class CaptureReplay : public QObject
{
    Q_OBJECT
public:
    //! The rows \a first to \a last of \a channel's connection.
    CaptureReplay(ChannelPtr channel, base::Seq first, base::Seq last);
    ~CaptureReplay() override;

    void start(); //!< Once.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    //! Receive time of the newest message that was read; 0: none yet. Any thread.
    [[nodiscard]] qint64 reachedNs() const { return m_reachedNs.load(); }
    //! Receive time of the oldest one. Any thread.
    [[nodiscard]] qint64 beganNs() const { return m_beganNs.load(); }
    //! Received data messages so far. Any thread.
    [[nodiscard]] quint64 messages() const { return m_messages.load(); }

signals:
    //! At each percent; at the end, also of a cancelled one, with 100.
    void progressed(int percent);

private:
    void run();
    bool read(MessageAnalysis &analysis, const capture::PassingRow &row);
    void readAgain(MessageAnalysis &analysis);
    void tell(base::Seq reached);

    const ChannelPtr m_channel;
    const base::Seq m_first, m_last;
    RowWalk m_walk; //!< On the thread of m_pool, as all below but the flags.
    PayloadWithSlack m_payload;
    int m_told = -1;
    std::atomic<bool> m_cancelled{false};
    std::atomic<qint64> m_beganNs{0};
    std::atomic<qint64> m_reachedNs{0};
    std::atomic<quint64> m_messages{0};
    bool m_isRunning = false;
    QThreadPool m_pool;
};

} // namespace stream
