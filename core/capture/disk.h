// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytecount.h"

#include <QString>

#include <functional>
#include <optional>

namespace capture {

//! Room on a file system, in bytes.
struct Space
{
    qint64 free = 0; //!< For a user who is not root.
    qint64 total = 0;

    //! Nothing is written when less than this is free: max(256 MiB, 2 %).
    [[nodiscard]] qint64 reserve() const;
    friend bool operator==(const Space &, const Space &) = default;
};

//! What the writer asks of the disk besides SQLite's own writes; tests put their own answers here.
struct Disk
{
    //! Room at \a folder; nothing when it cannot be told (then writing goes on).
    std::function<std::optional<Space>(const QString &folder)> space;
    //! Called on the capture thread before each COMMIT: 0 to go on, else the errno to fail with. May wait, to play a
    //! slow disk.
    std::function<int()> beforeCommit;
};

//! The machine's disk.
[[nodiscard]] Disk systemDisk();

} // namespace capture
