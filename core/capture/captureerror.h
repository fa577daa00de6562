// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace capture {

//! Why a capture file could not be created, opened or read.
struct CaptureError
{
    enum class Reason : quint8 {
        Exists, //!< There is a file already, and overwriting was not asked for.
        NotRegular, //!< A link, folder, pipe or device stands there.
        InUse, //!< Another instance has it open.
        NotACapture, //!< Some other file.
        ForeignSchema, //!< It says that it is a capture, but its tables are not those of one.
        StrangerBeside, //!< `path` has the name of a log or lock of this capture, and is not one, or nothing to belong
                        //!< to.
        NewerFormat, //!< Written by a later version of this program.
        System, //!< The system refused; `detail` has its words.
    };
    Reason reason = Reason::System;
    QString path;
    QString detail; //!< The words of the system or of SQLite; may be empty.
    friend bool operator==(const CaptureError &, const CaptureError &) = default;
};

} // namespace capture
