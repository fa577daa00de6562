// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturestatus.h"
#include "core/capture/needle.h"
#include "core/stream/channel.h"
#include "core/stream/outlet.h"
#include "core/stream/readerpool.h"

#include <QObject>

#include <memory>

namespace stream {

//! What is looked for, and where.
struct RowQuery
{
    capture::Needle needle;
    base::Seq first = 1; //!< The rows between these two, both included.
    base::Seq last = 0;
    bool backwards = false; //!< From `last` towards `first`.
};

//! Finds text in the rows of one connection, in memory and in the capture, on the pool.
//!
//! Lives on the GUI thread. A new search ends the one before; of an ended one nothing is said any more. Going away
//! waits for nothing.
class RowSearch : public QObject
{
    Q_OBJECT
public:
    explicit RowSearch(
        ChannelPtr channel, ReaderPoolPtr readers = std::make_shared<ReaderPool>(), QObject *parent = nullptr);
    ~RowSearch() override;

    //! Which files hold this connection, in their order.
    void setFiles(const QList<capture::CapturePart> &files) { m_files = files; }
    void start(const RowQuery &query);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running != nullptr; }
    //! Lets the capture go, if that is done by \a deadline. Later searches look at recent rows only.
    void release(QDeadlineTimer deadline = QDeadlineTimer(250));

signals:
    void found(base::Seq seq);
    //! The search is at \a seq; at most 20 times a second.
    void progressed(base::Seq seq);
    //! There is no such row.
    void notFound();

private:
    struct Job;
    void finish(const std::shared_ptr<Job> &job, base::Seq seq);

    ChannelPtr m_channel;
    QList<capture::CapturePart> m_files;
    std::shared_ptr<Job> m_running;
    const ReaderPoolPtr m_readers;
    const OutletPtr m_outlet;
    ReaderLane m_lane;
};

} // namespace stream
