// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturewriter.h"
#include "core/stream/batcher.h"
#include "core/stream/channel.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace tests {

//! Rows of which some are in a capture and some in memory: row 7 says "row 7".
struct SplitRows
{
    int rows = 20;
    int perBatch = 10;
    std::function<bool(int batch)> captured, recent; //!< Batches count from 1.
    QByteArray behindNumber{};
};

//! Connection 1 with such rows; its capture is at \a path, written and closed. Null when it could not be written.
inline stream::ChannelPtr splitChannel(const QString &path, const SplitRows &split)
{
    capture::CaptureWriter writer;
    if (!writer.open({.path = path}))
        return {};
    auto channel = std::make_shared<stream::Channel>(base::ConnectionId{1}, [] {});
    int batches = 0;
    stream::Batcher batcher({1}, [&](const stream::BatchPtr &batch) {
        ++batches;
        if (split.captured(batches))
            writer.append({1}, batch->records, batch->facts);
        if (split.recent(batches))
            channel->recent.add(batch);
    });
    for (int i = 1; i <= split.rows; ++i) {
        batcher.add(
            capture::Direction::In, capture::Kind::Text, "row " + QByteArray::number(i) + split.behindNumber, 8, {});
        if (i % split.perBatch == 0)
            batcher.finish();
    }
    writer.commit();
    writer.close();
    return channel;
}

} // namespace tests
