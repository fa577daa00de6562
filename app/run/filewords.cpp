// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/filewords.h"

#include "app/run/run.h"

namespace app {

QString fileWords(const base::FileError &error)
{
    using Reason = base::FileError::Reason;
    switch (error.reason) {
    case Reason::Link: return Run::tr("a link stands there, and links are not followed");
    case Reason::Folder: return Run::tr("a folder stands there");
    case Reason::Pipe: return Run::tr("a pipe stands there; only files are written");
    case Reason::Socket: return Run::tr("a socket stands there; only files are written");
    case Reason::Device: return Run::tr("a device stands there; only files are written");
    case Reason::Exists: return Run::tr("a file stands there already");
    case Reason::System: break;
    }
    return error.detail;
}

} // namespace app
