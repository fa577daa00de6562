// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/server/scenarios/scenario.h"

#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace server {

//! When to look at which client, for thousands of them. A deadline that was put off is not moved: the client is looked
//! at too early once and says anew when it is due, which costs less than moving it with every byte.
class DeadlineQueue
{
public:
    //! \a client wants to be looked at no later than \a due; nothing: it does not care.
    void put(ClientId client, std::optional<base::Nanoseconds> due);
    void forget(ClientId client);
    //! Who is due at \a now; they are no longer in the queue.
    [[nodiscard]] std::vector<ClientId> takeDue(base::Nanoseconds now);
    [[nodiscard]] std::optional<base::Nanoseconds> next() const;
    [[nodiscard]] std::size_t size() const { return m_due.size(); }

private:
    std::set<std::pair<base::Nanoseconds, ClientId>> m_queue;
    std::unordered_map<ClientId, base::Nanoseconds> m_due;
};

} // namespace server
