// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/reportinput.h"

#include <QList>
#include <QString>

#include <variant>

namespace reports {

//! What a value counts.
enum class Unit : quint8 {
    Count,
    Bytes,
    Duration, //!< In nanoseconds here, in seconds in files for machines.
    PerSecond,
    BytesPerSecond,
    Ratio, //!< 0 to 1.
    Moment, //!< Nanoseconds since 1970 UTC.
    Text, //!< Foreign.
    Word, //!< One of ours, that ReportWords has a label for.
};

//! Nothing: there is no sample.
using Value = std::variant<std::monostate, quint64, double, QString>;

//! One figure: its name for machines, which is also what ReportWords finds its label by, and how much.
struct Figure
{
    const char *key;
    Unit unit = Unit::Count;
    Value value{};
};

//! Figures that belong together.
struct Section
{
    const char *key;
    QList<Figure> figures;
};

//! A list of equal things.
struct Table
{
    struct Column
    {
        const char *key;
        Unit unit = Unit::Count;
    };
    const char *key;
    QList<Column> columns;
    QList<QList<Value>> rows;
};

//! All that a report has, before it has a form: every format shows the same.
struct Model
{
    QList<Section> sections;
    QList<Table> tables; //!< Those with rows.
};

[[nodiscard]] Model modelOf(const ReportInput &input);

//! \a value as a person reads it, in their words. Foreign texts are on one line.
[[nodiscard]] QString textOf(const Value &value, Unit unit, const ReportWords &words = {});
//! The name with its unit, for machines: `round_trip_seconds`, `availability_ratio`.
[[nodiscard]] QString machineKey(const char *key, Unit unit);
//! A duration in seconds, a moment as ISO 8601, everything else as it is; nothing for what is no finite number.
[[nodiscard]] Value machineValue(const Value &value, Unit unit);
//! `350 µs`, `12.3 ms`, `4.2 s`, `3 min 05 s`, `2 h 14 min`.
[[nodiscard]] QString durationText(double ns);
//! `2026-11-23T10:05:56.123Z`.
[[nodiscard]] QString momentText(qint64 wallNs);

} // namespace reports
