// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/linelog.h"

#include "core/importers/untimedrows.h"

namespace importers {

bool isLineLog(QByteArrayView) { return false; } // Anything could be; only who says so gets it.

base::Expected<void, ImportError> lineLog(Input &input, RowSink &sink)
{
    UntimedRows rows(input, sink);
    while (const auto line = input.line()) {
        if (!rows.add(capture::Kind::Text, capture::Direction::In, *line))
            return {};
    }
    if (input.failure())
        return base::Unexpected{*input.failure()};
    return {};
}

} // namespace importers
