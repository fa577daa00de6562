// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArrayView>
#include <QString>

namespace settings {

using namespace std::chrono_literals;

//! Which received message counts as the answer to one we sent, and how long it is waited for.
struct ReplyRule
{
    enum class Kind : quint8 {
        None, //!< Nothing is waited for.
        Any, //!< The next text or binary message.
        Contains, //!< A message with this text in it.
        JsonEquals, //!< A JSON message whose value at `path` is `text`.
    };
    Kind kind = Kind::None;
    QString path{}; //!< As in jsonValueAt(): `type`, `data.status`, `items[0].id`.
    QString text{};
    base::Nanoseconds timeout = 5s;
    bool required = true; //!< Without the answer the connection is given up and tried again; else the next one follows.
    friend bool operator==(const ReplyRule &, const ReplyRule &) = default;
};

//! True when \a payload is what \a rule waits for. A message over 1 MiB never is one.
[[nodiscard]] bool matches(const ReplyRule &rule, QByteArrayView payload);

} // namespace settings
