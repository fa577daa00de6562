// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/printer.h"

#include "app/cli/terminaltext.h"

#include <cerrno>
#include <unistd.h>

namespace app {
namespace {

constexpr qsizetype flushAt = 64 * 1024;

//! QString would drop a leading byte order mark and mend what it should not; bytes go through untouched.
void appendEscaped(QByteArray &out, QByteArrayView text)
{
    static constexpr char hex[] = "0123456789abcdef";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\u00";
            out += hex[byte >> 4];
            out += hex[byte & 0xF];
        } else {
            out += c;
        }
    }
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
        append(record);
        if (m_buffer.size() >= flushAt)
            flush();
    }
    flush();
}

void Printer::append(const capture::Record &record)
{
    if (m_form == Print::Ndjson)
        return appendNdjson(m_buffer, record, m_toTerminal);
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

void appendNdjson(QByteArray &out, const capture::Record &record, bool toTerminal)
{
    out += "{\"seq\":" + QByteArray::number(record.seq) + ",\"received_ns\":" + QByteArray::number(record.wallNs)
        + ",\"opcode\":" + QByteArray::number(static_cast<int>(record.kind))
        + ",\"size\":" + QByteArray::number(record.size);
    if (record.kind == capture::Kind::Text) {
        out += ",\"payload\":\"";
        if (toTerminal) {
            QByteArray escaped;
            appendEscaped(escaped, record.payload());
            appendJsonForTerminal(out, escaped);
        } else {
            appendEscaped(out, record.payload());
        }
    } else {
        out += ",\"payload_base64\":\"";
        out += record.payload().toByteArray().toBase64();
    }
    out += "\"}\n";
}

} // namespace app
