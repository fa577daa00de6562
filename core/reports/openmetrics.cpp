// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/openmetrics.h"

#include "core/reports/figures.h"

#include <array>
#include <cmath>
#include <functional>
#include <span>
#include <vector>

namespace reports {
namespace {

using metrics::Histogram;
using metrics::RunMetrics;

constexpr std::array timeBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0};
constexpr std::array sizeBounds{16.0, 64.0, 256.0, 1024.0, 4096.0, 16384.0, 65536.0, 262144.0, 1048576.0, 4194304.0,
    16777216.0};

QByteArray sampleText(double value)
{
    return std::isfinite(value) ? QByteArray::number(value, 'g', 17) : QByteArray("NaN");
}

//! Backslash, quote and line end are the three that the format escapes.
QByteArray labelText(const QString &text)
{
    return oneLine(text).left(200).toUtf8().replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
}

//! Writes families one behind the other: each has its head once, then a sample for each connection.
class Writer
{
public:
    Writer(const QList<Exposed> &all, Exposition how) : m_all(all), m_how(how) { }

    using Number = std::function<std::optional<double>(const Exposed &)>;
    using Labelled = std::function<void(const Exposed &, const std::function<void(const QByteArray &, double)> &)>;

    //! \a name without `_total`.
    void counter(const QByteArray &name, const char *help, const Number &number)
    {
        head(isOpenMetrics() ? name : name + "_total", "counter", help);
        samples(name + "_total", number);
    }
    //! With one more label, which \a labelled gives with each value: `direction="in"`.
    void counters(const QByteArray &name, const char *help, const Labelled &labelled)
    {
        head(isOpenMetrics() ? name : name + "_total", "counter", help);
        for (const Exposed &each : m_all)
            labelled(each, [&](const QByteArray &label, double value) { sample(name + "_total", each, label, value); });
    }
    void gauge(const QByteArray &name, const char *help, const Number &number)
    {
        head(name, "gauge", help);
        samples(name, number);
    }
    void gauges(const QByteArray &name, const char *help, const Labelled &labelled)
    {
        head(name, "gauge", help);
        for (const Exposed &each : m_all)
            labelled(each, [&](const QByteArray &label, double value) { sample(name, each, label, value); });
    }
    template <std::size_t n>
    void histogram(const QByteArray &name, const char *help, const std::array<double, n> &bounds, double scale,
        const std::function<const Histogram &(const RunMetrics &)> &of)
    {
        head(name, "histogram", help);
        for (const Exposed &each : m_all)
            histogramOf(name, each, std::span<const double>(bounds), scale, of(*each.run));
    }
    [[nodiscard]] QByteArray finish()
    {
        if (isOpenMetrics())
            m_text += "# EOF\n";
        return m_text;
    }

private:
    [[nodiscard]] bool isOpenMetrics() const { return m_how == Exposition::OpenMetrics; }

    void head(const QByteArray &name, const char *type, const char *help)
    {
        m_text += "# HELP " + name + ' ' + help + "\n# TYPE " + name + ' ' + type + '\n';
    }
    void sample(const QByteArray &name, const Exposed &of, const QByteArray &label, double value)
    {
        m_text += name + "{connection=\"" + QByteArray::number(of.connection) + "\",feed=\"" + labelText(of.feed) + '"'
            + (label.isEmpty() ? QByteArray() : ',' + label) + "} " + sampleText(value) + '\n';
    }
    void samples(const QByteArray &name, const Number &number)
    {
        for (const Exposed &each : m_all) {
            if (const auto value = number(each))
                sample(name, each, {}, *value);
        }
    }
    // A bucket of ours counts where its upper end does: it is at most 1.6 % wide.
    void histogramOf(const QByteArray &name, const Exposed &of, std::span<const double> bounds, double scale,
        const Histogram &histogram)
    {
        std::vector<quint64> counts(bounds.size(), 0);
        histogram.forEachBucket([&](qint64, qint64 highest, quint64 count) {
            for (std::size_t place = 0; place < bounds.size(); ++place)
                counts[place] += static_cast<double>(highest) <= bounds[place] * scale ? count : 0;
        });
        for (std::size_t place = 0; place < bounds.size(); ++place)
            sample(name + "_bucket", of, "le=\"" + QByteArray::number(bounds[place], 'g', 12) + '"',
                static_cast<double>(counts[place]));
        sample(name + "_bucket", of, "le=\"+Inf\"", static_cast<double>(histogram.count()));
        sample(name + "_sum", of, {}, histogram.sum() / scale);
        sample(name + "_count", of, {}, static_cast<double>(histogram.count()));
    }

