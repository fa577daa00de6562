// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/composition.h"

#include "ui/text/format.h"
#include "ui/viewers/decodewords.h"
#include "ui/viewers/hexinput.h"
#include "ui/viewers/jsonoutline.h"

#include <QCoreApplication>

namespace viewers {
namespace {

QString verdictText(const char *text) { return QCoreApplication::translate("viewers::Composition", text); }

// `line 3, column 7`: what an editor's person looks for.
QString place(const QString &text, qsizetype at)
{
    const QStringView before = QStringView(text).first(std::clamp<qsizetype>(at, 0, text.size()));
    const qsizetype line = before.count(u'\n') + 1;
    const qsizetype column = before.size() - (before.lastIndexOf(u'\n') + 1) + 1;
    return verdictText("line %1, column %2").arg(QString::number(line), QString::number(column));
}

Verdict judgeJson(const QString &text)
{
    Verdict verdict{.payload = text.toUtf8(), .valid = true, .words = verdictText("Valid JSON"), .errorAt = -1};
    const auto outline = outlineJson(*verdict.payload);
    if (outline)
        return verdict;
    verdict.valid = false;
    const qsizetype offset = outline.error().offset;
    verdict.errorAt = QString::fromUtf8(verdict.payload->first(std::min(offset, verdict.payload->size()))).size();
    verdict.words = text.trimmed().isEmpty()
        ? verdictText("Empty: not JSON")
        : words(outline.error()) + QStringLiteral(" (") + place(text, verdict.errorAt) + QLatin1Char(')');
    return verdict;
}

Verdict judgeHex(const QString &text)
{
    Verdict verdict;
    if (auto bytes = bytesFromHex(text)) {
        verdict.words = text::bytes(bytes->size());
        verdict.payload = std::move(*bytes);
        return verdict;
    } else {
        verdict.valid = false;
        verdict.errorAt = bytes.error().position;
        const bool half = bytes.error().kind == HexError::Kind::HalfByte;
        verdict.words = (half ? verdictText("Half a byte: two digits are needed") : verdictText("Not a hexadecimal digit"))
            + QStringLiteral(" (") + place(text, verdict.errorAt) + QLatin1Char(')');
        return verdict;
    }
}

} // namespace

Verdict judge(const Composition &composition)
{
    switch (composition.mode) {
    case Composition::Mode::Text:
        return {.payload = composition.text.toUtf8(), .valid = true, .words = {}, .errorAt = -1};
    case Composition::Mode::Json: return judgeJson(composition.text);
    case Composition::Mode::Hex: return judgeHex(composition.text);
    }
    return {};
}

void SendHistory::add(const Composition &sent)
{
    m_at = -1;
    if (sent.text.isEmpty() || sent.text.size() > longestEntry
        || (!m_entries.isEmpty() && m_entries.constLast() == sent))
        return;
    m_entries.append(sent);
    if (m_entries.size() > mostEntries)
        m_entries.removeFirst();
}

void SendHistory::set(const QList<Composition> &entries)
{
    m_entries.clear();
    for (const Composition &entry : entries)
        add(entry);
}

std::optional<Composition> SendHistory::older(const Composition &draft)
{
    if (m_entries.isEmpty() || m_at == 0)
        return {};
    if (m_at < 0) {
        m_draft = draft;
        m_at = m_entries.size();
        if (m_entries.constLast() == draft && m_entries.size() > 1)
            --m_at; // What was just sent still stands there: it would look as if nothing happened.
    }
    return m_entries[--m_at];
}

std::optional<Composition> SendHistory::newer()
{
    if (m_at < 0)
        return {};
    if (++m_at < m_entries.size())
        return m_entries[m_at];
    m_at = -1;
    return m_draft;
}

} // namespace viewers
