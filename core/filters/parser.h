// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/filters/expression.h"
#include "core/filters/filtererror.h"

namespace filters {

namespace words {
struct Name;
}

//! Reads a text of the filter language once, from left to right.
//!
//!     any  := all (("or" | "||") all)*            all  := not (["and" | "&&"] not)*
//!     not  := ("not" | "-" | "!") not | term      term := "(" any ")" | text | regex | path | name | word
class Parser
{
public:
    explicit Parser(const QString &text) : m_text(text) { }
    [[nodiscard]] base::Expected<Expression, FilterError> parse();

private:
    static constexpr int deepest = 64;
    static constexpr qsizetype mostNodes = 512;

    // Each gives the index of a node; -1 when there is an error.
    int any();
    int all();
    int negation();
    int term();
    int bracket();
    int quoted();
    int regex();
    int path();
    int word();
    int named(const words::Name &name);
    int measure(const words::Name &name, Sign sign, QStringView value, qsizetype at);
    int kinds(QStringView value, qsizetype at);
    int type(Sign sign, const QString &value);
    int textTerm(const QString &text);

    int add(Node node);
    int fail(FilterError::Reason reason, qsizetype at, const QString &detail = {});
    void skipSpace();
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    //! Takes the word \a word, or the sign \a sign, if it stands here.
    bool takeWord(QLatin1StringView word, QLatin1StringView sign);
    [[nodiscard]] Sign takeSign();
    //! What stands up to the next space or bracket.
    [[nodiscard]] QStringView takeValue();
    [[nodiscard]] QStringView takePath();
    //! The same, or a text in quotes; nothing when a quote is missing.
    [[nodiscard]] std::optional<QString> takeLiteral(bool &isQuoted);
    [[nodiscard]] std::optional<QString> takeQuoted();

    const QString &m_text;
    qsizetype m_at = 0;
    int m_depth = 0;
    Expression m_expression;
    std::optional<FilterError> m_error;
};

} // namespace filters
