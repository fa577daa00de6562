// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace settings {

//! The text, number, true or false that stands in the JSON object or array \a json at \a path, as text.
//!
//! A path is written as decoders::FieldPath reads it: `data.items[0].token`. An empty one, an object, an array, null,
//! no JSON and nothing there give nothing.
[[nodiscard]] std::optional<QString> jsonValueAt(QByteArrayView json, const QString &path);

//! True when \a path is written as jsonValueAt() reads it.
[[nodiscard]] bool isJsonPath(const QString &path);

} // namespace settings
