// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/sqlitecopy.h"

#include "core/capture/rowcopier.h"

namespace exporters {
namespace {

class SqliteCopyWriter final : public Writer
{
public:
    explicit SqliteCopyWriter(Output &out) : m_out(out)
    {
        m_copier.open(out.path());
        tell();
    }
    void begin(const QList<capture::CapturedConnection> &connections) override
    {
        for (const capture::CapturedConnection &each : connections)
            m_copier.describe(each.id, each.url, each.openedNs);
    }
    void row(const capture::PassingRow &row, const capture::CapturedFacts *facts) override
    {
        m_copier.add(row, facts);
        tell();
    }
    void end(const Totals &) override
    {
        m_copier.close();
        tell();
    }

private:
    void tell()
    {
        if (m_copier.hasFailed())
            m_out.fail(m_copier.failure());
    }

    Output &m_out;
    capture::RowCopier m_copier;
};

} // namespace

std::unique_ptr<Writer> sqliteCopy(Output &out, const WriterOptions &)
{
    return std::make_unique<SqliteCopyWriter>(out);
}

} // namespace exporters
