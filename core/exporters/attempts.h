// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/payloadreader.h"

namespace exporters {

//! Tells where one connect of a connection ends and the next begins, for formats that know sockets and no reconnects.
class Attempts
{
public:
    //! Whether \a row is the first of another connect than the row before it was of. Rows of one connection, in order.
    [[nodiscard]] bool begins(const capture::PassingRow &row)
    {
        if (row.kind == capture::Kind::State) {
            // Notes of a state are ours: small, compact JSON (docs/capture-format.md).
            const bool opens
                = row.payload.contains("\"to\":\"Resolving\"") || row.payload.contains("\"to\":\"Connecting\"");
            m_isNext = m_isNext || (opens && m_hasMessages);
            return false;
        }
        if (capture::isNote(row.kind))
            return false;
        const bool begins = m_isNext || !m_hasMessages;
        m_hasMessages = true;
        m_isNext = false;
        return begins;
    }

private:
    bool m_hasMessages = false;
    bool m_isNext = false;
};

} // namespace exporters
