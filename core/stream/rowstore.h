// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturereader.h"
#include "core/capture/capturestatus.h"
#include "core/stream/channel.h"
#include "core/stream/outlet.h"
#include "core/stream/readerpool.h"
#include "core/stream/row.h"
#include "core/stream/rowsearch.h"
#include "core/stream/rowwalk.h"

#include <memory>
#include <optional>
#include <vector>

namespace stream {

//! Rows and payloads of one connection: recent ones from memory, older ones from the capture by a reader on the pool.
//!
//! Lives on the GUI thread. One job reads at a time; of the requests that wait, the newest of each kind is kept. Walks
//! have a lane of their own, so that no page waits for them. Going away waits for nothing: what a reader has it closes
//! itself, soon.
class RowStore : public RowSource
{
    Q_OBJECT
public:
    explicit RowStore(
        ChannelPtr channel, ReaderPoolPtr readers = std::make_shared<ReaderPool>(), QObject *parent = nullptr);
    ~RowStore() override;

    [[nodiscard]] std::optional<Row> recentRow(base::Seq seq) const override;
    void requestPage(base::Seq first, int count) override;
    void requestPayload(base::Seq seq) override;
    [[nodiscard]] RowSearch *search() override { return &m_search; }
    WalkCancel walk(const RowWalkOrder &order) override;
    //! Which files hold this connection: \a file, and those before it. Without any only recent rows exist.
    void setFiles(const QString &file, const QList<capture::CapturePart> &earlier = {});
    //! Lets the reader go, so that the capture can be closed as one file, if that is done by \a deadline. Later
    //! requests find recent rows only.
    void release(QDeadlineTimer deadline = QDeadlineTimer(250));

private:
    struct Reader; //!< Used on the pool only.
    struct PageRequest
    {
        base::Seq first = 0;
        int count = 0;
    };

    void startNext();
    void startPayload(base::Seq seq);
    void startPage(const PageRequest &request);
    void endWalks();
    [[nodiscard]] RowPage recentPage(const PageRequest &request) const;
    [[nodiscard]] std::optional<PayloadReply> recentPayload(base::Seq seq) const;

    ChannelPtr m_channel;
    QList<capture::CapturePart> m_files; //!< In their order.
    const ReaderPoolPtr m_readers;
    const OutletPtr m_outlet;
    std::shared_ptr<Reader> m_reader; //!< Used by tasks of m_lane only.
    std::shared_ptr<RowWalk> m_walk; //!< Used by tasks of m_walkLane only.
    RowSearch m_search;
    ReaderLane m_lane, m_walkLane;
    std::vector<std::weak_ptr<std::atomic<bool>>> m_walks; //!< What ends those that were asked for.
    std::optional<PageRequest> m_page;
    std::optional<base::Seq> m_payload;
    bool m_busy = false;
    bool m_released = false;
};

} // namespace stream
