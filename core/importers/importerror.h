// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace importers {

//! Why nothing was read in.
struct ImportError
{
    enum class Reason : quint8 {
        NotRead, //!< The file cannot be opened or read; `detail` has the system's words.
        NotRegular, //!< A folder, pipe or device.
        UnknownFormat, //!< No format recognises its beginning.
        Broken, //!< It is not what its beginning says; `at` is the byte.
        TooLong, //!< A value is larger than any message may be; `at` is the byte.
        NoRows, //!< It is sound, and has no messages.
        Exists, //!< The capture is there already.
        NotWritten, //!< The capture could not be written; `detail` has the words.
        Cancelled,
    };
    Reason reason = Reason::Broken;
    qint64 at = 0;
    QString detail{};
    friend bool operator==(const ImportError &, const ImportError &) = default;
};

} // namespace importers
