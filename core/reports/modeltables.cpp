// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/modeltables.h"

#include "core/reports/figures.h"
#include "core/reports/modelvalues.h"

#include <array>

namespace reports {
namespace {

using metrics::Histogram;
using metrics::RunMetrics;

void addDistribution(Table &table, const char *name, const Histogram &histogram)
{
    if (histogram.isEmpty())
        return;
    const auto at = [&histogram](double share_) { return Value(static_cast<double>(*histogram.percentile(share_))); };
    table.rows.append({wordOf(name), counted(histogram.count()), ifAny(histogram.mean()),
        static_cast<double>(*histogram.min()), at(0.5), at(0.9), at(0.95), at(0.99), at(0.999),
        static_cast<double>(*histogram.max())});
}

Table distribution(const char *key, Unit unit)
{
    return {key,
        {{"what", Unit::Word}, {"count", Unit::Count}, {"mean", unit}, {"min", unit}, {"p50", unit}, {"p90", unit},
            {"p95", unit}, {"p99", unit}, {"p999", unit}, {"max", unit}},
        {}};
}

Table timesTable(const RunMetrics &run)
{
    static constexpr std::array phases{"resolving", "connecting", "proxy", "tls", "upgrading"};
    Table table = distribution("times", Unit::Duration);
    addDistribution(table, "round_trip", run.roundTrip);
    if (run.roundTripFromDue != run.roundTrip)
        addDistribution(table, "round_trip_from_due", run.roundTripFromDue);
    addDistribution(table, "inter_arrival", run.interArrival);
    addDistribution(table, "jitter", run.jitter);
    addDistribution(table, "connect", run.life.connectTime);
    for (std::size_t phase = 0; phase < phases.size(); ++phase)
        addDistribution(table, phases.at(phase), run.life.phaseTime.at(phase));
    addDistribution(table, "first_message", run.life.firstMessageTime);
    addDistribution(table, "session", run.life.sessionTime);
    addDistribution(table, "failure", run.life.failureTime);
    return table;
}

Table sizesTable(const RunMetrics &run)
{
    Table table = distribution("sizes", Unit::Bytes);
    addDistribution(table, "received", run.in.size);
    addDistribution(table, "sent", run.out.size);
    return table;
}

Table failures(const RunMetrics &run)
{
    Table table{"failures", {{"cause", Unit::Text}, {"count"}, {"mean", Unit::Duration}, {"max", Unit::Duration}}, {}};
    for (const auto &[cause, all] : run.life.failuresByCause) {
        const auto most = all.time.max();
        table.rows.append({foreignText(cause), counted(all.count), ifAny(all.time.mean()),
            most ? nanoseconds(*most) : Value()});
    }
    return table;
}

Value sideText(const std::optional<metrics::CloseSide> &side, bool code)
{
    if (!side)
        return {};
    return code ? QString::number(side->code) : side->reason;
}

Table closes(const RunMetrics &run)
{
    static constexpr std::array by{"nobody", "us", "peer"};
    static constexpr std::array tcp{"unknown", "peer-fin", "peer-reset", "us"};
    Table table{"closes",
        {{"row"}, {"at", Unit::Moment}, {"session", Unit::Duration}, {"silent", Unit::Duration}, {"cause", Unit::Text},
            {"code", Unit::Text}, {"code_received", Unit::Text}, {"reason_received", Unit::Text},
            {"code_sent", Unit::Text}, {"reason_sent", Unit::Text}, {"closed_by", Unit::Word},
            {"tcp_ended_by", Unit::Word}, {"clean", Unit::Word}},
        {}};
    for (const metrics::CloseEntry &close : run.life.closes)
        table.rows.append({counted(close.seq), nanoseconds(close.wallNs), nanoseconds(close.sessionNs),
            nanoseconds(close.silentNs), foreignText(close.cause),
            close.code != 0 ? Value(QString::number(close.code)) : Value(), sideText(close.received, true),
            sideText(close.received, false), sideText(close.sent, true), sideText(close.sent, false),
            wordOf(by.at(static_cast<std::size_t>(close.by))), wordOf(tcp.at(static_cast<std::size_t>(close.tcp))),
            wordOf(close.isClean() ? "yes" : "no")});
    return table;
}

Table gaps(const RunMetrics &run)
{
    Table table{"gaps", {{"row"}, {"at", Unit::Moment}, {"cause", Unit::Text}, {"length", Unit::Duration}, {"missing"}}, {}};
    for (const metrics::GapEntry &gap : run.life.gapList)
        table.rows.append({counted(gap.seq), nanoseconds(gap.wallNs), foreignText(gap.reason),
            gap.lengthNs >= 0 ? nanoseconds(gap.lengthNs) : Value(), gap.missing > 0 ? Value(gap.missing) : Value()});
    return table;
}

Table states(const RunMetrics &run)
{
    Table table{"states", {{"state", Unit::Word}, {"time", Unit::Duration}}, {}};
    for (std::size_t place = 0; place < metrics::LifeCycle::states; ++place) {
        const auto state = static_cast<connection::State>(place);
        if (const qint64 time = run.life.timeIn(state); time > 0)
            table.rows.append({stateKey(state), nanoseconds(time)});
    }
    return table;
}

Table topics(const RunMetrics &run)
{
    Table table{"topics", {{"topic", Unit::Text}, {"messages"}, {"bytes", Unit::Bytes}}, {}};
    for (const auto &[name, flow] : run.topics.all())
        table.rows.append({name.isEmpty() ? Value() : foreignText(name), counted(flow.messages), counted(flow.bytes)});
    if (const metrics::Flow &others = run.topics.others(); others.messages > 0)
        table.rows.append({wordOf("(others)"), counted(others.messages), counted(others.bytes)});
    return table;
}

Table worst(const RunMetrics &run)
{
    Table table{"worst", {{"what", Unit::Word}, {"row"}, {"at", Unit::Moment}, {"duration", Unit::Duration}, {"bytes", Unit::Bytes}}, {}};
    const auto add = [&table](const char *what, const metrics::Worst &worst_, bool isSize) {
        for (const metrics::Moment &moment : worst_.all())
            table.rows.append({wordOf(what), counted(moment.seq), nanoseconds(moment.wallNs),
                isSize ? Value() : nanoseconds(moment.amount),
                isSize ? Value(static_cast<quint64>(moment.amount)) : Value()});
    };
    add("silence", run.silences, false);
    add("round_trip", run.slowest, false);
    add("message", run.largest, true);
    return table;
}

Table problems(const RunMetrics &run)
{
    Table table{"problems", {{"kind", Unit::Text}, {"count"}}, {}};
    for (const auto &[kind, n] : run.problems)
        table.rows.append({foreignText(kind), counted(n)});
    for (const auto &[cause, n] : run.life.endsByCause)
        table.rows.append({foreignText("ended: " + cause), counted(n)});
    return table;
}

} // namespace

QList<Table> tablesOf(const RunMetrics &run)
{
    QList<Table> tables;
    for (const Table &table : {timesTable(run), sizesTable(run), topics(run), failures(run), closes(run), gaps(run),
             states(run), worst(run), problems(run)}) {
        if (!table.rows.isEmpty())
            tables.append(table);
    }
    return tables;
}

} // namespace reports
