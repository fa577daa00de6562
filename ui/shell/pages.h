// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

#include <vector>

namespace shell {

//! One entry of the rail: a page of the work area.
struct PageEntry
{
    const char *id; //!< Never changes; layouts remember it.
    QString title; //!< In the user's language, one word.
    const char *icon; //!< A file of resources/icons, without `.svg`.
    bool below = false; //!< Stands at the lower end of the rail.
    bool always = false; //!< Also there before there is a connection.
};

//! All pages, in the order of the rail. A page shows the panels whose entry names it.
[[nodiscard]] std::vector<PageEntry> pages();

} // namespace shell
