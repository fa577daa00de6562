// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/newcomer/telegraphreader.h"

#include "core/importers/rowkinds.h"

namespace newcomer {

bool isTelegraph(QByteArrayView head) { return head.startsWith("in ") || head.startsWith("out "); }

base::Expected<void, importers::ImportError> readTelegraph(importers::Input &input, importers::RowSink &sink)
{
    for (qint64 at = 0; const auto line = input.line(); at = input.at()) {
        const QList<QByteArray> words = line->toByteArray().split(' ');
        const auto payload = words.size() == 3 ? importers::fromBase64(words[2]) : std::nullopt;
        if (!payload)
            return base::Unexpected{importers::ImportError{importers::ImportError::Reason::Broken, at, {}}};
        const bool goesOn = sink.row({.wallNs = importers::timeFrom(words[1]),
            .direction = words[0] == "out" ? capture::Direction::Out : capture::Direction::In,
            .kind = capture::Kind::Binary,
            .payload = *payload,
            .connection = {1},
            .wireSize = -1});
        if (!goesOn)
            return {};
    }
    if (input.failure())
        return base::Unexpected{*input.failure()};
    return {};
}

} // namespace newcomer
