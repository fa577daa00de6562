// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/csvlines.h"

#include "core/decoders/numbertext.h"
#include "core/decoders/textcells.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace decoders {

namespace {

constexpr std::array separators{'\t', ';', '|', ','};
constexpr qsizetype longestSentence = 32; // A text beside numbers; longer ones make it prose.

bool isNumberCell(QByteArrayView cell)
{
    quint8 style = 0;
    return numberIn(cell) || numberInText(cell, style);
}

char separatorOf(QByteArrayView line)
{
    const auto found = std::ranges::find_if(separators, [&](char c) { return line.contains(c); });
    return found == separators.end() ? '\0' : *found;
}

} // namespace

bool CsvLines::accepts(QByteArrayView payload, const PayloadFacts &facts) const
{
    if (!facts.isText && !m_isExpected)
        return false;
    qsizetype at = 0;
    return !beginsLikeMarkup(payload) && separatorOf(takeLine(payload, at)) != '\0';
}

void CsvLines::reset()
{
    m_isExpected = false;
    m_names.clear();
}

// Cells in quotes hold separators; two quotes in them stay two.
bool CsvLines::cut(QByteArrayView line)
{
    m_cells.clear();
    for (qsizetype at = 0; at <= line.size();) {
        if (m_cells.size() >= mostCells)
            return false;
        qsizetype end = at;
        if (at < line.size() && line[at] == '"') {
            for (++end; end < line.size(); ++end) {
                if (line[end] == '"' && (end + 1 >= line.size() || line[end + 1] != '"'))
                    break;
                end += line[end] == '"' ? 1 : 0;
            }
            if (end >= line.size() || (end + 1 < line.size() && line[end + 1] != m_separator))
                return false;
            m_cells.push_back(line.sliced(at + 1, end - at - 1));
            at = end + 2;
            continue;
        }
        while (end < line.size() && line[end] != m_separator)
            ++end;
        m_cells.push_back(line.sliced(at, end - at).trimmed());
        at = end + 1;
    }
    return m_cells.size() >= 2;
}

bool CsvLines::isHeader() const
{
    std::vector<QByteArrayView> names = m_cells;
    std::ranges::sort(names, [](QByteArrayView a, QByteArrayView b) { return a.compare(b) < 0; });
    const bool areNames = std::ranges::all_of(m_cells, [](QByteArrayView cell) {
        return !cell.isEmpty() && cell.size() <= longestSentence && !isNumberCell(cell) && cell.count(' ') <= 2;
    });
    return areNames && std::ranges::adjacent_find(names) == names.end();
}

// Without names, or a number in the same place before, prose with commas must not become numbers.
bool CsvLines::isData() const
{
    const auto numbers = static_cast<std::size_t>(std::ranges::count_if(m_cells, isNumberCell));
    if (numbers == 0)
        return false;
    if (!m_names.empty() && m_names.size() == m_cells.size())
        return true;
    const bool isProse = std::ranges::any_of(m_cells, [](QByteArrayView cell) {
        return cell.size() > longestSentence || cell.count(' ') > 1 || cell.contains('=') || cell.contains("://");
    });
    return !isProse && (m_isExpected || numbers * 2 >= m_cells.size());
}

void CsvLines::tell(FieldSink &sink) const
{
    const bool isNamed = m_names.size() == m_cells.size();
    sink.beginText();
    isNamed ? sink.beginObject() : sink.beginArray();
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        if (isNamed)
            sink.key(m_names[i], false);
        tellBareValue(m_cells[i], sink);
    }
    isNamed ? sink.endObject() : sink.endArray();
    sink.endText();
}

Decoded CsvLines::walk(QByteArrayView payload, const PayloadFacts &, FieldSink &sink)
{
    Decoded decoded{.verdict = Decoded::Verdict::Whole};
    qsizetype lines = 0;
    for (qsizetype at = 0; at < payload.size() && lines < mostLines;) {
        const qsizetype start = at;
        const QByteArrayView line = takeLine(payload, at);
        if (line.trimmed().isEmpty())
            continue;
        if (lines++ == 0)
            m_separator = separatorOf(line);
        const bool isRow = m_separator != '\0' && cut(line);
        if (isRow && lines == 1 && isHeader()) {
            m_names.clear();
            for (const QByteArrayView cell : m_cells)
                m_names.push_back(cell.toByteArray());
        } else if (isRow && isData()) {
            tell(sink);
            ++decoded.records;
        } else if (decoded.records == 0) {
            return {};
        } else if (decoded.verdict == Decoded::Verdict::Whole) {
            decoded.verdict = Decoded::Verdict::Broken;
            decoded.at = start;
        }
    }
    if (decoded.records == 0 && !m_isExpected)
        return {};
    m_isExpected = true;
    return decoded;
}

} // namespace decoders
