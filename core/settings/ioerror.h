// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace settings {

//! Why a settings file could not be used. The program goes on with defaults.
struct IoError
{
    enum class Kind : quint8 {
        Read, //!< It is there and cannot be read.
        Write,
        Broken, //!< It was no JSON of ours; it was renamed and is kept.
        Invalid, //!< A person's own file with something wrong in it; it was left as it is.
    };
    Kind kind = Kind::Read;
    QString path;
    QString detail; //!< The system's or the parser's words.
    friend bool operator==(const IoError &, const IoError &) = default;
};

} // namespace settings
