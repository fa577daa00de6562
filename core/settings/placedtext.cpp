// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/placedtext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace settings {
namespace {

bool isControl(QChar c) { return c < u' ' || (c >= u'\x7F' && c < u'\xA0') || c == u'\x2028' || c == u'\x2029'; }

bool breaksItsPlace(const QString &value) { return std::ranges::any_of(value, isControl); }

bool hasAnyOf(const QString &value, QStringView characters)
{
    return std::ranges::any_of(value, [&](QChar c) { return characters.contains(c); });
}

bool isAsciiLetterOrDigit(QChar c) { return c < u'\x80' && c.isLetterOrNumber(); }

// RFC 9110 §5.6.2.
bool isTokenText(const QString &value)
{
    return !value.isEmpty() && std::ranges::all_of(value, [](QChar c) {
        return isAsciiLetterOrDigit(c) || QStringView(u"!#$%&'*+-.^_`|~").contains(c);
    });
}

// A name, an address or one with its port; what could be a login of another host is none.
bool isHostText(const QString &value)
{
    return std::ranges::all_of(
        value, [](QChar c) { return c >= u'\x80' || isAsciiLetterOrDigit(c) || QStringView(u"-._:[]").contains(c); });
}

bool isJsonValue(const QString &value)
{
    const QJsonDocument document = QJsonDocument::fromJson("[" + value.toUtf8() + "]");
    return document.isArray() && document.array().size() == 1;
}

// RFC 8259 §7; more than it asks for, so that no reader takes a line end or a control for its own.
QString insideQuotes(const QString &value)
{
    QString out;
    for (const QChar c : value) {
        if (c == u'"' || c == u'\\')
            out += u'\\';
        if (isControl(c))
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out;
}

bool isOnlyDots(const QString &value)
{
    return !value.isEmpty() && std::ranges::all_of(value, [](QChar c) { return c == u'.'; });
}

} // namespace

void PlacedText::add(QStringView text)
{
    if (m_place == Place::Message)
        readJson(text);
    m_text += text;
}

bool PlacedText::addForeign(const QString &value)
{
    switch (m_place) {
    case Place::Text: break;
    case Place::Message: return addToMessage(value);
    case Place::Header:
        if (breaksItsPlace(value))
            return false;
        break;
    case Place::Cookie: // RFC 6265 §4.1.1, but for quotes around a value.
        if (breaksItsPlace(value) || hasAnyOf(value, u";, \\"))
            return false;
        break;
    case Place::Token:
        if (!isTokenText(value))
            return false;
        break;
    case Place::Host:
        if (!isHostText(value))
            return false;
        break;
    case Place::AddressPart:
        if (isOnlyDots(value)) // `..`, also when encoded, is another folder to many servers.
            return false;
        m_text += QString::fromLatin1(QUrl::toPercentEncoding(value));
        return true;
    }
    m_text += value;
    return true;
}

bool PlacedText::addToMessage(const QString &value)
{
    QString written = value;
    if (m_isJson && m_inString) {
        written = insideQuotes(value);
        if (m_quotesInside && written != value)
            return false; // For which of the two it would have to be escaped, nobody knows.
    } else if (m_isJson) {
        if (!isJsonValue(value))
            return false;
    } else if (breaksItsPlace(value)) {
        m_lines += value;
    }
    m_begun = m_begun || !value.isEmpty();
    m_text += written;
    return true;
}

void PlacedText::readJson(QStringView text)
{
    for (const QChar c : text) {
        if (!m_begun && !c.isSpace()) {
            m_begun = true;
            m_isJson = c == u'{' || c == u'[' || c == u'"';
        }
        if (!m_inString) {
            m_inString = c == u'"';
            m_quotesInside = false;
            m_escaped = false;
        } else if (m_escaped) {
            m_escaped = false;
            m_quotesInside = m_quotesInside || c == u'"';
        } else if (c == u'\\') {
            m_escaped = true;
        } else if (c == u'"') {
            m_inString = false;
        }
    }
}

} // namespace settings
