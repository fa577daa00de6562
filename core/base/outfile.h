// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace base {

//! Why a file was not written.
struct FileError
{
    //! What stands in its place, or System with the system's words.
    enum class Reason : quint8 { Link, Folder, Pipe, Socket, Device, Exists, System };
    Reason reason = Reason::System;
    QString detail; //!< Never empty with System.
    friend bool operator==(const FileError &, const FileError &) = default;
};

//! What stands under \a path and must not be replaced; nothing when it is a regular file or not there.
[[nodiscard]] std::optional<FileError::Reason> obstacle(const QString &path);

//! Writes \a bytes as the whole file \a path, for its owner only, or leaves what was there untouched.
//!
//! For names that a person gives: nothing but a regular file is replaced, a link is not followed, and nothing is
//! opened that could wait for somebody (cases S09, S11).
Expected<void, FileError> writeWhole(const QString &path, QByteArrayView bytes);

} // namespace base
