// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/capture/capturewriter.h"
#include "core/stream/batchqueue.h"
#include "core/stream/channel.h"

#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace stream {

//! The capture thread's work: every record of every Batch into the file, a commit for each time the queue was drained.
class Recorder
{
public:
    //! Opens the file at once, so that a problem is known before the first message. \a settings.path empty: nothing is
    //! kept.
    explicit Recorder(const capture::WriterSettings &settings);

    [[nodiscard]] const base::Expected<void, capture::CaptureError> &opened() const { return m_opened; }
    //! From the GUI thread, before the first Batch of \a channel.
    void add(const ChannelPtr &channel);
    //! Forgets \a id once all its Batches pushed before are worked off, then calls \a removed on the capture thread.
    //! From any thread.
    void remove(base::ConnectionId id, std::function<void()> removed);
    //! On the capture thread.
    void work(const std::vector<QueuedBatch> &batches);
    //! On the capture thread, at the end: one clean file.
    void close();
    //! Names what \a channel is connected to; any thread.
    void describe(base::ConnectionId id, const QString &redactedUrl, qint64 wallNs);

private:
    struct Description
    {
        base::ConnectionId id;
        QString url;
        qint64 wallNs = 0;
    };

    struct Removal
    {
        base::ConnectionId id;
        std::function<void()> removed;
    };

    //! Returns what leaves behind the Batches at hand.
    [[nodiscard]] std::vector<Removal> adoptNew();
    void report();

    capture::CaptureWriter m_writer;
    base::Expected<void, capture::CaptureError> m_opened;
    std::mutex m_mutex; //!< Guards m_new, m_asked and m_descriptions.
    std::vector<ChannelPtr> m_new;
    std::vector<Removal> m_asked; //!< Its last Batch may still be in the queue: left for one more round.
    std::vector<Removal> m_leaving;
    std::vector<Description> m_descriptions;
    std::map<base::ConnectionId, ChannelPtr> m_channels;
    std::map<base::ConnectionId, capture::CaptureStatus> m_last;
};

} // namespace stream
