// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fields/fieldmap.h"
#include "core/fields/readingtally.h"

#include <memory>
#include <mutex>

namespace fields {

//! What was found out about a feed beside its series: how its messages were read, which were not, and its clocks.
struct FeedFacts
{
    ReadingTally tally{};
    QList<FieldMap::ClockFacts> clocks{};
    QList<SequenceFacts> sequences{};
    friend bool operator==(const FeedFacts &, const FeedFacts &) = default;
};

//! The newest FeedFacts of one connection: written by the analysis, read by anybody. Thread-safe.
class FactsBoard
{
public:
    void set(FeedFacts facts)
    {
        auto fresh = std::make_shared<const FeedFacts>(std::move(facts));
        const std::scoped_lock lock(m_mutex);
        m_facts.swap(fresh);
    }
    [[nodiscard]] std::shared_ptr<const FeedFacts> facts() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_facts;
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const FeedFacts> m_facts = std::make_shared<const FeedFacts>();
};

} // namespace fields
