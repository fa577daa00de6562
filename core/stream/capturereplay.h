// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/channel.h"
#include "core/stream/outlet.h"
#include "core/stream/readerpool.h"

#include <QObject>

#include <memory>

namespace stream {

//! Fills the series of a capture of an earlier run, as the analysis did when it was live, on a thread of the pool.
//!
//! Lives on the GUI thread. Memory is bounded by the series store; cancelling keeps what was read so far. Going away
//! waits for nothing: the thread ends by itself, soon, and takes with it what it used.
class CaptureReplay : public QObject
{
    Q_OBJECT
public:
    //! The rows \a first to \a last of \a channel's connection.
    CaptureReplay(const ChannelPtr &channel, base::Seq first, base::Seq last, ReaderPoolPtr pool);
    ~CaptureReplay() override;

    void start(); //!< Once.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    //! Receive time of the newest message that was read; 0: none yet. Any thread.
    [[nodiscard]] qint64 reachedNs() const;
    //! Receive time of the oldest one. Any thread.
    [[nodiscard]] qint64 beganNs() const;
    //! The figures at the end of what was read, once it is over.
    [[nodiscard]] metrics::Snapshot snapshot() const;
    //! Received data messages so far. Any thread.
    [[nodiscard]] quint64 messages() const;

signals:
    //! At each percent; at the end, also of a cancelled one, with 100.
    void progressed(int percent);

private:
    struct Job;

    const ReaderPoolPtr m_pool;
    const std::shared_ptr<Job> m_job; //!< The thread's, but for its flags.
    bool m_isRunning = false;
};

} // namespace stream
