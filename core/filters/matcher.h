// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/payloadreader.h"
#include "core/filters/filter.h"
#include "core/filters/replytimes.h"

#include <QList>

#include <memory>
#include <utility>
#include <vector>

namespace filters {

struct Node;

//! What a filter's words are about beyond the rows.
struct Context
{
    QList<std::pair<base::ConnectionId, QString>> connections{}; //!< Numbers and addresses, for `conn:`.
    qint64 dayNs = 0; //!< A time on the day that `before:12:00` is about; 0: that of the first row seen.
};

//! Asks rows of one walk, in their order, whether a filter matches them. For one thread at a time; needs a microsecond
//! or so for a row, more only for long payloads.
class Matcher
{
public:
    explicit Matcher(Filter filter, Context context = {});
    ~Matcher();
    Q_DISABLE_COPY_MOVE(Matcher)

    //! Whether \a row matches; its payload has to be there if Filter::needsPayload().
    [[nodiscard]] bool matches(const capture::PassingRow &row);
    //! Rows that a regular expression could not decide within its bounds; they count as not matching.
    [[nodiscard]] quint64 undecided() const { return m_undecided; }

private:
    [[nodiscard]] bool holds(int index, const capture::PassingRow &row);
    [[nodiscard]] bool measured(const Node &node, const capture::PassingRow &row) const;
    [[nodiscard]] bool isBefore(const Node &node, qint64 wallNs) const;
    [[nodiscard]] bool isConnection(const Node &node, base::ConnectionId id) const;
    [[nodiscard]] bool hasValue(const Node &node, const capture::PassingRow &row);
    [[nodiscard]] bool regexOccurs(const Node &node, QByteArrayView payload);

    const Filter m_filter;
    const Context m_context;
    ValueFinder m_finder;
    std::unique_ptr<ReplyTimes> m_replies;
    const std::vector<ValueFinder::Found> *m_found = nullptr; //!< In the present row; null: not looked yet.
    std::optional<double> m_latency; //!< Of the present row.
    qint64 m_midnightNs = 0; //!< Of the day that times of day are about; 0: not known yet.
    quint64 m_undecided = 0;
};

} // namespace filters
