// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/redactor.h"

#include "core/exporters/jsontext.h"

namespace exporters {
namespace {

// The reason of a close frame stands behind its code (RFC 6455 §5.5.1).
constexpr qsizetype closeCodeSize = 2;

//! A number under a secret's name has no quotes; what stands there instead gets them.
QByteArray without(QByteArrayView text, const base::FoundSecrets &found)
{
    const QByteArrayView front = text.trimmed().first(std::min<qsizetype>(text.trimmed().size(), 1));
    const bool isJson = front == "{" || front == "[";
    QByteArray out;
    qsizetype from = 0;
    for (const base::FoundSecret &each : found) {
        const bool quotes = isJson && (each.unjudged || each.at == 0 || text[each.at - 1] != '"');
        out += text.sliced(from, each.at - from);
        if (quotes)
            out += '"';
        out += Redactor::marker;
        if (quotes)
            out += '"';
        from = each.at + each.size;
    }
    return out + text.sliced(from).toByteArray();
}

} // namespace

QByteArrayView Redactor::shown(const capture::PassingRow &row)
{
    if (m_secrets == Secrets::Kept || row.payload.isEmpty() || capture::isNote(row.kind))
        return row.payload;
    const qsizetype front = row.kind == capture::Kind::Close ? std::min(closeCodeSize, row.payload.size()) : 0;
    const QByteArrayView text = row.payload.sliced(front);
    if (row.kind != capture::Kind::Text && !isUtf8(text)) {
        ++m_redactions.notRead;
        return row.payload;
    }
    if (m_plain.areSure(text))
        return row.payload;
    const base::FoundSecrets found = base::secretsInMessage(text);
    if (found.isEmpty())
        return row.payload;
    note(row, found);
    m_shown = row.payload.first(front).toByteArray() + without(text, found);
    return m_shown;
}

void Redactor::note(const capture::PassingRow &row, const base::FoundSecrets &found)
{
    ++m_redactions.messages;
    m_redactions.places += static_cast<quint64>(found.size());
    for (const base::FoundSecret &each : found) {
        auto at = m_redactions.names.find(each.name);
        if (at == m_redactions.names.end()) {
            if (m_redactions.names.size() >= Redactions::mostNames)
                continue;
            at = m_redactions.names.insert(each.name, {.times = 0, .connection = row.connection, .seq = row.seq});
        }
        ++at->times;
    }
}

} // namespace exporters
