// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/capturefailure.h"

#include "app/cli/say.h"

namespace commands {

static QString reasonOf(const capture::CaptureError &error)
{
    using Reason = capture::CaptureError::Reason;
    switch (error.reason) {
    case Reason::NotRegular: return QStringLiteral("it, or a file beside it, is not a regular file");
    case Reason::InUse: return QStringLiteral("another program uses it");
    case Reason::ForeignSchema: return QStringLiteral("its tables are not those of a capture");
    case Reason::NotACapture: return QStringLiteral("it is another kind of file");
    case Reason::NewerFormat: return QStringLiteral("a later version of this program wrote it");
    case Reason::Exists:
    case Reason::StrangerBeside: // Only where one is begun.
    case Reason::System: break;
    }
    return error.detail;
}

int captureFailed(const QString &path, const capture::CaptureError &error)
{
    app::say(QStringLiteral("the capture %1 cannot be read: %2").arg(path, reasonOf(error)));
    return 1;
}

} // namespace commands
