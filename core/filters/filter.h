// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/filters/filtererror.h"

#include <QString>

#include <memory>

namespace filters {

struct Expression;

//! A text of the filter language (docs/filters.md), compiled: `dir:in size>1k ($.data.price>100 or "error")`. A value;
//! any number of threads may make Matchers of it.
class Filter
{
public:
    static constexpr qsizetype longestText = 4096;

    //! Matches every row.
    Filter();

    [[nodiscard]] static base::Expected<Filter, FilterError> compile(const QString &text);

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool matchesAll() const;
    //! Whether rows have to come with their payloads; else KindsOnly is enough.
    [[nodiscard]] bool needsPayload() const;
    [[nodiscard]] const Expression &expression() const { return *m_expression; }
    friend bool operator==(const Filter &a, const Filter &b) { return a.m_text == b.m_text; }

private:
    QString m_text;
    std::shared_ptr<const Expression> m_expression;
};

} // namespace filters
