// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturereader.h"
#include "core/capture/capturestatus.h"
#include "core/stream/channel.h"
#include "core/stream/row.h"
#include "core/stream/rowsearch.h"
#include "core/stream/rowwalk.h"

#include <QThreadPool>

#include <memory>
#include <optional>
#include <vector>

namespace stream {

//! Rows and payloads of one connection: recent ones from memory, older ones from the capture by a reader on the pool.
//!
//! Lives on the GUI thread. One job reads at a time; of the requests that wait, the newest of each kind is kept. Walks
//! have a thread of their own, so that no page waits for them.
class RowStore : public RowSource
{
    Q_OBJECT
public:
    explicit RowStore(ChannelPtr channel, QObject *parent = nullptr);
    ~RowStore() override;

    [[nodiscard]] std::optional<Row> recentRow(base::Seq seq) const override;
    void requestPage(base::Seq first, int count) override;
    void requestPayload(base::Seq seq) override;
    [[nodiscard]] RowSearch *search() override { return &m_search; }
    WalkCancel walk(const RowWalkOrder &order) override;
    //! Which files hold this connection: \a file, and those before it. Without any only recent rows exist.
    void setFiles(const QString &file, const QList<capture::CapturePart> &earlier = {});
    //! Lets the reader go, so that the capture can be closed as one file. Later requests find recent rows only.
    void release();

private:
    struct Reader; //!< Used on the pool only.
    struct PageRequest
    {
        base::Seq first = 0;
        int count = 0;
    };

    void startNext();
    void endWalks();
    [[nodiscard]] RowPage recentPage(const PageRequest &request) const;
    [[nodiscard]] std::optional<PayloadReply> recentPayload(base::Seq seq) const;

    ChannelPtr m_channel;
    QList<capture::CapturePart> m_files; //!< In their order.
    std::shared_ptr<Reader> m_reader;
    QThreadPool m_pool;
    RowSearch m_search;
    RowWalk m_walk; //!< On the thread of m_walkPool.
    QThreadPool m_walkPool;
    std::vector<std::weak_ptr<std::atomic<bool>>> m_walks; //!< What ends those that were asked for.
    std::optional<PageRequest> m_page;
    std::optional<base::Seq> m_payload;
    bool m_busy = false;
    bool m_released = false;
};

} // namespace stream
