// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/textwindow.h"

#include "ui/text/foreign.h"

#include <QStringDecoder>

namespace viewers {
namespace {

constexpr int mostMarks = 4; //!< Combining marks on one character; more are not writing.

bool isMark(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing
        || category == QChar::Mark_SpacingCombining;
}

void appendEscape(QString &out, char32_t c)
{
    out += QStringLiteral("\\u") + (c > 0xFFFF ? QStringLiteral("{") : QString())
        + QString::number(static_cast<uint>(c), 16).rightJustified(4, QLatin1Char('0'))
        + (c > 0xFFFF ? QStringLiteral("}") : QString());
}

// A window must not cut a code point: it ends before the bytes that continue into the next one.
qsizetype wholeEnd(QByteArrayView bytes, qsizetype end)
{
    if (end >= bytes.size())
        return bytes.size();
    for (int back = 0; back < 4 && end - back > 0; ++back)
        if ((static_cast<quint8>(bytes[end - back]) & 0xC0) != 0x80)
            return end - back;
    return end;
}

} // namespace

TextWindow textWindow(QByteArrayView bytes, qsizetype from)
{
    qsizetype end = wholeEnd(bytes, std::min(bytes.size(), from + textWindowBytes));
    int lines = 0;
    for (qsizetype i = from; i < end; ++i) {
        if (bytes[i] == '\n' && ++lines == textWindowLines) {
            end = i + 1;
            break;
        }
    }
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString decoded = decoder(bytes.sliced(from, end - from));
    TextWindow window{.text = {}, .end = end};
    window.text.reserve(decoded.size() + decoded.size() / 16);
    qsizetype lineStart = 0;
    int marks = 0;
    for (qsizetype i = 0; i < decoded.size(); ++i) {
        char32_t c = decoded[i].unicode();
        if (decoded[i].isHighSurrogate() && i + 1 < decoded.size() && decoded[i + 1].isLowSurrogate())
            c = QChar::surrogateToUcs4(decoded[i], decoded[i + 1]);
        if (c > 0xFFFF)
            ++i;
        if (c == U'\r' && i + 1 < decoded.size() && decoded[i + 1] == QLatin1Char('\n'))
            continue;
        if (c == U'\n') {
            window.text += QLatin1Char('\n');
            lineStart = window.text.size();
            marks = 0;
            continue;
        }
        if (window.text.size() - lineStart >= mostLineLength) {
            window.text += QLatin1Char('\n');
            lineStart = window.text.size();
        }
        marks = isMark(c) ? marks + 1 : 0;
        if (c != U'\t' && (text::isDeceptive(c) || marks > mostMarks))
            appendEscape(window.text, c);
        else
            window.text += QChar::fromUcs4(c);
    }
    return window;
}

} // namespace viewers
