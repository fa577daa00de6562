// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/devicefleet.h"

#include "core/base/random.h"
#include "core/messaging/envelope.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace messaging {

DeviceFleet::DeviceFleet(int count, base::Nanoseconds interval, quint64 seed)
    : m_devices(static_cast<std::size_t>(std::clamp(count, 1, 99'999)))
    , m_interval(std::max(interval, base::Nanoseconds(std::chrono::milliseconds(1))))
    , m_seed(seed)
{
}

QByteArray DeviceFleet::idOf(int device) { return "device-" + QByteArray::number(device + 1).rightJustified(3, '0'); }

QByteArray DeviceFleet::auth(int device, const QByteArray &secret)
{
    return toJson(Envelope{.type = QStringLiteral("auth"),
        .fields = {{QStringLiteral("deviceId"), QString::fromLatin1(idOf(device))},
            {QStringLiteral("secret"), QString::fromUtf8(secret)}}});
}

double DeviceFleet::chance(int device, int which) const
{
    base::SeededRandom random(m_seed * 1'000'003 + static_cast<quint64>(device) * 31 + static_cast<quint64>(which));
    return random.uniform();
}

void DeviceFleet::connected(int device, base::Nanoseconds now)
{
    Device &own = m_devices[static_cast<std::size_t>(device)];
    own.isThere = true;
    ++own.turn;
    // The first report at a time of its own, so that thousands do not speak at once.
    const auto offset = base::Nanoseconds(static_cast<qint64>(chance(device, 0) * static_cast<double>(m_interval.count())));
    m_turns.push({.at = now + offset, .device = device, .turn = own.turn});
}

void DeviceFleet::disconnected(int device) { m_devices[static_cast<std::size_t>(device)].isThere = false; }

std::vector<int> DeviceFleet::takeDue(base::Nanoseconds now)
{
    std::vector<int> due;
    while (!m_turns.empty() && m_turns.top().at <= now) {
        const Turn turn = m_turns.top();
        m_turns.pop();
        const Device &device = m_devices[static_cast<std::size_t>(turn.device)];
        if (!device.isThere || device.turn != turn.turn)
            continue;
        due.push_back(turn.device);
        // Turns that were slept through are not made up for.
        const base::Nanoseconds behind = std::max(base::Nanoseconds(0), now - turn.at);
        m_turns.push({.at = turn.at + (behind / m_interval + 1) * m_interval, .device = turn.device, .turn = turn.turn});
    }
    return due;
}

std::optional<base::Nanoseconds> DeviceFleet::nextDeadline() const
{
    return m_turns.empty() ? std::nullopt : std::optional(m_turns.top().at);
}

QByteArray DeviceFleet::report(int device, base::Nanoseconds wall) const
{
    const double hours = std::chrono::duration<double, std::ratio<3600>>(wall).count();
    const double day = std::sin((hours / 24.0 + chance(device, 1)) * 2.0 * std::numbers::pi);
    const double temperature = 22.0 + 6.0 * day + 4.0 * (chance(device, 2) - 0.5);
    const double humidity = 55.0 - 15.0 * day + 10.0 * (chance(device, 3) - 0.5);
    const double battery = 100.0 - std::fmod(hours * 0.5 + 100.0 * chance(device, 4), 100.0);
    const auto number = [](double value) { return QByteArray::number(std::round(value * 10.0) / 10.0, 'f', 1); };
    return R"({"type":"data","deviceId":")" + idOf(device) + R"(","metrics":{"temperature":)" + number(temperature)
        + R"(,"humidity":)" + number(humidity) + R"(,"battery":)" + number(battery) + R"(},"timestamp":)"
        + QByteArray::number(std::chrono::duration_cast<std::chrono::milliseconds>(wall).count()) + '}';
}

std::optional<QByteArray> DeviceFleet::answer(int device, QByteArrayView message, base::Nanoseconds wall)
{
    const auto envelope = parseEnvelope(message);
    if (!envelope || envelope->type != QLatin1String("control"))
        return std::nullopt;
    Device &own = m_devices[static_cast<std::size_t>(device)];
    ++own.commands;
    const qint64 wallMs = std::chrono::duration_cast<std::chrono::milliseconds>(wall).count();
    return toJson(Envelope{.type = QStringLiteral("result"),
        .fields = {{QStringLiteral("commandId"), envelope->fields.value(QLatin1String("id"))},
            {QStringLiteral("success"), true},
            {QStringLiteral("data"),
                QJsonObject{{QStringLiteral("commands"), static_cast<qint64>(own.commands)},
                    {QStringLiteral("at"), wallMs}}}}});
}

} // namespace messaging
