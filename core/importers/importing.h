// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/draft.h"
#include "core/importers/catalog.h"

#include <atomic>

namespace importers {

//! How far it is; written by the thread that works, for others to look at.
struct Progress
{
    std::atomic<quint64> rows{0};
    std::atomic<int> permille{0}; //!< Of the file.
};

//! What stands there now.
struct Imported
{
    const Format *format = nullptr;
    quint64 rows = 0;
    int connections = 0;
};

//! Reads \a path, whatever format it has unless \a format says it, into the new capture \a to: all of it or nothing.
//! For any thread; ends soon once \a cancelled is true. Memory does not grow with the file.
[[nodiscard]] base::Expected<Imported, ImportError> importFile(const QString &path, const Format *format,
    const QString &to, base::Draft::Existing existing, Progress &progress, const capture::CancelFlag &cancelled = {});

} // namespace importers
