// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pages.h"

#include <QCoreApplication>

namespace shell {
namespace {

struct PageWords
{
    Q_DECLARE_TR_FUNCTIONS(Pages)
};

} // namespace

std::vector<PageEntry> pages()
{
    return {
        {.id = "charts", .title = PageWords::tr("Charts"), .icon = "charts"},
        {.id = "messages", .title = PageWords::tr("Messages"), .icon = "messages"},
        {.id = "compose", .title = PageWords::tr("Compose"), .icon = "compose"},
        {.id = "health", .title = PageWords::tr("Health"), .icon = "health"},
        {.id = "connection", .title = PageWords::tr("Connection"), .icon = "connection"},
        {.id = "alerts", .title = PageWords::tr("Alerts"), .icon = "alerts", .below = true, .always = true},
        {.id = "recordings", .title = PageWords::tr("Recordings"), .icon = "recordings", .below = true, .always = true},
        {.id = "settings", .title = PageWords::tr("Settings"), .icon = "settings", .below = true, .always = true},
    };
}

} // namespace shell
