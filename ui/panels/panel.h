// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/streamhandle.h"

#include <QJsonObject>
#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

namespace panels {

//! One dockable view of a connection. It holds no data: it shows the last Tick and asks the handle for the rest.
class Panel : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    //! Something moved; called at most 60 times a second and only while visible or just shown. Must take less than 2
    //! ms.
    virtual void setTick(const stream::Tick &tick) = 0;

signals:
    //! A short notice for the window's status line, in the user's language.
    void noticeRaised(const QString &text);
};

//! What a panel may be built from.
struct PanelContext
{
    stream::StreamHandle &handle;
};

//! One entry of the catalogue.
struct PanelEntry
{
    const char *id; //!< Also the object name of its dock; never changes, layouts remember it.
    QString title; //!< In the user's language.
    Qt::DockWidgetArea area; //!< Where it stands at first; NoDockWidgetArea: the centre.
    std::function<std::unique_ptr<Panel>(const PanelContext &)> make;
    const char *beside = nullptr; //!< The panel in whose place it stands at first, as a tab behind it.
    //! What the panel wants to find again at the next start; empty when it has nothing to keep.
    std::function<QJsonObject(const Panel &)> save = {};
    std::function<void(Panel &, const QJsonObject &)> restore = {};
};

//! All panels, in the order of the View menu. Adding one is two new files and one line in catalog.cpp.
[[nodiscard]] std::vector<PanelEntry> catalog();

//! Connects the panels that work together, once all are made; \a find gives the panel with an id, or nullptr.
void joinPanels(const std::function<Panel *(const char *id)> &find);

} // namespace panels
