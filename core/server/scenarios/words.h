// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>

#include <optional>

namespace server {

//! The longest message that a scenario reads as JSON; more is invalid.
inline constexpr qsizetype longestJson = 64 * 1024;

//! `{"type":"error","message":…}`.
[[nodiscard]] QByteArray errorMessage(const QString &text);
//! What anything unreadable is answered with: a peer learns no details of how it was read.
[[nodiscard]] QByteArray invalidMessage();
//! A message of \a type with \a fields.
[[nodiscard]] QByteArray messageOf(const char *type, QJsonObject fields);
//! The text \a name of \a fields when it is there, not empty and at most \a longest UTF-16 units.
[[nodiscard]] std::optional<QString> textIn(const QJsonObject &fields, const char *name, qsizetype longest);
//! The whole number \a name of \a fields when it is there and from 0 to 2^53.
[[nodiscard]] std::optional<qint64> numberIn(const QJsonObject &fields, const char *name);

} // namespace server
