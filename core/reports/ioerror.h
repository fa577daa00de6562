// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/outfile.h"

#include <QString>

namespace reports {

//! Why a report could not be written.
struct IoError
{
    enum class Reason : quint8 {
        UnknownFormat, //!< No format has this suffix.
        NotWritten, //!< `file` tells why.
    };
    Reason reason = Reason::NotWritten;
    QString path;
    base::FileError file;
    friend bool operator==(const IoError &, const IoError &) = default;
};

} // namespace reports
