// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <queue>
#include <vector>

namespace messaging {

//! Many simulated devices of the guide's IoT system, each on a connection of its own: who they are, what they report and
//! when, and what they answer to commands. Pure: no socket, time is an argument, the same seed gives the same values.
class DeviceFleet
{
public:
    //! \a count devices, `device-001` and so on, each reporting once in \a interval; their turns are spread over it.
    DeviceFleet(int count, base::Nanoseconds interval, quint64 seed = 1);

    [[nodiscard]] int count() const { return static_cast<int>(m_devices.size()); }
    [[nodiscard]] static QByteArray idOf(int device);
    //! What a device says first on its connection.
    [[nodiscard]] static QByteArray auth(int device, const QByteArray &secret = QByteArrayLiteral("secret"));

    //! The connection of \a device is there, or away: reports go out only while it is there.
    void connected(int device, base::Nanoseconds now);
    void disconnected(int device);

    //! Who has to report at \a now; each gets its next turn.
    [[nodiscard]] std::vector<int> takeDue(base::Nanoseconds now);
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;
    //! `{"type":"data","deviceId":…,"metrics":{…},"timestamp":…}` of \a device at \a wall.
    [[nodiscard]] QByteArray report(int device, base::Nanoseconds wall) const;
    //! The `result` for a `control` that \a device got; nothing for anything else.
    [[nodiscard]] std::optional<QByteArray> answer(int device, QByteArrayView message, base::Nanoseconds wall);

private:
    struct Device
    {
        bool isThere = false;
        quint32 turn = 0; //!< Of its connections; an entry of an earlier one counts for nothing.
        quint64 commands = 0;
    };
    struct Turn
    {
        base::Nanoseconds at{0};
        int device = 0;
        quint32 turn = 0;
        friend bool operator>(const Turn &a, const Turn &b) { return a.at > b.at; }
    };

    [[nodiscard]] double chance(int device, int which) const;

    std::vector<Device> m_devices;
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> m_turns;
    base::Nanoseconds m_interval;
    quint64 m_seed;
};

} // namespace messaging
