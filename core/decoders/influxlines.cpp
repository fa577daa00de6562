// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/influxlines.h"

#include "core/decoders/textcells.h"

namespace decoders {

namespace {

//! Reads one line from left to right.
class InfluxLine
{
public:
    InfluxLine(QByteArrayView line, FieldSink &sink, std::deque<QByteArray> &plain)
        : m_line(line)
        , m_sink(sink)
        , m_plain(plain)
    {
    }

    bool tell()
    {
        m_sink.beginText();
        m_plain.clear();
        m_sink.beginObject();
        const QByteArrayView measurement = word(", ");
        if (measurement.isEmpty() || measurement.contains('=') || measurement.size() > 256)
            return false;
        while (skip(',')) {
            if (!tag())
                return false;
        }
        if (!skip(' '))
            return false;
        m_sink.key(plain(measurement), false);
        m_sink.beginObject();
        do {
            if (!field())
                return false;
        } while (skip(','));
        m_sink.endObject();
        if (!time())
            return false;
        m_sink.endObject();
        return true;
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_line.size() ? m_line[m_at] : '\0'; }
    bool skip(char c)
    {
        if (peek() != c || m_at >= m_line.size())
            return false;
        ++m_at;
        return true;
    }
    //! Up to one of \a ends that has no backslash before it.
    QByteArrayView word(QByteArrayView ends)
    {
        const qsizetype start = m_at;
        while (m_at < m_line.size() && !ends.contains(m_line[m_at]))
            m_at += m_line[m_at] == '\\' ? 2 : 1;
        m_at = std::min(m_at, m_line.size());
        return m_line.sliced(start, m_at - start);
    }
    QByteArrayView plain(QByteArrayView raw)
    {
        if (!raw.contains('\\'))
            return raw;
        QByteArray text;
        for (qsizetype i = 0; i < raw.size(); ++i) {
            i += raw[i] == '\\' && i + 1 < raw.size() ? 1 : 0;
            text += raw[i];
        }
        m_plain.push_back(std::move(text));
        return m_plain.back();
    }

    bool name()
    {
        const QByteArrayView raw = word(",= ");
        m_sink.key(plain(raw), false);
        return !raw.isEmpty() && skip('=');
    }
    bool tag()
    {
        if (!name())
            return false;
        const QByteArrayView value = word(", ");
        m_sink.string(plain(value), false);
        return !value.isEmpty();
    }
    bool field()
    {
        if (!name())
            return false;
        if (skip('"')) {
            const QByteArrayView text = word("\"");
            m_sink.string(plain(text), false);
            return skip('"');
        }
        QByteArrayView value = word(", ");
        if (value == "t" || value == "T" || value == "f" || value == "F") {
            m_sink.boolean(value == "t" || value == "T");
            return true;
        }
        if (value == "true" || value == "false" || value == "True" || value == "False" || value == "TRUE"
            || value == "FALSE") {
            m_sink.boolean(value.front() == 't' || value.front() == 'T');
            return true;
        }
        if (value.endsWith('i') || value.endsWith('u'))
            value.chop(1);
        auto number = numberIn(value);
        if (!number)
            return false;
        number->raw = value;
        m_sink.number(*number);
        return true;
    }
    bool time()
    {
        if (m_at >= m_line.size())
            return true;
        if (!skip(' '))
            return false;
        const QByteArrayView digits = m_line.sliced(m_at).trimmed();
        auto number = numberIn(digits);
        if (digits.isEmpty() || !number || !number->isInteger)
            return digits.isEmpty();
        number->raw = digits;
        m_sink.key("time", false);
        m_sink.number(*number);
        return true;
    }

    QByteArrayView m_line;
    FieldSink &m_sink;
    std::deque<QByteArray> &m_plain;
    qsizetype m_at = 0;
};

} // namespace

bool InfluxLines::accepts(QByteArrayView payload, const PayloadFacts &facts) const
{
    return (facts.isText || m_isExpected) && payload.contains('=') && payload.contains(' ')
        && !beginsLikeMarkup(payload);
}

Decoded InfluxLines::walk(QByteArrayView payload, const PayloadFacts &, FieldSink &sink)
{
    Decoded decoded{.verdict = Decoded::Verdict::Whole};
    qsizetype lines = 0;
    for (qsizetype at = 0; at < payload.size() && lines < mostLines; ++lines) {
        const qsizetype start = at;
        const QByteArrayView line = takeLine(payload, at);
        if (line.trimmed().isEmpty() || line.startsWith('#'))
            continue;
        if (InfluxLine(line, sink, m_plain).tell()) {
            sink.endText();
            ++decoded.records;
        } else if (decoded.records == 0) {
            return {};
        } else if (decoded.verdict == Decoded::Verdict::Whole) {
            decoded.verdict = Decoded::Verdict::Broken;
            decoded.at = start;
        }
    }
    m_isExpected = m_isExpected || decoded.records > 0;
    return decoded.records > 0 ? decoded : Decoded{};
}

} // namespace decoders
