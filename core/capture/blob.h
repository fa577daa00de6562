// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

#include <QByteArray>

#include <memory>

struct sqlite3_blob;

namespace capture {

//! The payload of one row, or another blob or text, read piece by piece. While it is open, a read transaction is.
class Blob
{
public:
    Blob(Database &database, qint64 rowId) : Blob(database, "records", "payload", rowId) { }
    Blob(Database &database, const char *table, const char *column, qint64 rowId);

    [[nodiscard]] bool isOpen() const { return m_blob != nullptr; }
    [[nodiscard]] qint64 size() const; //!< 0 when not open. What the row says: a damaged one says more than it holds.
    //! \a count bytes from \a offset on; empty when they cannot be read.
    [[nodiscard]] QByteArray read(qint64 offset, qint64 count);
    //! The same into \a bytes, which has room for them; false when they cannot be read.
    [[nodiscard]] bool readInto(char *bytes, qint64 offset, qint64 count);

private:
    struct Closer
    {
        void operator()(sqlite3_blob *blob) const;
    };
    std::unique_ptr<sqlite3_blob, Closer> m_blob;
};

//! Reads the whole payload of row \a rowId into \a bytes, with \a slack zeros readable behind it.
//!
//! False when the row is not there, damaged, no bytes, or when Database::isCancelled(). The read transaction pauses now
//! and then, so that a writer can play its log into the file; each pause costs a walk to the place that was reached, so
//! they come at twice the distance each time and the whole stays linear.
[[nodiscard]] bool readPayload(Database &database, qint64 rowId, qsizetype slack, QByteArray &bytes);

} // namespace capture
