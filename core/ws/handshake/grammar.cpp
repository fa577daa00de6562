// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/grammar.h"

#include <algorithm>

namespace ws {
namespace {

bool isTokenChar(char c)
{
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return true;
    return c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

constexpr bool isBlank(char c) { return c == ' ' || c == '\t'; }

// Walks over an extension list from left to right, once.
class ExtensionScanner
{
public:
    explicit ExtensionScanner(QByteArrayView text) : m_text(text) { }

    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }
    void skipBlanks()
    {
        while (!atEnd() && isBlank(m_text[m_at]))
            ++m_at;
    }
    [[nodiscard]] bool take(char c)
    {
        skipBlanks();
        if (atEnd() || m_text[m_at] != c)
            return false;
        ++m_at;
        skipBlanks();
        return true;
    }
    [[nodiscard]] QByteArray token()
    {
        const qsizetype begin = m_at;
        while (!atEnd() && isTokenChar(m_text[m_at]))
            ++m_at;
        return m_text.sliced(begin, m_at - begin).toByteArray();
    }
    // §9.1: what a quoted string holds must be a token after unescaping.
    [[nodiscard]] std::optional<QByteArray> quoted()
    {
        QByteArray value;
        while (!atEnd() && m_text[m_at] != '"') {
            if (m_text[m_at] == '\\' && ++m_at == m_text.size())
                return {};
            value += m_text[m_at++];
        }
        if (atEnd())
            return {};
        ++m_at;
        return isToken(value) ? std::optional(value) : std::nullopt;
    }

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
};

bool readParameter(ExtensionScanner &scanner, Extension &extension)
{
    Extension::Parameter parameter{.name = scanner.token(), .value = {}};
    if (parameter.name.isEmpty())
        return false;
    if (scanner.take('=')) {
        if (scanner.take('"')) {
            parameter.value = scanner.quoted();
            if (!parameter.value)
                return false;
        } else {
            parameter.value = scanner.token();
            if (parameter.value->isEmpty())
                return false;
        }
    }
    extension.parameters.append(parameter);
    return true;
}

} // namespace

bool isToken(QByteArrayView text) { return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar); }

bool isFieldValue(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<quint8>(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
    });
}

QByteArrayView trimmed(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && qstrnicmp(a.data(), a.size(), b.data(), b.size()) == 0;
}

std::optional<QList<QByteArray>> readTokenList(QByteArrayView text)
{
    QList<QByteArray> tokens;
    while (true) {
        const qsizetype comma = text.indexOf(',');
        const QByteArrayView element = trimmed(comma < 0 ? text : text.first(comma));
        if (isToken(element))
            tokens.append(element.toByteArray());
        else if (!element.isEmpty())
            return {};
        if (comma < 0)
            return tokens;
        text = text.sliced(comma + 1);
    }
}

std::optional<QList<Extension>> readExtensions(QByteArrayView text)
{
    QList<Extension> extensions;
    ExtensionScanner scanner(text);
    scanner.skipBlanks();
    do {
        Extension extension{.name = scanner.token(), .parameters = {}};
        if (extension.name.isEmpty())
            return {};
        while (scanner.take(';')) {
            if (!readParameter(scanner, extension))
                return {};
        }
        extensions.append(extension);
    } while (scanner.take(','));
    if (!scanner.atEnd())
        return {};
    return extensions;
}

} // namespace ws
