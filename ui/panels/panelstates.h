// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewers/composition.h"

#include <QJsonObject>
#include <QList>

//! What panels keep between two runs, as JSON. What makes no sense is left out.
namespace panels::states {

[[nodiscard]] QJsonObject fromHistory(const QList<viewers::Composition> &history);
[[nodiscard]] QList<viewers::Composition> toHistory(const QJsonObject &object);

[[nodiscard]] QJsonObject fromBytes(const QByteArray &opaque);
[[nodiscard]] QByteArray toBytes(const QJsonObject &object);

} // namespace panels::states
