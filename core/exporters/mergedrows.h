// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/rowsource.h"

#include <QByteArray>

#include <vector>

namespace exporters {

//! The rows of several connections as one, by their times; rows of one connection stay in their order.
//!
//! Each connection holds a few rows in memory, and of long payloads none.
class MergedRows
{
public:
    //! Beyond so many connections memory would grow with their number.
    static constexpr int mostConnections = 256;

    MergedRows(RowSource &source, const QList<capture::CapturedConnection> &connections);

    //! Shows all rows; false from \a visit stops. False when they could not be read to the end.
    [[nodiscard]] bool read(const capture::PayloadReader::Visit &visit);

private:
    static constexpr std::size_t mostRows = 256;
    static constexpr qsizetype mostBytes = 256 * 1024;
    static constexpr qsizetype longPayload = 64 * 1024;

    struct Held
    {
        capture::PassingRow row; //!< Its payload is where `offset` says.
        qsizetype offset = 0;
        bool isLong = false; //!< Its payload is read again.
    };
    struct Lane
    {
        base::ConnectionId id;
        base::Seq next = 0, last = 0;
        std::vector<Held> rows{};
        std::size_t at = 0;
        QByteArray payloads{};
    };
    [[nodiscard]] bool fill(Lane &lane);
    //! The lane's present row to \a visit; false: it could not be read.
    [[nodiscard]] bool show(Lane &lane, const capture::PayloadReader::Visit &visit, bool &goesOn);

    RowSource &m_source;
    std::vector<Lane> m_lanes;
};

} // namespace exporters
