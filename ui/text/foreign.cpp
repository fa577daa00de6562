// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/foreign.h"

#include <QChar>
#include <QStringDecoder>

namespace text {
namespace {

constexpr auto ellipsis = u'\u2026';
constexpr auto returnSign = u'\u23CE';
constexpr int marksInARow = 8; //!< More combining marks than any script stacks; the rest is shown as escapes (U07).

// What is drawn as nothing although its category is a letter or a symbol.
bool isBlankLetter(char32_t c)
{
    return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800 || c == 0x034F;
}

QString escape(char32_t c)
{
    switch (c) {
    case U'\t': return QStringLiteral("\\t");
    case U'\r': return QStringLiteral("\\r");
    case 0: return QStringLiteral("\\0");
    default: break;
    }
    if (c < 0x100)
        return QStringLiteral("\\x%1").arg(static_cast<uint>(c), 2, 16, QLatin1Char('0'));
    if (c < 0x10000)
        return QStringLiteral("\\u%1").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
    return QStringLiteral("\\u{%1}").arg(static_cast<uint>(c), 0, 16);
}

// Adds pieces up to a limit and knows where to cut so that the ellipsis still fits.
class Line
{
public:
    explicit Line(qsizetype limit) : m_limit(limit) { m_text.reserve(qMin<qsizetype>(limit, 512)); }

    //! False when \a piece is too much: the line is full.
    bool add(QStringView piece)
    {
        if (m_text.size() + piece.size() > m_limit)
            return false;
        m_text += piece;
        if (m_text.size() < m_limit)
            m_cut = m_text.size();
        return true;
    }
    QString whole() const { return m_text; }
    QString shortened() const { return m_text.left(m_cut) + ellipsis; }

private:
    qsizetype m_limit;
    qsizetype m_cut = 0;
    QString m_text;
};

// Length of the piece at `at`, and the piece itself; follows the number of combining marks in `marks`.
struct Piece
{
    QString shown;
    qsizetype taken = 1;
};

Piece pieceAt(QStringView in, qsizetype at, int &marks)
{
    const QChar unit = in[at];
    if (unit == u'\r' && at + 1 < in.size() && in[at + 1] == u'\n')
        return {QString(QChar(returnSign)), 2};
    if (unit == u'\n' || unit == u'\u2028' || unit == u'\u2029')
        return {QString(QChar(returnSign)), 1};
    char32_t c = unit.unicode();
    qsizetype taken = 1;
    if (unit.isHighSurrogate() && at + 1 < in.size() && in[at + 1].isLowSurrogate()) {
        c = QChar::surrogateToUcs4(unit, in[at + 1]);
        taken = 2;
    }
    marks = QChar::isMark(c) ? marks + 1 : 0;
    if (QChar::isSurrogate(c))
        return {QString(QChar(QChar::ReplacementCharacter)), taken};
    if (isDeceptive(c) || marks > marksInARow)
        return {escape(c), taken};
    return {in.mid(at, taken).toString(), taken};
}

QString line(QStringView in, qsizetype limit, bool more)
{
    if (limit <= 0)
        return {};
    Line out(limit);
    int marks = 0;
    for (qsizetype at = 0; at < in.size();) {
        const Piece piece = pieceAt(in, at, marks);
        if (!out.add(piece.shown))
            return out.shortened();
        at += piece.taken;
    }
    return more ? out.shortened() : out.whole();
}

} // namespace

bool isDeceptive(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    default: return isBlankLetter(c);
    }
}

QString foreignLine(QByteArrayView bytes, qsizetype limit)
{
    // Four bytes are at least one UTF-16 unit, so this much always fills the line.
    const qsizetype enough = qMin(bytes.size(), qMax<qsizetype>(limit, 0) * 4 + 8);
    auto decoder = QStringDecoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString in = decoder.decode(bytes.first(enough));
    return line(in, limit, enough < bytes.size());
}

QString foreignLine(QStringView foreign, qsizetype limit) { return line(foreign, limit, false); }

} // namespace text
