// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminaltext.h"

#include "ui/text/foreign.h"

#include <QStringDecoder>

#include <algorithm>
#include <unistd.h>

namespace app {
namespace {

constexpr qsizetype longestLine = 16 * 1024;

bool isPlainAscii(QByteArrayView bytes)
{
    return std::ranges::all_of(bytes, [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t'; });
}

QByteArray hexDigits(char32_t number, int digits)
{
    return QByteArray::number(static_cast<uint>(number), 16).rightJustified(digits, '0');
}

QByteArray terminalEscape(char32_t c)
{
    if (c < 0x100)
        return "\\x" + hexDigits(c, 2);
    return c < 0x10000 ? "\\u" + hexDigits(c, 4) : "\\u{" + hexDigits(c, 1) + '}';
}

QByteArray jsonEscape(char32_t c)
{
    if (!QChar::requiresSurrogates(c))
        return "\\u" + hexDigits(c, 4);
    return "\\u" + hexDigits(QChar::highSurrogate(c), 4) + "\\u" + hexDigits(QChar::lowSurrogate(c), 4);
}

// Each character of \a text that must not reach a terminal goes through \a escape.
template <typename Escape>
void appendText(QByteArray &out, QStringView text, Escape escape)
{
    qsizetype begin = 0;
    for (qsizetype at = 0; at < text.size();) {
        const bool isPair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        const char32_t c = isPair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode();
        const qsizetype next = at + (isPair ? 2 : 1);
        if (text::isDeceptive(c) && c != U'\n' && c != U'\t') {
            out += text.sliced(begin, at - begin).toUtf8() + escape(c);
            begin = next;
        }
        at = next;
    }
    out += text.sliced(begin).toUtf8();
}

} // namespace

bool isTerminal(int descriptor) { return ::isatty(descriptor) == 1; }

QString terminalLine(const QString &text) { return text::foreignLine(text, longestLine); }

void appendForTerminal(QByteArray &out, QByteArrayView bytes)
{
    if (isPlainAscii(bytes)) {
        out += bytes;
        return;
    }
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder.decode(bytes);
    if (!decoder.hasError())
        return appendText(out, text, terminalEscape);
    for (const char c : bytes) {
        if (isPlainAscii({&c, 1}))
            out += c;
        else
            out += "\\x" + hexDigits(static_cast<uchar>(c), 2);
    }
}

void appendJsonForTerminal(QByteArray &out, QByteArrayView text)
{
    if (isPlainAscii(text)) {
        out += text;
        return;
    }
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString decoded = decoder.decode(text); // A text message is UTF-8.
    appendText(out, decoded, jsonEscape);
}

} // namespace app
