// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/record.h"
#include "core/messaging/messageid.h"
#include "core/messaging/resumetracker.h"
#include "core/stream/inboundboard.h"

#include <QList>

#include <functional>
#include <optional>

namespace stream {

//! The analysis thread's look at the ids of received messages: which are new, which acknowledge what was sent.
//!
//! Costs nothing while the profile names no id field and nothing waits for an acknowledgement.
class Inbound
{
public:
    //! \a note writes a record of our own: a gap with from and to, or a resync mark.
    Inbound(InboundBoard &board, std::function<void(capture::Kind, const QByteArray &json)> note,
        std::function<void(const QList<QByteArray> &ids)> acknowledged);

    //! Before each list of Batches.
    void begin();
    //! False when the message was seen before: it stays in the capture and does not count as new.
    [[nodiscard]] bool isNew(const capture::Record &record);
    //! Behind each list of Batches.
    void end();

    [[nodiscard]] const messaging::ResumeStatus &status() const { return m_tracker.status(); }

private:
    void track(const capture::Record &record, bool &isNew);
    void tell(const messaging::ResumeTracker::Verdict &verdict);
    [[nodiscard]] QByteArray ackInFields() const;

    InboundBoard &m_board;
    const std::function<void(capture::Kind, const QByteArray &)> m_note;
    const std::function<void(const QList<QByteArray> &)> m_acknowledged;
    messaging::SendingSettings m_settings;
    messaging::JsonFields m_fields;
    InboundBoard::Orders m_orders;
    std::optional<std::pair<base::Seq, QByteArray>> m_resume;
    messaging::ResumeTracker m_tracker;
    QList<QByteArray> m_acks;
    QString m_source;
    quint64 m_generation = 0;
};

} // namespace stream
