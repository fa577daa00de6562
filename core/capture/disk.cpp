// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/disk.h"

#include <QFile>

#include <algorithm>
#include <sys/statvfs.h>

namespace capture {

using namespace base::literals;

qint64 Space::reserve() const { return std::max((256_MiB).bytes, total / 50); }

static std::optional<Space> spaceAt(const QString &folder)
{
    struct statvfs facts
    {
    };
    if (::statvfs(QFile::encodeName(folder).constData(), &facts) != 0)
        return {};
    const auto unit = static_cast<qint64>(facts.f_frsize);
    return Space{
        .free = static_cast<qint64>(facts.f_bavail) * unit, .total = static_cast<qint64>(facts.f_blocks) * unit};
}

Disk systemDisk() { return {.space = spaceAt, .beforeCommit = {}}; }

} // namespace capture
