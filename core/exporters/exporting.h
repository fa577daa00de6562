// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/draft.h"
#include "core/exporters/catalog.h"

#include <atomic>
#include <limits>

namespace filters {
class Matcher;
}

namespace exporters {

//! Which rows are taken away.
struct Selection
{
    qint64 fromNs = 0; //!< Times since 1970 UTC, both included.
    qint64 untilNs = std::numeric_limits<qint64>::max();
    QList<base::ConnectionId> connections{}; //!< Empty: all.
    filters::Matcher *matcher = nullptr; //!< Sees every row of these connections, in order; null: all match.
};

//! What is written, where, and how.
struct Order
{
    const Format *format = nullptr;
    Secrets secrets = Secrets::Hidden;
    Selection selection{};
    QByteArrayList columns{}; //!< See WriterOptions.
};

//! How far it is; written by the thread that works, for others to look at.
struct Progress
{
    std::atomic<quint64> rows{0}; //!< Looked at.
    std::atomic<qint64> bytes{0}; //!< Written.
    std::atomic<int> permille{0}; //!< About.
};

//! Why nothing stands there now.
struct ExportError
{
    enum class Reason : quint8 {
        NotWritten, //!< `file` says why.
        NotRead, //!< The rows could not be read to their end.
        Cancelled,
    };
    Reason reason = Reason::NotWritten;
    base::FileError file{};
    friend bool operator==(const ExportError &, const ExportError &) = default;
};

//! What stands there now.
struct Exported
{
    Totals totals;
    qint64 bytes = 0;
};

//! Writes rows of \a source as the new file \a path, all of it or nothing. For any thread; ends soon once \a cancelled
//! is true. Memory does not grow with the number of rows.
[[nodiscard]] base::Expected<Exported, ExportError> exportRows(RowSource &source, const Order &order,
    const QString &path, base::Draft::Existing existing, Progress &progress, const capture::CancelFlag &cancelled = {});

//! The same without a file: what would be written, and what would be hidden.
[[nodiscard]] base::Expected<Totals, ExportError> preview(
    RowSource &source, const Order &order, Progress &progress, const capture::CancelFlag &cancelled = {});

} // namespace exporters
