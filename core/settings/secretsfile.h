// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/settings/ioerror.h"

#include <QJsonObject>
#include <QString>

#include <functional>

//! `secrets.json`: what other files of the folder must not hold. One object for each of them: `profiles`, `recent`,
//! `tabs`, `panels`.
namespace settings {

[[nodiscard]] QString secretsFileIn(const QString &folder);
[[nodiscard]] base::Expected<QJsonObject, IoError> readSecrets(const QString &folder);
//! Lets \a change change the object \a part of the file, and writes it if it did. One after the other, also when two
//! threads or two programs ask at once.
[[nodiscard]] base::Expected<void, IoError> changeSecrets(
    const QString &folder, const QString &part, const std::function<void(QJsonObject &)> &change);

//! \a value with its secrets replaced by `…`; the exact texts go into \a apart, by where they stand.
[[nodiscard]] QJsonValue withoutSecretTexts(const QJsonValue &value, QJsonObject &apart);
//! Undoes it: a text comes back where what stands there now is what it looked like without its secret.
[[nodiscard]] QJsonValue withSecretTexts(const QJsonValue &value, const QJsonObject &apart);

} // namespace settings
