// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/rowcopier.h"
#include "core/importers/importing.h"

#include <map>
#include <optional>

namespace importers {

//! Writes rows into a capture: numbers them, bounds what they say, and commits now and then.
class CaptureSink final : public RowSink
{
public:
    CaptureSink(const Input &input, Progress &progress, capture::CancelFlag cancelled);

    //! Makes the capture \a path; what could not be done is failure().
    void open(const QString &path);
    //! Commits and closes.
    void close();

    void connection(base::ConnectionId id, const QString &url, qint64 openedNs) override;
    bool row(const capture::PassingRow &row, const capture::CapturedFacts *facts = nullptr) override;

    [[nodiscard]] quint64 rows() const { return m_rows; }
    [[nodiscard]] int connections() const { return static_cast<int>(m_last.size()); }
    [[nodiscard]] const std::optional<ImportError> &failure() const { return m_failure; }

private:
    void tell();
    [[nodiscard]] base::Seq seqOf(const capture::PassingRow &row);

    const Input &m_input;
    Progress &m_progress;
    const capture::CancelFlag m_cancelled;
    capture::RowCopier m_copier;
    std::map<base::ConnectionId, base::Seq> m_last; //!< Number of its last row.
    std::optional<ImportError> m_failure;
    quint64 m_rows = 0;
};

} // namespace importers
