// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/jsonreader.h"

#include <QString>

namespace decoders {

namespace {

constexpr int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

// The four digits behind \u; -1 when they are not there.
int codeUnit(QByteArrayView raw, qsizetype at)
{
    if (at + 4 > raw.size())
        return -1;
    int unit = 0;
    for (qsizetype i = at; i < at + 4; ++i) {
        const int digit = hexValue(raw[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

constexpr char simpleEscape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
    }
}

void replaceLoneSurrogates(QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text[i].isSurrogate())
            continue;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            ++i;
        else
            text[i] = QChar::ReplacementCharacter;
    }
}

} // namespace

qsizetype firstBadEscape(QByteArrayView raw)
{
    for (qsizetype i = raw.indexOf('\\'); i >= 0; i = raw.indexOf('\\', i)) {
        if (i + 1 >= raw.size())
            return i;
        if (raw[i + 1] == 'u') {
            if (codeUnit(raw, i + 2) < 0)
                return i;
            i += 6;
        } else {
            if (simpleEscape(raw[i + 1]) == 0)
                return i;
            i += 2;
        }
        if (i >= raw.size())
            break;
    }
    return -1;
}

QByteArray unescaped(QByteArrayView raw)
{
    QByteArray text;
    text.reserve(raw.size());
    QString wide; // A run of \u escapes, so that surrogate pairs meet.
    const auto flush = [&] {
        replaceLoneSurrogates(wide);
        text += wide.toUtf8();
        wide.clear();
    };
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\' || i + 1 >= raw.size()) {
            flush();
            text += raw[i];
        } else if (raw[++i] == 'u') {
            wide += QChar(static_cast<char16_t>(codeUnit(raw, i + 1)));
            i += 4;
        } else {
            flush();
            text += simpleEscape(raw[i]);
        }
    }
    flush();
    return text;
}

} // namespace decoders
