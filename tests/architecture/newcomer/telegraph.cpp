// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/newcomer/telegraph.h"

#include "core/exporters/jsontext.h"
#include "core/exporters/rowwords.h"
#include "core/exporters/timetext.h"

namespace newcomer {
namespace {

class TelegraphWriter final : public exporters::Writer
{
public:
    explicit TelegraphWriter(exporters::Output &out) : m_out(out) { }
    void row(const capture::PassingRow &row, const capture::CapturedFacts *) override
    {
        if (!capture::isData(row.kind))
            return;
        QByteArray &to = m_out.buffer();
        to += exporters::word(row.direction);
        to += ' ';
        exporters::appendSeconds(to, row.wallNs);
        to += ' ';
        exporters::appendBase64(to, row.payload);
        to += '\n';
        m_out.drain();
    }

private:
    exporters::Output &m_out;
};

} // namespace

std::unique_ptr<exporters::Writer> telegraph(exporters::Output &out, const exporters::WriterOptions &)
{
    return std::make_unique<TelegraphWriter>(out);
}

} // namespace newcomer
