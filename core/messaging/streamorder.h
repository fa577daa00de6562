// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <map>
#include <optional>

namespace messaging {

//! Puts the numbered messages of one stream in order: `seq` from 1 on, `{"seq":-1,"end":true}` at the end. What comes too
//! early waits, at most 1 000 messages and 2 s; then what is missing counts as a gap. Time is an argument.
class StreamOrder
{
public:
    static constexpr std::size_t mostWaiting = 1'000;
    static constexpr base::Nanoseconds longestWait = std::chrono::seconds(2);

    //! Something that follows from what came, in order.
    struct Step
    {
        enum class Kind : quint8 {
            Data, //!< Number `from`, with `payload`.
            Gap, //!< The numbers `from` to `to` did not come in time.
            End, //!< The stream is over.
        };
        Kind kind = Kind::Data;
        qint64 from = 0;
        qint64 to = 0;
        QByteArray payload{};
        friend bool operator==(const Step &, const Step &) = default;
    };
    struct Counts
    {
        quint64 delivered = 0;
        quint64 repeated = 0; //!< Came before, or behind a gap that was given up.
        quint64 reordered = 0; //!< Had to wait.
        quint64 missing = 0;
        friend bool operator==(const Counts &, const Counts &) = default;
    };

    //! Number \a seq came with \a payload, which may be anything, `0`, `false`, `""` and `null` too.
    [[nodiscard]] QList<Step> received(qint64 seq, const QByteArray &payload, base::Nanoseconds now);
    //! What is given up at \a now.
    [[nodiscard]] QList<Step> advance(base::Nanoseconds now);
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;

    [[nodiscard]] const Counts &counts() const { return m_counts; }
    [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }
    [[nodiscard]] bool isOver() const { return m_isOver; }

private:
    struct Waiting
    {
        QByteArray payload;
        base::Nanoseconds since{0};
    };
    void giveOut(QList<Step> &steps);
    void skip(QList<Step> &steps);
    void finish(QList<Step> &steps);

    std::map<qint64, Waiting> m_waiting;
    qint64 m_last = 0; //!< The last number that was given out or given up.
    std::optional<base::Nanoseconds> m_endedAt; //!< The end came, maybe before what belongs in front of it.
    Counts m_counts;
    bool m_isOver = false;
};

//! The streams of a conversation, by what they are called, at most 1 000 of them.
class StreamOrders
{
public:
    static constexpr std::size_t mostStreams = 1'000;

    //! A received row. Empty unless it is `stream_data` of a stream; \a streamId, if given, gets its raw token.
    [[nodiscard]] QList<StreamOrder::Step> received(
        QByteArrayView text, base::Nanoseconds now, QByteArray *streamId = nullptr);
    [[nodiscard]] const std::map<QByteArray, StreamOrder> &streams() const { return m_streams; }

private:
    std::map<QByteArray, StreamOrder> m_streams;
};

} // namespace messaging
