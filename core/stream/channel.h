// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/record.h"
#include "core/decoders/readingchoice.h"
#include "core/fields/feedfacts.h"
#include "core/metrics/runmetrics.h"
#include "core/outbox/entry.h"
#include "core/series/seriesstore.h"
#include "core/stream/budget.h"
#include "core/stream/capturefiles.h"
#include "core/stream/inboundboard.h"
#include "core/stream/recentbatches.h"
#include "core/stream/tickmailbox.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace stream {

//! The newest View of an outbox: written by the network thread, read by the screen. Thread-safe.
class OutboxBoard
{
public:
    void set(outbox::ViewPtr view)
    {
        const std::scoped_lock lock(m_mutex);
        m_view = std::move(view);
    }
    [[nodiscard]] outbox::ViewPtr view() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_view;
    }

private:
    mutable std::mutex m_mutex;
    outbox::ViewPtr m_view;
};

//! How the messages of a connection are to be read: said by the profile or a person, asked by the analysis.
//! Thread-safe.
class ReadingBoard
{
public:
    void set(const decoders::ReadingChoice &choice)
    {
        const std::scoped_lock lock(m_mutex);
        if (choice == m_choice)
            return;
        m_choice = choice;
        ++m_generation;
    }
    //! The choice when it is another one than at \a generation, which becomes that of now.
    [[nodiscard]] std::optional<decoders::ReadingChoice> takeNewer(quint64 &generation) const
    {
        if (m_generation == generation)
            return {};
        const std::scoped_lock lock(m_mutex);
        generation = m_generation;
        return m_choice;
    }

private:
    mutable std::mutex m_mutex;
    decoders::ReadingChoice m_choice;
    std::atomic<quint64> m_generation{0};
};

//! What the threads of one connection share; each part is safe for its readers.
struct Channel
{
    Channel(base::ConnectionId connection, std::function<void()> notify) : id(connection), mailbox(std::move(notify))
    {
        mailbox.update([&](Tick &tick) { tick.connection = id; });
    }

    const base::ConnectionId id;
    TickMailbox mailbox;
    RecentBatches recent;
    std::shared_ptr<Budget> budget; //!< Set before the first Batch.
    CaptureFiles files;
    InboundBoard inbound;
    OutboxBoard outbox;
    // From analysis to network; set before the first Batch, called on the analysis thread.
    std::function<void(capture::Kind kind, const QByteArray &json)> note;
    std::function<void(const QList<QByteArray> &ids)> acknowledged;
    ReadingBoard reading;
    fields::FactsBoard facts;
    metrics::RunBoard run; //!< At most a quarter of a second old.
    std::shared_ptr<series::SeriesStore> series = std::make_shared<series::SeriesStore>();
};

using ChannelPtr = std::shared_ptr<Channel>;

} // namespace stream
