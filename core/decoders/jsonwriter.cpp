// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/jsonwriter.h"

#include <QString>

#include <charconv>
#include <cmath>

namespace decoders {

QByteArray JsonWriter::text() const
{
    const QByteArray whole = m_text.first(m_whole);
    return m_records == 1 ? whole : '[' + whole + ']';
}

void JsonWriter::beginText()
{
    m_text.truncate(m_whole);
    m_isFirst = m_records == 0;
}

void JsonWriter::endText()
{
    m_isCut = m_isCut || m_text.size() > m_limit;
    if (m_isCut) {
        m_text.truncate(m_whole);
        return;
    }
    m_whole = m_text.size();
    ++m_records;
}

// What is beyond the limit is not written, however much a record tells.
void JsonWriter::separate()
{
    if (!m_isFirst && m_text.size() <= m_limit)
        m_text += ',';
    m_isFirst = false;
}

void JsonWriter::open(char bracket)
{
    separate();
    m_text += m_text.size() <= m_limit ? QByteArray(1, bracket) : QByteArray();
    m_isFirst = true;
}

void JsonWriter::close(char bracket)
{
    m_text += m_text.size() <= m_limit ? QByteArray(1, bracket) : QByteArray();
    m_isFirst = false;
}

void JsonWriter::word(QByteArrayView text)
{
    separate();
    if (m_text.size() <= m_limit)
        m_text += text;
}

void JsonWriter::key(QByteArrayView raw, bool escaped)
{
    separate();
    quoted(raw, escaped);
    if (m_text.size() <= m_limit)
        m_text += ':';
    m_isFirst = true;
}

void JsonWriter::string(QByteArrayView raw, bool escaped)
{
    separate();
    quoted(raw, escaped);
}

void JsonWriter::quoted(QByteArrayView raw, bool escaped)
{
    static constexpr char digits[] = "0123456789abcdef";
    if (m_text.size() > m_limit)
        return;
    m_text += '"';
    if (escaped) {
        m_text += raw;
    } else {
        // Other formats may hold any bytes: what is no UTF-8 becomes U+FFFD, as everywhere.
        const QByteArray valid = QString::fromUtf8(raw).toUtf8();
        for (const char c : valid) {
            const auto byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\')
                m_text.append('\\').append(c);
            else if (byte < 0x20)
                m_text.append("\\u00").append(digits[byte >> 4]).append(digits[byte & 0xF]);
            else
                m_text.append(c);
        }
    }
    m_text += '"';
}

void JsonWriter::number(const JsonNumber &number)
{
    if (!number.raw.isEmpty() && numberIn(number.raw))
        return word(number.raw);
    if (!std::isfinite(number.value))
        return word("null");
    char text[32];
    const bool isWhole = std::abs(number.value) < 9.0e15 && number.value == std::floor(number.value);
    const auto end = isWhole ? std::to_chars(text, text + sizeof text, static_cast<qint64>(number.value)).ptr
                             : std::to_chars(text, text + sizeof text, number.value).ptr;
    word(QByteArrayView(text, end - text));
}

} // namespace decoders
