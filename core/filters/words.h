// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filters/expression.h"

#include <QStringView>

#include <array>

//! The words of the filter language, for its parser and its completion.
namespace filters::words {

//! What a name in front of a sign is about.
enum class Subject : quint8 { Direction, Kinds, Measure, Before, After, Connection, Type };

struct Name
{
    QLatin1StringView word;
    Subject subject;
    Measure measure = Measure::Size;
    QLatin1StringView sign; //!< That completion puts behind it.
};
inline constexpr std::array names{
    Name{QLatin1StringView("dir"), Subject::Direction, Measure::Size, QLatin1StringView(":")},
    Name{QLatin1StringView("op"), Subject::Kinds, Measure::Size, QLatin1StringView(":")},
    Name{QLatin1StringView("type"), Subject::Type, Measure::Size, QLatin1StringView(":")},
    Name{QLatin1StringView("conn"), Subject::Connection, Measure::Size, QLatin1StringView(":")},
    Name{QLatin1StringView("size"), Subject::Measure, Measure::Size, QLatin1StringView(">")},
    Name{QLatin1StringView("wire"), Subject::Measure, Measure::WireSize, QLatin1StringView(">")},
    Name{QLatin1StringView("ratio"), Subject::Measure, Measure::Ratio, QLatin1StringView(">")},
    Name{QLatin1StringView("latency"), Subject::Measure, Measure::Latency, QLatin1StringView(">")},
    Name{QLatin1StringView("seq"), Subject::Measure, Measure::Seq, QLatin1StringView(">")},
    Name{QLatin1StringView("before"), Subject::Before, Measure::Size, QLatin1StringView(":")},
    Name{QLatin1StringView("after"), Subject::After, Measure::Size, QLatin1StringView(":")},
};

//! Kinds of rows: behind `op:`, and some also alone.
struct KindWord
{
    QLatin1StringView word;
    quint64 kinds;
    bool standsAlone;
};
inline constexpr std::array kinds{
    KindWord{QLatin1StringView("text"), bitOf(capture::Kind::Text), false},
    KindWord{QLatin1StringView("binary"), bitOf(capture::Kind::Binary), false},
    KindWord{QLatin1StringView("close"), bitOf(capture::Kind::Close), false},
    KindWord{QLatin1StringView("ping"), bitOf(capture::Kind::Ping), false},
    KindWord{QLatin1StringView("pong"), bitOf(capture::Kind::Pong), false},
    KindWord{QLatin1StringView("raw"), bitOf(capture::Kind::Raw), false},
    KindWord{QLatin1StringView("data"), bitOf(capture::Kind::Text) | bitOf(capture::Kind::Binary), true},
    KindWord{QLatin1StringView("control"),
        bitOf(capture::Kind::Close) | bitOf(capture::Kind::Ping) | bitOf(capture::Kind::Pong), true},
    KindWord{QLatin1StringView("note"),
        bitOf(capture::Kind::State) | bitOf(capture::Kind::Gap) | bitOf(capture::Kind::Problem), true},
    KindWord{QLatin1StringView("state"), bitOf(capture::Kind::State), true},
    KindWord{QLatin1StringView("gap"), bitOf(capture::Kind::Gap), true},
    KindWord{QLatin1StringView("problem"), bitOf(capture::Kind::Problem), true},
};
inline constexpr QLatin1StringView heartbeat("heartbeat");
inline constexpr QLatin1StringView redacted("redacted");

//! Top-level members that say what a message is: where `type:` looks.
inline constexpr std::array typeMembers{"type", "event", "e", "channel", "topic", "op", "action", "method", "kind",
    "stream", "msg_type", "messageType", "T"};

[[nodiscard]] inline const Name *nameOf(QStringView word)
{
    for (const Name &each : names) {
        if (word.compare(each.word, Qt::CaseInsensitive) == 0)
            return &each;
    }
    return nullptr;
}
[[nodiscard]] inline const KindWord *kindOf(QStringView word)
{
    for (const KindWord &each : kinds) {
        if (word.compare(each.word, Qt::CaseInsensitive) == 0)
            return &each;
    }
    return nullptr;
}

} // namespace filters::words
