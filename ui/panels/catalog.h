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
    Qt::DockWidgetArea area; //!< Where it stands at first; NoDockWidgetArea: the centre.
    std::unique_ptr<widgets::Panel> (*make)(const widgets::PanelContext &context);
    const char *beside = nullptr; //!< The panel in whose place it stands at first, as a tab behind it.
};

//! All panels, in the order of the View menu. Adding one is two new files and one line in catalog.cpp.
[[nodiscard]] std::vector<PanelEntry> catalog();

//! Connects the panels that work together, once all are made; \a find gives the panel with an id, or nullptr.
void joinPanels(const std::function<widgets::Panel *(const char *id)> &find);

} // namespace panels
