// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/rowsource.h"

namespace exporters {

//! The rows of a capture on the disk, also while it is written.
class CaptureSource final : public RowSource
{
public:
    [[nodiscard]] static base::Expected<CaptureSource, capture::CaptureError> open(
        const QString &path, const capture::CancelFlag &cancelled = {});

    [[nodiscard]] QList<capture::CapturedConnection> connections() override { return m_reader.connections(); }
    [[nodiscard]] bool read(base::ConnectionId connection, base::Seq first, base::Seq last,
        const capture::PayloadReader::Visit &visit) override
    {
        return m_payloads.read(connection, first, last, capture::PayloadReader::Wanted::Payloads, visit);
    }
    [[nodiscard]] std::optional<capture::CapturedFacts> facts(qint64 rowId) override { return m_reader.facts(rowId); }

private:
    CaptureSource(capture::CaptureReader reader, capture::PayloadReader payloads)
        : m_reader(std::move(reader))
        , m_payloads(std::move(payloads))
    {
    }

    capture::CaptureReader m_reader;
    capture::PayloadReader m_payloads;
};

} // namespace exporters
