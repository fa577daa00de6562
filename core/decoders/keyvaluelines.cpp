// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/keyvaluelines.h"

#include "core/decoders/textcells.h"

namespace decoders {

namespace {

constexpr bool isPairGap(char c) { return c == ' ' || c == '\t' || c == ',' || c == ';' || c == '&'; }

//! Tells one line; false when it is none of pairs.
class PairLine
{
public:
    PairLine(QByteArrayView line, FieldSink &sink) : m_line(line), m_sink(sink) { }

    bool tell()
    {
        m_sink.beginText();
        m_sink.beginObject();
        int pairs = 0;
        for (skipGaps(); m_at < m_line.size(); skipGaps(), ++pairs) {
            if (!pair())
                return false;
        }
        m_sink.endObject();
        return pairs > 0;
    }
    [[nodiscard]] bool hasNumber() const { return m_hasNumber; }

private:
    void skipGaps()
    {
        while (m_at < m_line.size() && isPairGap(m_line[m_at]))
            ++m_at;
    }

    bool pair()
    {
        const qsizetype equals = m_line.indexOf('=', m_at);
        if (equals < 0 || !isFieldName(m_line.sliced(m_at, equals - m_at)))
            return false;
        m_sink.key(m_line.sliced(m_at, equals - m_at), false);
        m_at = equals + 1;
        if (m_at < m_line.size() && m_line[m_at] == '"') {
            const qsizetype end = m_line.indexOf('"', m_at + 1);
            if (end < 0)
                return false;
            m_sink.string(m_line.sliced(m_at + 1, end - m_at - 1), false);
            m_at = end + 1;
            return m_at == m_line.size() || isPairGap(m_line[m_at]);
        }
        qsizetype end = m_at;
        while (end < m_line.size() && !isPairGap(m_line[end]))
            ++end;
        m_hasNumber = tellBareValue(m_line.sliced(m_at, end - m_at), m_sink) || m_hasNumber;
        m_at = end;
        return true;
    }

    QByteArrayView m_line;
    FieldSink &m_sink;
    qsizetype m_at = 0;
    bool m_hasNumber = false;
};

} // namespace

bool KeyValueLines::accepts(QByteArrayView payload, const PayloadFacts &facts) const
{
    return (facts.isText || m_isExpected) && payload.contains('=') && !beginsLikeMarkup(payload);
}

Decoded KeyValueLines::walk(QByteArrayView payload, const PayloadFacts &, FieldSink &sink)
{
    Decoded decoded{.verdict = Decoded::Verdict::Whole};
    qsizetype lines = 0;
    for (qsizetype at = 0; at < payload.size() && lines < mostLines; ++lines) {
        const qsizetype start = at;
        const QByteArrayView line = takeLine(payload, at);
        if (line.trimmed().isEmpty())
            continue;
        PairLine pairs(line, sink);
        if (pairs.tell() && (pairs.hasNumber() || m_isExpected)) {
            sink.endText();
            ++decoded.records;
            m_isExpected = true;
        } else if (decoded.records == 0) {
            return {};
        } else if (decoded.verdict == Decoded::Verdict::Whole) {
            decoded.verdict = Decoded::Verdict::Broken;
            decoded.at = start;
        }
    }
    return decoded.records > 0 ? decoded : Decoded{};
}

} // namespace decoders
