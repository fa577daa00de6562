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

namespace panels {
namespace {

struct PanelWords
{
    Q_DECLARE_TR_FUNCTIONS(Panels)
};

template <typename P>
std::unique_ptr<widgets::Panel> makePanel(const widgets::PanelContext &context)
{
    return std::make_unique<P>(context);
}

} // namespace

std::vector<PanelEntry> catalog()
{
    return {
        {"dashboard", PanelWords::tr("Dashboard"), "charts", &makePanel<dashboard::DashboardPanel>},
        {"inspector", PanelWords::tr("Messages"), "charts", &makePanel<messages::InspectorPanel>},
        {"status", PanelWords::tr("Status"), "connection", &makePanel<connecting::StatusPanel>},
        {"connection", PanelWords::tr("Connection"), "connection", &makePanel<connecting::ConnectionPanel>},
        {"heartbeat", PanelWords::tr("Heartbeat"), "connection", &makePanel<connecting::HeartbeatPanel>},
        {"reconnect", PanelWords::tr("Reconnect"), "connection", &makePanel<connecting::ReconnectPanel>},
        {"monitor", PanelWords::tr("Monitor"), "health", &makePanel<monitor::MonitorPanel>},
        {"composer", PanelWords::tr("Compose"), "compose", &makePanel<messages::ComposerPanel>},
        {"outbox", PanelWords::tr("Outbox"), "compose", &makePanel<messages::OutboxPanel>},
        {"link", PanelWords::tr("Link conditions"), "connection", &makePanel<connecting::LinkPanel>},
    };
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
