// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/captureanalysis.h"

#include "core/stream/messageanalysis.h"
#include "core/stream/notes.h"
#include "core/stream/payloadwithslack.h"

#include <optional>

namespace stream {
namespace {

//! Gives the rows of a range to an analysis.
class RangeReader
{
public:
    explicit RangeReader(const CaptureRange &range) : m_range(range) { }

    bool read(const capture::PassingRow &row)
    {
        if (row.wallNs >= m_range.untilNs)
            return true; // The wall clock may have been set back: later rows may be in it again.
        if (row.wallNs < m_range.fromNs) {
            if (row.kind == capture::Kind::State)
                m_before = notes::readState(row.payload);
            return true;
        }
        if (m_before)
            analysis.beginIn(m_before->to, m_range.fromNs);
        m_before.reset();
        analysis.read(row, m_payload.of(row));
        if (capture::isData(row.kind))
            ++(row.direction == capture::Direction::In ? status.capturedIn : status.capturedOut);
        return true;
    }

    series::SeriesStore store;
    MessageAnalysis analysis{store};
    capture::CaptureStatus status;

private:
    const CaptureRange m_range;
    PayloadWithSlack m_payload;
    std::optional<metrics::StateNote> m_before; //!< The last transition before the range, until its first row.
};

} // namespace

base::Expected<CaptureFigures, capture::CaptureError> analyseCapture(const QString &path,
    const capture::CapturedConnection &connection, const CaptureRange &range, const capture::CancelFlag &cancelled)
{
    auto payloads = capture::PayloadReader::open(path, cancelled);
    if (!payloads)
        return base::Unexpected{payloads.error()};
    RangeReader reader(range);
    const bool isWhole = connection.lastSeq == 0
        || payloads->read(connection.id, std::max<base::Seq>(connection.firstSeq, 1), connection.lastSeq,
            capture::PayloadReader::Wanted::Facts, [&](const capture::PassingRow &row) { return reader.read(row); });
    return CaptureFigures{.run = std::make_shared<const metrics::RunMetrics>(reader.analysis.run()),
        .capture = reader.status,
        .isWhole = isWhole};
}

} // namespace stream
