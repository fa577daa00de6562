// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/settings/ioerror.h"
#include "core/settings/profile.h"
#include "core/settings/profilesecrets.h"

#include <QStringList>

namespace settings {

//! The named profiles of a person: `profiles/NAME.json` under \a folder, which can be read, compared and shared, and
//! their secrets in `secrets.json` beside it, both readable by their owner only.
//!
//! Every call reads or writes files: not for the GUI thread. A file that cannot be used is left as it is.
class ProfileStore
{
public:
    //! \a folder as configFolder() gives it.
    explicit ProfileStore(const QString &folder) : m_folder(folder) { }

    //! Names in alphabetical order, at most 1 000.
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] base::Expected<Profile, IoError> load(const QString &name) const;
    //! Saves under profile.name, and says what became of its secrets. What the file has that this program does not know
    //! stays in it.
    [[nodiscard]] base::Expected<SecretsMoved, IoError> save(const Profile &profile) const;
    [[nodiscard]] base::Expected<void, IoError> remove(const QString &name) const;

    //! True for what can be a file's name: not empty, at most 100 characters, no separators, controls or dot in front.
    [[nodiscard]] static bool isName(const QString &name);
    [[nodiscard]] QString pathOf(const QString &name) const;

private:
    [[nodiscard]] base::Expected<void, IoError> writeSecrets(const QString &name, const VariableMap &secrets) const;

    QString m_folder;
};

} // namespace settings
