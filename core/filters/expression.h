// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/needle.h"
#include "core/capture/record.h"
#include "core/decoders/fieldpath.h"
#include "core/filters/boundedregex.h"

#include <QString>

#include <optional>
#include <vector>

namespace filters {

enum class Sign : quint8 { None, Equal, Differs, Less, AtMost, Greater, AtLeast, Contains };

//! What a number of a row is.
enum class Measure : quint8 { Size, WireSize, Ratio, Latency, Seq };

//! What stands behind the sign of a path or of `type`.
struct Literal
{
    QByteArray text{};
    capture::Needle needle{}; //!< For Contains.
    std::optional<double> number{};
};

//! A time, or only one of a day that is known when rows are seen.
struct Moment
{
    qint64 ns = 0; //!< Since 1970 UTC, or since midnight.
    bool isOfDay = false;
};

//! One node of a filter; its children are indices into the nodes of the filter.
struct Node
{
    enum class Kind : quint8 {
        All, //!< Every child; none: true.
        Any,
        Not,
        Direction,
        Kinds, //!< One of `kinds`.
        Heartbeat,
        Redacted,
        Number, //!< `measure` `sign` `number`
        Before,
        After,
        Connection, //!< Its number, or a part of its address.
        Type, //!< A member that says what a message is has one of `literals`.
        Path, //!< `paths` `sign` `literals`
        Text,
        Regex,
    };
    Kind kind = Kind::All;
    Sign sign = Sign::None;
    Measure measure = Measure::Size;
    capture::Direction direction = capture::Direction::In;
    quint64 kinds = 0; //!< A bit for each capture::Kind.
    double number = 0;
    Moment moment{};
    std::size_t firstPath = 0, pathCount = 0;
    std::vector<int> children{};
    std::vector<Literal> literals{};
    capture::Needle needle{};
    BoundedRegex regex{};
    QString text{};
};

constexpr quint64 bitOf(capture::Kind kind) { return quint64(1) << static_cast<int>(kind); }

//! A compiled filter.
struct Expression
{
    std::vector<Node> nodes; //!< The last one is the whole.
    std::vector<decoders::FieldPath> paths; //!< Of all its nodes, one behind the other.
    bool needsPayload = false;
    bool needsLatency = false;
};

} // namespace filters
