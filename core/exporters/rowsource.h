// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturereader.h"
#include "core/capture/payloadreader.h"

#include <QList>

#include <optional>

namespace exporters {

//! Whoever has rows that may be taken away: a capture, or a stream that still runs. For one thread.
class RowSource
{
public:
    virtual ~RowSource() = default;

    //! The connections whose rows it has.
    [[nodiscard]] virtual QList<capture::CapturedConnection> connections() = 0;
    //! Shows \a visit the rows from \a first to \a last that are there, in order; false from it stops. False when they
    //! could not be read to the end.
    [[nodiscard]] virtual bool read(
        base::ConnectionId connection, base::Seq first, base::Seq last, const capture::PayloadReader::Visit &visit)
        = 0;
    //! How a message looked on the wire; asked only for rows with hasFrameFacts.
    [[nodiscard]] virtual std::optional<capture::CapturedFacts> facts(qint64 rowId) = 0;
};

} // namespace exporters
