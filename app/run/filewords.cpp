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

QString captureWords(const capture::CaptureError &error)
{
    using Reason = capture::CaptureError::Reason;
    switch (error.reason) {
    case Reason::Exists: return Run::tr("the file exists; --overwrite replaces it");
    case Reason::NotRegular: return Run::tr("it is not a regular file");
    case Reason::InUse: return Run::tr("another program uses it");
    case Reason::ForeignSchema:
    case Reason::NotACapture: return Run::tr("it is another kind of file");
    case Reason::StrangerBeside:
        return Run::tr(
            "%1 has the name of a file that belongs to a capture, but none it could belong to is there, or it is "
            "another kind of file; move it away")
            .arg(error.path);
    case Reason::NewerFormat: return Run::tr("a later version of this program wrote it");
    case Reason::System: break;
    }
    return error.detail;
}

} // namespace app
