// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace reports {

//! Why a report could not be written.
struct IoError
{
    enum class Reason : quint8 {
        UnknownFormat, //!< No format has this suffix.
        NotRegular, //!< A folder, pipe or device stands there.
        System, //!< `detail` has the system's words.
    };
    Reason reason = Reason::System;
    QString path;
    QString detail;
    friend bool operator==(const IoError &, const IoError &) = default;
};

} // namespace reports