    const QList<Exposed> &m_all;
    const Exposition m_how;
    QByteArray m_text;
};

double asDouble(quint64 value) { return static_cast<double>(value); }

//! A counter that both directions have.
void bothWays(Writer &writer, const QByteArray &name, const char *help, quint64 (*of)(const metrics::DirectionMetrics &))
{
    writer.counters(name, help, [of](const Exposed &each, const auto &add) {
        add("direction=\"in\"", asDouble(of(each.run->in)));
        add("direction=\"out\"", asDouble(of(each.run->out)));
    });
}

//! What blackbox_exporter's websocket prober calls the same.
void writeProbe(Writer &writer)
{
    writer.gauge("probe_websocket_connection_upgraded", "Indicates if the websocket connection is upgraded now",
        [](const Exposed &each) { return connection::isOpen(each.run->life.state()) ? 1.0 : 0.0; });
    writer.gauge("probe_websocket_status_code", "HTTP status code of the last answer to the handshake",
        [](const Exposed &each) { return each.httpStatus > 0 ? std::optional<double>(each.httpStatus) : std::nullopt; });
    writer.gauge("probe_ssl_earliest_cert_expiry", "Expiry of the peer's certificate in unixtime",
        [](const Exposed &each) {
            return each.certificateUntilNs ? std::optional(static_cast<double>(*each.certificateUntilNs) / 1e9)
                                           : std::nullopt;
        });
}

void writeConnections(Writer &writer)
{
    writer.counter("socketscope_connection_attempts", "Attempts to connect",
        [](const Exposed &each) { return asDouble(each.run->life.attempts); });
    writer.counter("socketscope_connections_opened", "Attempts that became an open WebSocket",
        [](const Exposed &each) { return asDouble(each.run->life.opens); });
    writer.counters("socketscope_connection_failures", "Attempts that never opened, by cause",
        [](const Exposed &each, const auto &add) {
            for (const auto &[cause, failures] : each.run->life.failuresByCause)
                add("cause=\"" + labelText(QString::fromUtf8(cause)) + '"', asDouble(failures.count));
        });
    writer.counters("socketscope_sessions_ended", "Sessions that ended, by cause",
        [](const Exposed &each, const auto &add) {
            for (const auto &[cause, count] : each.run->life.endsByCause)
                add("cause=\"" + labelText(QString::fromUtf8(cause)) + '"', asDouble(count));
        });
    writer.counter("socketscope_timeouts", "Time-outs of opening, heartbeat and closing",
        [](const Exposed &each) { return asDouble(each.run->life.timeouts); });
    writer.counters("socketscope_state_seconds", "Time spent in each state",
        [](const Exposed &each, const auto &add) {
            for (std::size_t place = 0; place < metrics::LifeCycle::states; ++place) {
                const auto state = static_cast<connection::State>(place);
                add("state=\"" + stateKey(state).toLatin1() + '"', static_cast<double>(each.run->life.timeIn(state)) / 1e9);
            }
        });
    writer.gauge("socketscope_availability_ratio", "Share of the wanted time in which the WebSocket was open",
        [](const Exposed &each) { return each.run->life.availability(); });
    writer.histogram("socketscope_connect_seconds", "Time from the beginning of an attempt to the 101", timeBounds, 1e9,
        [](const RunMetrics &run) -> const Histogram & { return run.life.connectTime; });
}

void writeMessages(Writer &writer)
{
    using Way = metrics::DirectionMetrics;
    bothWays(writer, "socketscope_messages", "Text and binary messages without heartbeats",
        [](const Way &way) { return way.messages(); });
    bothWays(writer, "socketscope_message_bytes", "Payload of these messages after inflating",
        [](const Way &way) { return way.bytes; });
    bothWays(writer, "socketscope_wire_bytes", "Bytes of all frames after TLS, headers included",
        [](const Way &way) { return way.wireBytes; });
    bothWays(writer, "socketscope_control_frames", "Ping, pong and close frames",
        [](const Way &way) { return way.controls(); });
    writer.histogram("socketscope_received_message_size_bytes", "Payload of received messages", sizeBounds, 1,
        [](const RunMetrics &run) -> const Histogram & { return run.in.size; });
    writer.histogram("socketscope_inter_arrival_seconds", "Time between two received messages", timeBounds, 1e9,
        [](const RunMetrics &run) -> const Histogram & { return run.interArrival; });
    writer.gauge("socketscope_last_row_timestamp_seconds", "When anything was last noted or received, in unixtime",
        [](const Exposed &each) {
            return each.run->rows > 0 ? std::optional(static_cast<double>(each.run->endedNs) / 1e9) : std::nullopt;
        });
}

void writeQuality(Writer &writer)
{
    writer.histogram("socketscope_round_trip_seconds", "Heartbeat round trips from the ping on the wire", timeBounds, 1e9,
        [](const RunMetrics &run) -> const Histogram & { return run.roundTrip; });
    writer.histogram("socketscope_round_trip_from_due_seconds", "The same from when the ping should have gone out",
        timeBounds, 1e9, [](const RunMetrics &run) -> const Histogram & { return run.roundTripFromDue; });
    writer.counter("socketscope_beats_sent", "Heartbeats sent", [](const Exposed &each) { return asDouble(each.run->beatsSent); });
    writer.counter("socketscope_gaps", "Breaks in what was received",
        [](const Exposed &each) { return asDouble(each.run->life.gaps); });
    writer.counter("socketscope_missing_messages", "Messages known to be missing by their ids",
        [](const Exposed &each) { return asDouble(each.run->life.missing); });
    writer.counter("socketscope_malformed_messages", "Messages that begin like JSON and are not",
        [](const Exposed &each) { return asDouble(each.run->malformed); });
    writer.counter("socketscope_decode_errors", "Binary messages that could not be read",
        [](const Exposed &each) { return asDouble(each.run->decodeErrors); });
    writer.counter("socketscope_dropped_messages", "Received messages that were thrown away",
        [](const Exposed &each) { return asDouble(each.run->dropped); });
    using Kernel = Exposed::Kernel;
    const auto kernel = [&writer](const char *name, const char *help, double (*of)(const Kernel &)) {
        writer.gauge(name, help,
            [of](const Exposed &each) { return each.kernel ? std::optional(of(*each.kernel)) : std::nullopt; });
    };
    kernel("socketscope_tcp_round_trip_seconds", "Smoothed round trip of the present TCP connection",
        [](const Kernel &facts) { return facts.roundTripS; });
    kernel("socketscope_tcp_retransmits", "Segments that the present TCP connection sent again",
        [](const Kernel &facts) { return asDouble(facts.retransmits); });
    kernel("socketscope_tcp_unread_bytes", "Bytes that came and wait in the kernel for us",
        [](const Kernel &facts) { return static_cast<double>(facts.waitingIn); });
    kernel("socketscope_tcp_unacknowledged_bytes", "Bytes that were written and that the peer has not acknowledged",
        [](const Kernel &facts) { return static_cast<double>(facts.waitingOut); });
    writer.counter("socketscope_not_captured_rows", "Rows that could not be kept in the capture",
        [](const Exposed &each) { return asDouble(each.notCaptured); });
    writer.gauge("socketscope_behind_seconds", "Age of the oldest row that is not in the capture yet",
        [](const Exposed &each) { return each.behindS; });
    writer.gauge("socketscope_back_pressure", "1 while the socket is not read and the peer is slowed",
        [](const Exposed &each) { return each.backPressure ? 1.0 : 0.0; });
}

QByteArray reportAs(const ReportInput &input, Exposition how)
{
    Exposed one{.feed = input.url, .run = input.run, .notCaptured = input.capture.notCaptured};
    if (input.endpoint && input.endpoint->certificateUntilNs > 0)
        one.certificateUntilNs = input.endpoint->certificateUntilNs;
    return exposition({one}, how);
}

} // namespace

QByteArray exposition(const QList<Exposed> &connections, Exposition how)
{
    Writer writer(connections, how);
    writeProbe(writer);
    writeConnections(writer);
    writeMessages(writer);
    writeQuality(writer);
    return writer.finish();
}

QByteArray promReport(const ReportInput &input) { return reportAs(input, Exposition::Text); }
QByteArray openMetricsReport(const ReportInput &input) { return reportAs(input, Exposition::OpenMetrics); }

} // namespace reports
