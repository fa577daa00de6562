// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/composerpanel.h"
#include "ui/panels/connectionpanel.h"
#include "ui/panels/dashboardpanel.h"
#include "ui/panels/heartbeatpanel.h"
#include "ui/panels/inspectorpanel.h"
#include "ui/panels/linkpanel.h"
#include "ui/panels/monitorpanel.h"
#include "ui/panels/outboxpanel.h"
#include "ui/panels/panel.h"
#include "ui/panels/panelstates.h"
#include "ui/panels/reconnectpanel.h"
#include "ui/panels/statuspanel.h"

#include <QCoreApplication>

namespace panels {
namespace {

struct PanelWords
{
    Q_DECLARE_TR_FUNCTIONS(Panels)
};

template <typename P>
std::unique_ptr<Panel> makePanel(const PanelContext &context)
{
    return std::make_unique<P>(context);
}

template <typename P>
std::unique_ptr<Panel> makeCounting(const PanelContext &context)
{
    static const base::SystemClock clock;
    return std::make_unique<P>(context.handle, clock);
}

template <typename P>
const P &as(const Panel &panel)
{
    return static_cast<const P &>(panel);
}

template <typename P>
P &as(Panel &panel)
{
    return static_cast<P &>(panel);
}

} // namespace

std::vector<PanelEntry> catalog()
{
    return {
        {.id = "dashboard",
            .title = PanelWords::tr("Dashboard"),
            .area = Qt::NoDockWidgetArea,
            .make = &DashboardPanel::make,
            .save = [](const Panel &panel) { return as<DashboardPanel>(panel).saveState(); },
            .restore = [](Panel &panel, const QJsonObject &state) { as<DashboardPanel>(panel).restoreState(state); }},
        {.id = "inspector",
            .title = PanelWords::tr("Messages"),
            .area = Qt::BottomDockWidgetArea,
            .make = &makePanel<InspectorPanel>,
            .save = [](const Panel &panel) { return states::fromBytes(as<InspectorPanel>(panel).saveState()); },
            .restore
            = [](Panel &panel,
                  const QJsonObject &state) { as<InspectorPanel>(panel).restoreState(states::toBytes(state)); }},
        {.id = "status",
            .title = PanelWords::tr("Status"),
            .area = Qt::RightDockWidgetArea,
            .make = &makeCounting<StatusPanel>},
        {.id = "connection",
            .title = PanelWords::tr("Connection"),
            .area = Qt::RightDockWidgetArea,
            .make = &makePanel<ConnectionPanel>},
        {.id = "heartbeat",
            .title = PanelWords::tr("Heartbeat"),
            .area = Qt::RightDockWidgetArea,
            .make = &makeCounting<HeartbeatPanel>,
            .beside = "status"},
        {.id = "reconnect",
            .title = PanelWords::tr("Reconnect"),
            .area = Qt::RightDockWidgetArea,
            .make = &makeCounting<ReconnectPanel>,
            .beside = "status"},
        {.id = "monitor",
            .title = PanelWords::tr("Monitor"),
            .area = Qt::RightDockWidgetArea,
            .make = &makeCounting<MonitorPanel>},
        {.id = "composer",
            .title = PanelWords::tr("Compose"),
            .area = Qt::RightDockWidgetArea,
            .make = &makePanel<ComposerPanel>,
            .save = [](const Panel &panel) { return states::fromHistory(as<ComposerPanel>(panel).history()); },
            .restore
            = [](Panel &panel,
                  const QJsonObject &state) { as<ComposerPanel>(panel).setHistory(states::toHistory(state)); }},
        {.id = "outbox",
            .title = PanelWords::tr("Outbox"),
            .area = Qt::RightDockWidgetArea,
            .make = &makeCounting<OutboxPanel>,
            .beside = "composer"},
        {.id = "link",
            .title = PanelWords::tr("Link conditions"),
            .area = Qt::RightDockWidgetArea,
            .make = &makePanel<LinkPanel>,
            .beside = "monitor"},
    };
}

void joinPanels(const std::function<Panel *(const char *id)> &find)
{
    auto *inspector = qobject_cast<InspectorPanel *>(find("inspector"));
    auto *composer = qobject_cast<ComposerPanel *>(find("composer"));
    auto *outbox = qobject_cast<OutboxPanel *>(find("outbox"));
    if (outbox && composer)
        QObject::connect(outbox, &OutboxPanel::editRequested, composer, &ComposerPanel::compose);
    if (!inspector || !composer)
        return;
    QObject::connect(inspector, &InspectorPanel::sendAgainRequested, composer, &ComposerPanel::compose);
    QObject::connect(composer, &ComposerPanel::hideRequested, inspector, qOverload<>(&QWidget::setFocus));
}

} // namespace panels
