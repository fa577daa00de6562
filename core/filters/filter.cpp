// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/filter.h"

#include "core/filters/expression.h"
#include "core/filters/parser.h"

namespace filters {

Filter::Filter() : m_expression(std::make_shared<Expression>(Expression{.nodes = {Node{}}, .paths = {}})) { }

base::Expected<Filter, FilterError> Filter::compile(const QString &text)
{
    if (text.size() > longestText)
        return base::Unexpected{FilterError{FilterError::Reason::TooLong, longestText, {}}};
    auto expression = Parser(text).parse();
    if (!expression)
        return base::Unexpected{expression.error()};
    Filter filter;
    filter.m_text = text;
    filter.m_expression = std::make_shared<const Expression>(std::move(*expression));
    return filter;
}

bool Filter::matchesAll() const
{
    const Node &whole = m_expression->nodes.back();
    return whole.kind == Node::Kind::All && whole.children.empty();
}

bool Filter::needsPayload() const { return m_expression->needsPayload; }

} // namespace filters
