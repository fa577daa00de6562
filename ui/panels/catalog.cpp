// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/catalog.h"

#include "ui/connecting/connectionpanel.h"
#include "ui/connecting/heartbeatpanel.h"
#include "ui/connecting/linkpanel.h"
#include "ui/connecting/reconnectpanel.h"
#include "ui/connecting/statuspanel.h"
#include "ui/dashboard/dashboardpanel.h"
#include "ui/messages/composerpanel.h"
#include "ui/messages/inspectorpanel.h"
#include "ui/messages/outboxpanel.h"
#include "ui/monitor/monitorpanel.h"

#include <QCoreApplication>

#include <algorithm>

namespace panels {
namespace {

struct PanelWords
{
    Q_DECLARE_TR_FUNCTIONS(Panels)
};

template <typename P>
std::unique_ptr<widgets::Panel> made(const widgets::PanelContext &context)
{
    return std::make_unique<P>(context);
}

} // namespace

std::vector<PanelEntry> catalog()
{
    return {
        {"dashboard", PanelWords::tr("Dashboard"), "charts", &made<dashboard::DashboardPanel>},
        {"inspector", PanelWords::tr("Messages"), "charts", &made<messages::InspectorPanel>},
        {"status", PanelWords::tr("Status"), "connection", &made<connecting::StatusPanel>},
        {"connection", PanelWords::tr("Connection"), "connection", &made<connecting::ConnectionPanel>},
        {"heartbeat", PanelWords::tr("Heartbeat"), "connection", &made<connecting::HeartbeatPanel>},
        {"reconnect", PanelWords::tr("Reconnect"), "connection", &made<connecting::ReconnectPanel>},
        {"monitor", PanelWords::tr("Monitor"), "health", &made<monitor::MonitorPanel>},
        {"composer", PanelWords::tr("Compose"), "compose", &made<messages::ComposerPanel>},
        {"outbox", PanelWords::tr("Outbox"), "compose", &made<messages::OutboxPanel>},
        {"link", PanelWords::tr("Link conditions"), "connection", &made<connecting::LinkPanel>},
    };
}

std::unique_ptr<widgets::Panel> makePanel(QLatin1StringView id, const widgets::PanelContext &context)
{
    const std::vector<PanelEntry> entries = catalog();
    const auto at = std::ranges::find(entries, id, [](const PanelEntry &entry) { return QLatin1StringView(entry.id); });
    Q_ASSERT(at != entries.end());
    auto panel = at->make(context);
    panel->setObjectName(id);
    return panel;
}

void joinPanels(const std::function<widgets::Panel *(const char *id)> &find)
{
    auto *inspector = qobject_cast<messages::InspectorPanel *>(find("inspector"));
    auto *composer = qobject_cast<messages::ComposerPanel *>(find("composer"));
    auto *outbox = qobject_cast<messages::OutboxPanel *>(find("outbox"));
    if (outbox && composer)
        QObject::connect(outbox, &messages::OutboxPanel::editRequested, composer, &messages::ComposerPanel::compose);
    if (!inspector || !composer)
        return;
    QObject::connect(inspector, &messages::InspectorPanel::sendAgainRequested, composer, &messages::ComposerPanel::compose);
}

} // namespace panels
