// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/httphead.h"

#include "core/ws/handshake/grammar.h"

#include <algorithm>

namespace ws {
namespace {

constexpr qsizetype maxHead = 64 << 10;
constexpr qsizetype maxLine = 8 << 10; // Without its CRLF.
constexpr qsizetype maxFields = 128;
constexpr qsizetype maxName = 256;
constexpr qsizetype maxOffender = 256;

} // namespace

FoundField findField(const QList<HeaderField> &fields, QByteArrayView name)
{
    FoundField found;
    for (const HeaderField &field : fields) {
        if (equalsIgnoringCase(field.name, name) && found.count++ == 0)
            found.value = field.value;
    }
    return found;
}

QByteArray joinedField(const QList<HeaderField> &fields, QByteArrayView name)
{
    QByteArray joined;
    for (const HeaderField &field : fields) {
        if (equalsIgnoringCase(field.name, name))
            joined += (joined.isEmpty() ? "" : ",") + field.value;
    }
    return joined;
}

HttpHeadReader::State HttpHeadReader::receive(QByteArrayView &bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype newline = bytes.indexOf('\n');
        const qsizetype wanted = newline < 0 ? bytes.size() : newline + 1;
        const qsizetype room = std::min(maxHead - m_spent - m_bytes.size(), m_lineBegin + maxLine + 2 - m_bytes.size());
        m_bytes.append(bytes.first(std::min(wanted, room)));
        bytes = bytes.sliced(std::min(wanted, room));
        if (wanted > room)
            return broken(HandshakeRule::HeadTooLarge, {});
        if (newline < 0)
            return State::Reading;
        const QByteArrayView line = QByteArrayView(m_bytes).sliced(m_lineBegin).chopped(1);
        m_lineBegin = m_bytes.size();
        // RFC 9112 §2.2 lets a reader accept a bare LF; we do not (H14).
        if (line.isEmpty() || line.back() != '\r')
            return broken(HandshakeRule::MalformedField, line);
        if (const State state = takeLine(line.chopped(1)); state != State::Reading)
            return state;
    }
    return State::Reading;
}

HttpHeadReader::State HttpHeadReader::takeLine(QByteArrayView line)
{
    if (!m_hasStartLine) {
        m_hasStartLine = true;
        m_startLine = line.toByteArray();
        return isFieldValue(line) ? State::Reading : broken(HandshakeRule::NotHttp, line);
    }
    if (line.isEmpty())
        return State::Complete;
    if (m_fields.size() == maxFields)
        return broken(HandshakeRule::HeadTooLarge, line);
    // A name is a token: this also refuses folded lines and spaces before the colon (H13).
    const qsizetype colon = line.indexOf(':');
    if (colon < 0 || colon > maxName || !isToken(line.first(colon)))
        return broken(HandshakeRule::MalformedField, line);
    const QByteArrayView value = trimmed(line.sliced(colon + 1));
    if (!isFieldValue(value))
        return broken(HandshakeRule::MalformedField, line);
    m_fields.append({.name = line.first(colon).toByteArray(), .value = value.toByteArray()});
    return State::Reading;
}

HttpHeadReader::State HttpHeadReader::broken(HandshakeRule rule, QByteArrayView offender)
{
    m_rule = rule;
    m_offender = offender.first(std::min(offender.size(), maxOffender)).toByteArray();
    return State::Broken;
}

void HttpHeadReader::beginNext()
{
    m_spent += m_bytes.size();
    m_bytes.clear();
    m_lineBegin = 0;
    m_hasStartLine = false;
    m_fields.clear();
}

} // namespace ws
