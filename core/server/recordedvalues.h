// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>
#include <optional>

namespace server {

//! A string or number in a JSON text.
struct RecordedValue
{
    QString path{}; //!< `params.0.id`.
    QByteArrayView token{}; //!< Raw, strings with their quotes.
    quint32 at = 0; //!< Where it stands.
};

//! Shows \a visit the strings and numbers of \a json in order, at most 10 000; none when it is no JSON.
void eachValue(QByteArrayView json, const std::function<void(const RecordedValue &)> &visit);

//! What kind of message \a payload is: the paths it has and what its `type`, `method`, `op`, `event` and the like say.
//! Two messages of one kind look alike, whatever their ids and times are.
[[nodiscard]] QByteArray shapeOf(QByteArrayView payload);

//! Whether a value with this path and token names something: an id, a token, a number that belongs to a request.
[[nodiscard]] bool namesSomething(const RecordedValue &value);

//! \a token as it is \a later: a number of seconds, milliseconds, microseconds or nanoseconds since 1970, or an ISO 8601
//! text, within a day of \a wall. Nothing when it is no such time.
[[nodiscard]] std::optional<QByteArray> movedTime(
    QByteArrayView token, base::Nanoseconds wall, base::Nanoseconds later);

} // namespace server
