// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/messaging/sending.h"

#include <QByteArray>

#include <deque>
#include <mutex>
#include <optional>

namespace stream {

//! What the threads of one connection tell each other about the ids of received messages. Thread-safe, brief locks.
//!
//! Analysis reads the ids, capture says what is on the disk, the network asks for the last id that is: an id counts as
//! received only once its message is captured.
class InboundBoard
{
public:
    //! From the network thread: what to look for, and whose messages they are: another \a source begins anew.
    void configure(const QString &source, const messaging::SendingSettings &settings);
    //! From the network thread: behind \a seq begins a connection that asked for what comes behind \a askedBehind.
    void resumed(base::Seq seq, const QByteArray &askedBehind);
    //! From the network thread: whether any message waits to be acknowledged.
    void setAwaitsAcks(bool awaits);

    //! What the analysis works by; a copy, taken once for each time it works.
    struct Orders
    {
        quint64 generation = 0; //!< Changes with the settings.
        QString source;
        bool awaitsAcks = false;
        std::optional<base::Seq> resumedAt;
        QByteArray askedBehind;
    };
    [[nodiscard]] Orders takeOrders();
    [[nodiscard]] messaging::SendingSettings settings() const;
    //! From the analysis thread: the newest id so far is that of the message \a seq.
    void noteId(base::Seq seq, const QByteArray &id);
    //! From the capture thread.
    void setCaptured(base::Seq seq);

    //! The id of the newest message that is in the capture; empty: none.
    [[nodiscard]] QByteArray lastCapturedId() const;

private:
    void settle();

    mutable std::mutex m_mutex;
    messaging::SendingSettings m_settings;
    Orders m_orders;
    std::deque<std::pair<base::Seq, QByteArray>> m_ids; //!< Not yet captured.
    base::Seq m_captured = 0;
    QByteArray m_lastCaptured;
};

} // namespace stream
