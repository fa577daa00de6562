// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/capturecopy.h"

namespace importers {

bool isCaptureCopy(QByteArrayView head)
{
    constexpr QByteArrayView sqlite("SQLite format 3");
    constexpr qsizetype idAt = 68; // sqlite.org/fileformat2, 1.3
    return head.startsWith(sqlite) && head.size() >= idAt + 4 && head.sliced(idAt, 4) == "SSCP";
}

base::Expected<void, ImportError> captureCopy(Input &input, RowSink &sink)
{
    auto reader = capture::CaptureReader::open(input.path());
    auto payloads = capture::PayloadReader::open(input.path());
    if (!reader || !payloads)
        return base::Unexpected{ImportError{ImportError::Reason::Broken, 0, {}}};
    bool goesOn = true;
    for (const capture::CapturedConnection &each : reader->connections()) {
        sink.connection(each.id, each.url, each.openedNs);
        const bool isRead = payloads->read(each.id, each.firstSeq, each.lastSeq,
            capture::PayloadReader::Wanted::Payloads, [&](const capture::PassingRow &row) {
                const auto facts
                    = row.hasFrameFacts ? reader->facts(base::rowId(row.connection, row.seq)) : std::nullopt;
                goesOn = sink.row(row, facts ? &*facts : nullptr);
                return goesOn;
            });
        if (!isRead)
            return base::Unexpected{ImportError{ImportError::Reason::Broken, 0, {}}};
        if (!goesOn)
            break;
    }
    return {};
}

} // namespace importers
