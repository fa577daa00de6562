// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/shellwords.h"

#include <optional>

namespace settings {
namespace {

constexpr qsizetype longestCommand = 256 << 10;
constexpr int mostWords = 4096;

//! Splits one text; POSIX.1-2017, Shell Command Language §2.2 and §2.3, and `$'…'` of its next issue.
class Splitter
{
public:
    explicit Splitter(const QString &text) : m_text(text) { }
    base::Expected<QList<QStringList>, ShellError> run();

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool isNext(QLatin1StringView text) const { return QStringView(m_text).mid(m_at).startsWith(text); }
    void add(QStringView text)
    {
        m_word += text;
        m_inWord = true;
    }
    void endWord();
    std::optional<ShellError> step();
    bool singleQuoted();
    bool doubleQuoted();
    bool ansiQuoted();
    void ansiEscape();
    [[nodiscard]] QString number(int base, int most);

    const QString m_text;
    qsizetype m_at = 0;
    QString m_word;
    bool m_inWord = false;
    int m_words = 0;
    QList<QStringList> m_commands{QStringList{}};
};

void Splitter::endWord()
{
    if (!m_inWord)
        return;
    m_commands.last().append(m_word);
    ++m_words;
    m_word.clear();
    m_inWord = false;
}

bool Splitter::singleQuoted()
{
    const qsizetype end = m_text.indexOf(u'\'', m_at + 1);
    if (end < 0)
        return false;
    add(QStringView(m_text).mid(m_at + 1, end - m_at - 1));
    m_at = end + 1;
    return true;
}

bool Splitter::doubleQuoted()
{
    add({});
    for (++m_at; !atEnd(); ++m_at) {
        const QChar c = m_text[m_at];
        if (c == u'"') {
            ++m_at;
            return true;
        }
        if (c == u'\\' && m_at + 1 < m_text.size() && QStringView(u"$`\"\\\n").contains(m_text[m_at + 1])) {
            if (m_text[++m_at] != u'\n')
                m_word += m_text[m_at];
        } else {
            m_word += c;
        }
    }
    return false;
}

QString Splitter::number(int base, int most)
{
    qsizetype end = m_at;
    const auto isDigit = [&](QChar c) {
        return base == 16 ? QStringView(u"0123456789abcdefABCDEF").contains(c) : c >= u'0' && c <= u'7';
    };
    while (end < m_text.size() && end - m_at < most && isDigit(m_text[end]))
        ++end;
    const uint code = m_text.mid(m_at, end - m_at).toUInt(nullptr, base);
    m_at = end;
    if (code == 0 || code > 0x10FFFF)
        return {};
    const auto ucs = static_cast<char32_t>(code);
    return QString::fromUcs4(&ucs, 1);
}

// Behind the backslash.
void Splitter::ansiEscape()
{
    const QChar c = m_text[m_at++];
    static constexpr QStringView letters = u"abefnrtv";
    static constexpr QStringView meant = u"\a\b\x1b\f\n\r\t\v";
    if (const qsizetype index = letters.indexOf(c); index >= 0) {
        m_word += meant[index];
    } else if (c == u'x' || c == u'u' || c == u'U') {
        m_word += number(16, c == u'x' ? 2 : c == u'u' ? 4 : 8);
    } else if (c >= u'0' && c <= u'7') {
        --m_at;
        m_word += number(8, 3);
    } else {
        m_word += c;
    }
}

bool Splitter::ansiQuoted()
{
    add({});
    for (m_at += 2; !atEnd();) {
        const QChar c = m_text[m_at++];
        if (c == u'\'')
            return true;
        if (c == u'\\' && !atEnd())
            ansiEscape();
        else
            m_word += c;
    }
    return false;
}

std::optional<ShellError> Splitter::step()
{
    const QChar c = m_text[m_at];
    if (isNext(QLatin1StringView("\\\n")) || isNext(QLatin1StringView("\\\r\n"))) {
        m_at += m_text[m_at + 1] == u'\r' ? 3 : 2;
    } else if (c.isSpace()) {
        endWord();
        ++m_at;
    } else if (c == u'\'') {
        return singleQuoted() ? std::nullopt : std::optional(ShellError::OpenQuote);
    } else if (c == u'"') {
        return doubleQuoted() ? std::nullopt : std::optional(ShellError::OpenQuote);
    } else if (isNext(QLatin1StringView("$'"))) {
        return ansiQuoted() ? std::nullopt : std::optional(ShellError::OpenQuote);
    } else if (isNext(QLatin1StringView("^\"")) || isNext(QLatin1StringView("^\n"))
        || isNext(QLatin1StringView("^\r\n"))) {
        return ShellError::ForCmd;
    } else if (c == u'|' && !isNext(QLatin1StringView("||"))) {
        endWord();
        m_commands.append(QStringList{});
        ++m_at;
    } else if (QStringView(u";&<>|()").contains(c)) {
        return ShellError::Operator;
    } else if (c == u'\\' && m_at + 1 < m_text.size()) {
        add(QStringView(m_text).mid(m_at + 1, 1));
        m_at += 2;
    } else {
        add(QStringView(m_text).mid(m_at, 1));
        ++m_at;
    }
    return {};
}

base::Expected<QList<QStringList>, ShellError> Splitter::run()
{
    if (m_text.size() > longestCommand)
        return base::Unexpected{ShellError::TooLong};
    while (!atEnd()) {
        if (const auto error = step())
            return base::Unexpected{*error};
        if (m_words > mostWords)
            return base::Unexpected{ShellError::TooLong};
    }
    endWord();
    return m_commands;
}

} // namespace

base::Expected<QList<QStringList>, ShellError> shellCommands(const QString &text)
{
    return Splitter(text.trimmed()).run();
}

} // namespace settings
