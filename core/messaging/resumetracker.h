// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/messaging/sending.h"

#include <QByteArray>
#include <QHash>

#include <deque>
#include <vector>

namespace messaging {

//! What the ids of received messages tell; a value, copied into every Tick.
struct ResumeStatus
{
    bool on = false; //!< The profile names an id field.
    QByteArray lastId; //!< Raw token of the newest; foreign.
    quint64 newMessages = 0; //!< With an id that was not seen before.
    quint64 overlap = 0; //!< Seen before: kept in the capture, not counted as new.
    quint64 late = 0; //!< Came behind newer ones, within the declared window.
    quint64 outOfOrder = 0; //!< The same, outside of it: an error of the feed.
    quint64 gaps = 0;
    quint64 resyncs = 0;
    quint64 withoutId = 0;
    friend bool operator==(const ResumeStatus &, const ResumeStatus &) = default;
};

//! Which received messages are new, which came before, and where some are missing (D05 to D07).
//!
//! Ids are remembered for the last 100 000 messages, so memory is bounded whatever the feed sends.
class ResumeTracker
{
public:
    enum class Kind : quint8 {
        New,
        Overlap, //!< Its id was seen before.
        Late, //!< Behind newer ones, within the declared window.
        OutOfOrder, //!< Behind newer ones, outside of it.
        Gap, //!< New, and the ids from `from` to `to` are missing before it.
        Resync, //!< The ids began anew: what lies between is not known.
    };
    struct Verdict
    {
        Kind kind = Kind::New;
        QByteArray from, to; //!< Gap: the missing ids. Resync: the last id before it, and the new one.
        [[nodiscard]] bool isNew() const { return kind != Kind::Overlap; }
    };

    static constexpr std::size_t window = 100'000;

    explicit ResumeTracker(const ResumeSettings &settings = {}) : m_settings(settings)
    {
        m_status.on = !settings.idField.isEmpty();
    }

    //! A connection begins that asked for what comes behind \a lastId; empty: it asked for nothing.
    void resumed(const QByteArray &lastId);
    //! A message came; \a id and \a epoch are raw JSON tokens, an empty \a epoch says nothing.
    [[nodiscard]] Verdict received(const QByteArray &id, const QByteArray &epoch = {});
    void receivedWithoutId() { ++m_status.withoutId; }
    //! With a window for late messages a gap is judged only when it closed: the ones that are real by now.
    [[nodiscard]] std::vector<Verdict> takeGaps();

    [[nodiscard]] const ResumeStatus &status() const { return m_status; }

private:
    struct Range
    {
        QByteArray from, to;
    };

    [[nodiscard]] Verdict judge(const QByteArray &id);
    [[nodiscard]] Verdict judgeNumber(const QByteArray &number, bool seen);
    [[nodiscard]] Verdict startAnew(const QByteArray &id);
    [[nodiscard]] bool fillMissing(const QByteArray &number);
    void remember(const QByteArray &id);
    void settleGaps();

    ResumeSettings m_settings;
    ResumeStatus m_status;
    QHash<QByteArray, int> m_seen;
    std::deque<QByteArray> m_order;
    QByteArray m_epoch;
    QByteArray m_highest; //!< IdKind::Integer: the greatest number.
    QByteArray m_asked; //!< Behind which the present connection asked to go on; empty once something new came.
    std::vector<Range> m_missing; //!< Known holes, oldest first, at most 100.
    std::size_t m_pending = 0; //!< So many of the newest are not yet told.
    std::vector<Verdict> m_gaps;
};

} // namespace messaging
