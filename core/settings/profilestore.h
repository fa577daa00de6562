// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/settings/ioerror.h"
#include "core/settings/profile.h"
#include "core/settings/profilesecrets.h"

#include <QJsonObject>
#include <QStringList>

namespace settings {

//! The named profiles of a person: `profiles/NAME.json` under \a folder, which can be read, compared and shared, and
//! their secrets in `secrets.json` beside it, both readable by their owner only. That also holds, as `saved`, the
//! server and a digest of each file that uses secrets or the environment.
//!
//! Every call reads or writes files: not for the GUI thread. A file that cannot be used is left as it is.
class ProfileStore
{
public:
    //! \a folder as configFolder() gives it.
    explicit ProfileStore(const QString &folder) : m_folder(folder) { }

    //! Names in alphabetical order, at most 1 000.
    [[nodiscard]] QStringList names() const;
    //! One whose file is not as it was saved here has Profile::withheld.
    [[nodiscard]] base::Expected<Profile, IoError> load(const QString &name) const;
    //! Saves under profile.name, and says what became of its secrets. What the file has that this program does not know
    //! stays in it.
    [[nodiscard]] base::Expected<SecretsMoved, IoError> save(const Profile &profile) const;
    //! A person agreed to what \a profile, which was loaded here, asks for: its file does not ask again. Nothing is
    //! kept when the file says something else by now.
    [[nodiscard]] base::Expected<void, IoError> agree(const Profile &profile) const;
    [[nodiscard]] base::Expected<void, IoError> remove(const QString &name) const;

    //! True for what can be a file's name: not empty, at most 100 characters, no separators, controls or dot in front.
    [[nodiscard]] static bool isName(const QString &name);
    [[nodiscard]] QString pathOf(const QString &name) const;

private:
    enum class Others : quint8 { Go, Stay };
    [[nodiscard]] base::Expected<void, IoError> writeSecrets(
        const QString &name, const VariableMap &secrets, Others others) const;
    [[nodiscard]] base::Expected<void, IoError> writeRecord(const QString &name, const QJsonObject &record) const;

    QString m_folder;
};

} // namespace settings
