// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/capture/record.h"
#include "core/capture/sqlite.h"

#include <span>

namespace capture {

//! The two hot statements: a record's row, and what was special about its frames. Does not outlive \a database.
class RecordInserter
{
public:
    RecordInserter() = default;
    explicit RecordInserter(Database &database);

    [[nodiscard]] explicit operator bool() const { return m_record && m_frame; }
    //! SQLite's primary result code; 0 when the rows stand in the open transaction.
    [[nodiscard]] int insert(base::ConnectionId connection, const Record &record, std::span<const ws::WireFacts> facts);

private:
    [[nodiscard]] int insertPayload(qint64 id, QByteArrayView payload);

    Database *m_database = nullptr;
    Statement m_record, m_frame;
};

} // namespace capture
