// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/manualclock.h"
#include "tests/unit/server/recordingoutbox.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace tests {

//! A scenario, its clock and its clients' post.
template <typename S>
struct ScenarioBench
{
    void say(server::ClientId client, const QByteArray &message)
    {
        scenario.messageReceived(client, ws::Opcode::Text, message, clock.now(), out);
        settle();
    }
    //! What is due now happens.
    void settle()
    {
        while (scenario.nextDeadline() && *scenario.nextDeadline() <= clock.now().steady)
            scenario.advance(clock.now(), out);
    }
    //! Moves the clock by \a by, stopping at every deadline as the server does.
    void run(base::Nanoseconds by)
    {
        const auto end = clock.now().steady + by;
        while (scenario.nextDeadline() && *scenario.nextDeadline() <= end) {
            clock.advance(std::max(base::Nanoseconds(0), *scenario.nextDeadline() - clock.now().steady));
            scenario.advance(clock.now(), out);
        }
        clock.advance(end - clock.now().steady);
    }
    //! What \a client got since the last call.
    QList<QJsonObject> heard(server::ClientId client)
    {
        QList<QJsonObject> mine;
        std::erase_if(out.sent, [&](const auto &sent) {
            if (sent.client == client)
                mine += QJsonDocument::fromJson(sent.payload).object();
            return sent.client == client;
        });
        return mine;
    }
    QStringList types(server::ClientId client)
    {
        QStringList names;
        for (const QJsonObject &message : heard(client))
            names += message.value(QLatin1String("type")).toString();
        return names;
    }

    ManualClock clock;
    RecordingOutbox out;
    S scenario;
};

} // namespace tests
