// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/printer.h"

#include "app/cli/terminaltext.h"
#include "core/exporters/ndjson.h"

#include <cerrno>
#include <unistd.h>

namespace app {
namespace {

constexpr qsizetype flushAt = 64 * 1024;

void appendTextForTerminal(QByteArray &out, QByteArrayView text)
{
    QByteArray escaped;
    exporters::appendJsonText(escaped, text);
    appendJsonForTerminal(out, escaped);
}

bool writeAll(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes = bytes.sliced(written);
    }
    return true;
}

} // namespace

Printer::Printer(Print form, bool toTerminal, quint64 limit, std::function<void()> onClosed)
    : m_form(form)
    , m_toTerminal(toTerminal)
    , m_limit(limit)
    , m_onClosed(std::move(onClosed))
{
}

void Printer::print(const stream::Batch &batch)
{
    for (const capture::Record &record : batch.records) {
        const bool wanted = capture::isData(record.kind) && record.direction == capture::Direction::In;
        if (m_closed || !wanted || (m_limit > 0 && m_printed >= m_limit))
            continue;
        ++m_printed;
        append(batch.connection, record);
        if (m_buffer.size() >= flushAt)
            flush();
    }
    flush();
}

void Printer::append(base::ConnectionId connection, const capture::Record &record)
{
    if (m_form == Print::Ndjson) {
        return appendNdjson(m_buffer,
            {.seq = record.seq,
                .wallNs = record.wallNs,
                .direction = record.direction,
                .kind = record.kind,
                .isHeartbeat = record.isHeartbeat,
                .payload = record.payload(),
                .connection = connection,
                .isRedacted = record.isRedacted,
                .size = record.size,
                .wireSize = record.wireSize},
            m_toTerminal);
    }
    if (m_toTerminal)
        appendForTerminal(m_buffer, record.payload());
    else
        m_buffer += record.payload();
    m_buffer += '\n';
}

void Printer::flush()
{
    if (m_buffer.isEmpty() || m_closed)
        return;
    if (!writeAll(m_buffer)) {
        m_closed = true;
        m_onClosed();
    }
    m_buffer.clear();
}

void appendNdjson(QByteArray &out, const capture::PassingRow &row, bool toTerminal)
{
    exporters::appendNdjson(out, row, toTerminal ? appendTextForTerminal : exporters::appendJsonText);
}

} // namespace app
