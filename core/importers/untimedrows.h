// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/importers/input.h"
#include "core/importers/rowsink.h"

#include <QDateTime>
#include <QFileInfo>

namespace importers {

//! Rows of a log without times: a millisecond apart, from the time when the file was changed last.
class UntimedRows
{
public:
    UntimedRows(const Input &input, RowSink &sink)
        : m_sink(sink)
        , m_wallNs(QFileInfo(input.path()).lastModified().toMSecsSinceEpoch() * stepNs)
    {
    }
    //! False: nothing more is wanted.
    [[nodiscard]] bool add(capture::Kind kind, capture::Direction direction, QByteArrayView payload)
    {
        const capture::PassingRow row{.wallNs = m_wallNs,
            .direction = direction,
            .kind = kind,
            .payload = payload,
            .connection = {1},
            .wireSize = -1};
        m_wallNs += stepNs;
        return m_sink.row(row);
    }

private:
    static constexpr qint64 stepNs = 1'000'000;

    RowSink &m_sink;
    qint64 m_wallNs;
};

} // namespace importers
