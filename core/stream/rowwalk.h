// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/payloadreader.h"
#include "core/stream/channel.h"
#include "core/stream/rowfacts.h"

#include <map>
#include <optional>

namespace stream {

//! Goes through the rows of one connection in order, also while they come: from memory what is there, from the capture
//! what is not. For one thread at a time.
class RowWalk
{
public:
    using Wanted = capture::PayloadReader::Wanted;
    using Visit = capture::PayloadReader::Visit;

    explicit RowWalk(ChannelPtr channel) : m_channel(std::move(channel)) { }

    //! Shows \a visit every row from \a first to \a last that is kept anywhere; false from it stops, and so does, in
    //! the middle of a row too, \a cancelled.
    void walk(
        base::Seq first, base::Seq last, Wanted wanted, const Visit &visit, const capture::CancelFlag &cancelled = {});
    //! Closes the files.
    void release() { m_readers.clear(); }

private:
    [[nodiscard]] capture::PayloadReader *open(const QString &file);
    //! Rows of a file from \a next on, which is moved behind the last one; false: \a visit stopped.
    bool walkFile(base::Seq &next, base::Seq last, Wanted wanted, const Visit &visit);
    static bool walkBatch(const Batch &batch, base::Seq &next, base::Seq last, const Visit &visit);

    ChannelPtr m_channel;
    capture::CancelFlag m_cancelled; //!< Of the walk under way.
    std::map<QString, std::optional<capture::PayloadReader>> m_readers;
};

} // namespace stream
