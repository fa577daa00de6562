// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/heartbeatsettings.h"
#include "core/decoders/pathfinder.h"

#include <QByteArrayView>

#include <optional>

namespace connection {

//! Finds in received messages what belongs to the heartbeat.
class BeatFinder
{
public:
    //! What stands in \a payload where \a match looks: a string without quotes, else the JSON token; the payload itself
    //! when it looks nowhere. Nothing when the message does not match. Foreign bytes over 4 KiB are never looked at.
    [[nodiscard]] std::optional<QByteArray> matched(const BeatMatch &match, QByteArrayView payload);

private:
    [[nodiscard]] std::optional<QByteArray> valueIn(QByteArrayView payload);

    QByteArray m_field{}; // What m_reader looks for.
    std::optional<decoders::PathReader> m_reader{};
};

//! \a text with every `${name}` replaced by \a value, within the bounds of base::withPlaceholder().
[[nodiscard]] QByteArray filled(QByteArray text, const char *name, const QByteArray &value);

} // namespace connection
