// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/seriesstore.h"
#include "core/stream/recentbatches.h"
#include "core/stream/tickmailbox.h"

#include <memory>

namespace stream {

//! What the threads of one connection share; each part is safe for its readers.
struct Channel
{
    Channel(base::ConnectionId connection, std::function<void()> notify)
        : id(connection), mailbox(std::move(notify))
    {
        mailbox.update([&](Tick &tick) { tick.connection = id; });
    }

    const base::ConnectionId id;
    TickMailbox mailbox;
    RecentBatches recent;
    std::shared_ptr<series::SeriesStore> series = std::make_shared<series::SeriesStore>();
};

using ChannelPtr = std::shared_ptr<Channel>;

} // namespace stream
