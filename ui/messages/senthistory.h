// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewers/composition.h"

#include <QJsonObject>
#include <QList>

namespace messages {

//! What was sent, as it is kept between two runs: the newest megabyte of it.
[[nodiscard]] QJsonObject jsonFromHistory(const QList<viewers::Composition> &history);
//! The way back. Entries that make no sense are left out.
[[nodiscard]] QList<viewers::Composition> historyFromJson(const QJsonObject &object);

} // namespace messages
