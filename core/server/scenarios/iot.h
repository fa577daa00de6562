// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/scenarios/scenario.h"

#include <QHash>
#include <QJsonObject>

#include <map>
#include <set>
#include <vector>

namespace server {

//! When a value of a device's report is worth a word.
struct AlertRule
{
    QString metric{};
    bool above = true; //!< Else below.
    double value = 0.0;
    friend bool operator==(const AlertRule &, const AlertRule &) = default;
};

//! Devices that report and are commanded. For devices, and for the users who watch over them.
//!
//! Device: `{"type":"data","deviceId":…,"metrics":{…},"timestamp":…}`, and to `{"type":"control","id":…,"command":…}` it
//! answers `{"type":"result","commandId":…,"success":…,"data":…}`. User: `{"type":"control","deviceId":…,"command":…}`
//! brings that `result` with the `deviceId`, or `{"type":"error","message":"Device offline"}`; what a device reports,
//! `device_online`, `device_offline` and `alert` come by themselves. `{"type":"rule","metric":…,"above":…}` (or `below`)
//! adds a rule to those for hot, humid and empty.
class Iot final : public Scenario
{
public:
    static constexpr base::Nanoseconds resultDeadline = std::chrono::seconds(30);
    static constexpr std::size_t mostRules = 32;
    static constexpr qsizetype mostMetrics = 32; //!< In one report.
    static constexpr std::size_t mostCommands = 1'000; //!< That wait for their result.

    Iot();

    void joined(ClientId, const QUrlQuery &, const base::Instant &, Outbox &) override { }
    void joinedAs(ClientId client, const Identity &who, const QUrlQuery &query, const base::Instant &now,
        Outbox &out) override;
    void left(ClientId client) override;
    void messageReceived(
        ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out) override;
    void advance(const base::Instant &now, Outbox &out) override;
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const override;
    [[nodiscard]] std::size_t held() const override;

private:
    struct Device
    {
        QString id;
        std::set<QString> alarmed; //!< Rules that hold, so that each is told once when it begins.
    };
    struct Command
    {
        ClientId user = 0;
        ClientId device = 0;
        base::Nanoseconds due{0}; //!< Steady.
    };

    void report(ClientId client, const QJsonObject &fields, Outbox &out);
    void watch(Device &device, const QJsonObject &metrics, Outbox &out);
    void result(ClientId client, const QJsonObject &fields, Outbox &out);
    void control(ClientId client, const QJsonObject &fields, const base::Instant &now, Outbox &out);
    void addRule(ClientId client, const QJsonObject &fields, Outbox &out);
    void tellUsers(const QByteArray &message, Outbox &out) const;

    QHash<ClientId, Device> m_devices;
    QHash<QString, ClientId> m_online; //!< The last connection of each device.
    std::set<ClientId> m_users;
    std::vector<AlertRule> m_rules;
    std::map<quint64, Command> m_commands; //!< By number, which is also by age.
    std::vector<QString> m_gone; //!< To be told in the next advance().
    quint64 m_lastCommand = 0;
};

} // namespace server
