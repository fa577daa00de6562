// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/sqlite.h"

#include <QByteArray>

#include <memory>

struct sqlite3_blob;

namespace capture {

//! The payload of one row, read piece by piece. While it is open, a read transaction is.
class Blob
{
public:
    Blob(Database &database, qint64 rowId);

    [[nodiscard]] bool isOpen() const { return m_blob != nullptr; }
    [[nodiscard]] qint64 size() const; //!< 0 when not open.
    //! \a count bytes from \a offset on; empty when they cannot be read.
    [[nodiscard]] QByteArray read(qint64 offset, qint64 count);

private:
    struct Closer
    {
        void operator()(sqlite3_blob *blob) const;
    };
    std::unique_ptr<sqlite3_blob, Closer> m_blob;
};

} // namespace capture
