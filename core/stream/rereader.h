// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/channel.h"
#include "core/stream/messageanalysis.h"

#include <QThreadPool>

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace stream {

//! Reads earlier messages once more on a thread of its own, so that neither the analysis nor the window waits.
//!
//! start() and takeDone() are for the analysis thread.
class Rereader
{
public:
    struct Job
    {
        ChannelPtr channel;
        std::unique_ptr<MessageAnalysis::Again> again;
    };

    Rereader() { m_pool.setMaxThreadCount(1); }
    ~Rereader() { stop(); }
    Q_DISABLE_COPY_MOVE(Rereader)

    void start(Job job);
    //! Those that were read to the end, in their order.
    [[nodiscard]] std::vector<Job> takeDone();
    //! Ends what runs, soon, and waits for it. Later jobs are not begun.
    void stop();

private:
    void read(Job job);

    const capture::CancelFlag m_stopped = std::make_shared<std::atomic<bool>>(false);
    std::mutex m_mutex; //!< Guards m_done.
    std::vector<Job> m_done;
    QThreadPool m_pool;
};

} // namespace stream
