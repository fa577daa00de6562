// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/recording.h"
#include "core/server/scenarios/scenario.h"

#include <map>
#include <memory>

namespace server {

//! When the server's messages of a recording come.
struct ReplayPace
{
    double factor = 1.0; //!< 2: twice as fast; 0: as soon as may be.
    bool waits = true; //!< For the client's messages that stood in front of them; else by the clock alone.
    friend bool operator==(const ReplayPace &, const ReplayPace &) = default;
};

//! Holds a recorded conversation again with every client that comes, each from its begin.
//!
//! A message of a client stands for the first one of its shape among those that are still to come; what looks like none
//! of them is left unanswered and counted. At the end the connection is closed with 1000.
class Replay final : public Scenario
{
public:
    Replay(std::shared_ptr<const Recording> recording, const ReplayPace &pace)
        : m_recording(std::move(recording))
        , m_pace(pace)
    {
    }

    void joined(ClientId client, const QUrlQuery &query, const base::Instant &now, Outbox &out) override;
    void left(ClientId client) override { m_clients.erase(client); }
    void messageReceived(
        ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out) override;
    void writable(ClientId client, const base::Instant &now, Outbox &out) override;
    void advance(const base::Instant &now, Outbox &out) override;
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const override;
    [[nodiscard]] std::size_t held() const override { return m_clients.size(); }

    //! Messages of clients that stood for none of the recording.
    [[nodiscard]] quint64 unmatched() const { return m_unmatched; }

private:
    struct Client
    {
        std::size_t next = 0; //!< The message of the recording that comes next, either way.
        base::Nanoseconds due{0}; //!< Steady: of that one, when it is the server's.
        bool waits = false; //!< For the client, or for room.
        bool isOver = false;
        std::map<std::size_t, QByteArray> heard; //!< What was said in place of which recorded message.
        std::set<std::size_t> early; //!< Recorded messages of the client beyond `next` that have come.
    };

    void goOn(ClientId id, Client &client, const base::Instant &now, Outbox &out);
    [[nodiscard]] base::Nanoseconds pauseBefore(std::size_t index) const;

    static constexpr qint64 backlog = 1 << 20; //!< Bytes that wait for the network, beyond which the clock stands still.
    static constexpr std::size_t searched = 256; //!< So many messages ahead a client's message is looked for.

    std::shared_ptr<const Recording> m_recording;
    const ReplayPace m_pace;
    std::map<ClientId, Client> m_clients;
    quint64 m_unmatched = 0;
};

} // namespace server
