// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/outfile.h"

#include <memory>

namespace base {

//! A file in the making that is too large for writeWhole(): nothing stands under its name before commit().
//!
//! It is written in a folder beside that name, which only its owner may enter and which goes with this object, and is
//! moved at the end. As in writeWhole() nothing but a regular file is ever replaced.
class Draft
{
public:
    enum class Existing : quint8 { Refuse, Replace };

    //! Makes the folder; nothing of \a path is touched.
    [[nodiscard]] static Expected<Draft, FileError> begin(const QString &path, Existing existing);
    ~Draft();
    Draft(Draft &&) = default;
    Draft &operator=(Draft &&) = delete;

    //! Where the file is to be written; nothing stands there yet.
    [[nodiscard]] QString path() const { return beside(QStringLiteral("whole")); }
    //! A further file, which goes with this object.
    [[nodiscard]] QString beside(const QString &name) const;
    //! Moves what was written to where it belongs, mode 0600 and on the disk. Once.
    [[nodiscard]] Expected<void, FileError> commit();

private:
    struct Folder
    {
        explicit Folder(QString where) : path(std::move(where)) { }
        ~Folder();
        Q_DISABLE_COPY_MOVE(Folder)
        const QString path;
    };
    Draft(QString target, Existing existing, std::unique_ptr<Folder> folder);

    QString m_target;
    Existing m_existing;
    std::unique_ptr<Folder> m_folder;
};

} // namespace base
