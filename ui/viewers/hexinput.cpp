// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/hexinput.h"

namespace viewers {
namespace {

int digit(QChar c)
{
    const char16_t u = c.unicode();
    if (u >= u'0' && u <= u'9')
        return u - u'0';
    const char16_t low = u | 0x20;
    return low >= u'a' && low <= u'f' ? low - u'a' + 10 : -1;
}

bool isSeparator(QChar c) { return c.isSpace() || c == u',' || c == u':' || c == u'-' || c == u';' || c == u'_'; }

} // namespace

base::Expected<QByteArray, HexError> bytesFromHex(QStringView text)
{
    QByteArray bytes;
    bytes.reserve(text.size() / 2);
    for (qsizetype i = 0; i < text.size();) {
        if (isSeparator(text[i])) {
            ++i;
            continue;
        }
        const bool prefixed = i + 1 < text.size() && (text[i] == u'0' || text[i] == u'\\')
            && (text[i + 1] == u'x' || text[i + 1] == u'X');
        if (prefixed)
            i += 2;
        if (i >= text.size())
            return base::Unexpected{HexError{i, HexError::Kind::HalfByte}};
        const int high = digit(text[i]);
        if (high < 0)
            return base::Unexpected{HexError{i, HexError::Kind::NotHex}};
        if (i + 1 >= text.size() || isSeparator(text[i + 1]))
            return base::Unexpected{HexError{i, HexError::Kind::HalfByte}};
        const int low = digit(text[i + 1]);
        if (low < 0)
            return base::Unexpected{HexError{i + 1, HexError::Kind::NotHex}};
        bytes += static_cast<char>(high << 4 | low);
        i += 2;
    }
    return bytes;
}

} // namespace viewers
