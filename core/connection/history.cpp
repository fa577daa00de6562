// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/history.h"

#include <utility>

namespace connection {

History withTransition(const History &history, Transition transition, std::size_t places)
{
    auto next
        = history ? std::make_shared<std::vector<Transition>>(*history) : std::make_shared<std::vector<Transition>>();
    if (next->size() >= places && !next->empty())
        next->erase(next->begin(), next->end() - static_cast<std::ptrdiff_t>(places - 1));
    next->push_back(std::move(transition));
    return next;
}

} // namespace connection
