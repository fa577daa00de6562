// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/panel.h"

#include <functional>
#include <memory>
#include <vector>

namespace panels {

//! One entry of the catalogue.
struct PanelEntry
{
    const char *id; //!< Also its object name; never changes, layouts and files remember it.
    QString title; //!< In the user's language.
    //! Where it stands: a page of the window by its id (shell/pages.h), as a card among its others in the order of the
    //! catalogue; `charts` has places of its own.
    const char *page;
    std::unique_ptr<widgets::Panel> (*make)(const widgets::PanelContext &context);
};

//! All panels. Adding one is two new files and one line in catalog.cpp.
[[nodiscard]] std::vector<PanelEntry> catalog();

//! The panel of the entry \a id, which must be one, made and named after it.
[[nodiscard]] std::unique_ptr<widgets::Panel> makePanel(QLatin1StringView id, const widgets::PanelContext &context);

//! Connects the panels that work together, once all are made; \a find gives the panel with an id, or nullptr.
void joinPanels(const std::function<widgets::Panel *(const char *id)> &find);

} // namespace panels
