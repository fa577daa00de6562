// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/monitorpanel.h"

#include "ui/widgets/page.h"
#include "ui/widgets/rowlabels.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/tone.h"
#include "ui/text/format.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace monitor {

namespace {

using namespace std::chrono_literals;

void nameRow(QGridLayout *grid, int row, const QString &name) { grid->addWidget(widgets::rowName(name), row, 0); }

QString milliseconds(std::optional<double> ms)
{
    return ms ? text::duration(std::chrono::nanoseconds(static_cast<qint64>(*ms * 1e6))) : QStringLiteral("–");
}

} // namespace

MonitorPanel::MonitorPanel(const widgets::PanelContext &context, QWidget *parent)
    : widgets::Panel(parent)
    , m_handle(context.handle)
    , m_clock(context.clock)
{
    QVBoxLayout *page = widgets::scrolledPage(this);
    buildFlows(page);
    buildTotals(page);
    buildErrors(page);
    page->addStretch(1);

    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &MonitorPanel::sample);
    m_second.start();
    m_soon.setSingleShot(true);
    m_soon.setInterval(200ms);
    connect(&m_soon, &QTimer::timeout, this, &MonitorPanel::showTotals);
    sample();
}

widgets::ValueLabel *MonitorPanel::cell(QGridLayout *grid, int row, int column, const char *name)
{
    auto *value = new widgets::ValueLabel;
    value->setObjectName(QLatin1String(name));
    grid->addWidget(value, row, column);
    return value;
}

void MonitorPanel::buildFlows(QVBoxLayout *page)
{
    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    const auto flow
        = [&](Flow &of, int column, const QString &title, const char *messages, const char *bytes, widgets::Sparkline *line) {
              grid->addWidget(widgets::sectionHeading(title), 0, column);
              of.messageRate = cell(grid, 1, column, messages);
              of.byteRate = cell(grid, 2, column, bytes);
              of.line = line;
              line->setToolTip(tr("Messages per second over the last 60 s"));
              grid->addWidget(line, 3, column);
          };
    flow(m_in, 1, tr("Received"), "messagesInRate", "bytesInRate",
        new widgets::Sparkline(RateHistory::length, 0x0067a8, 0x56b4e9));
    flow(m_out, 2, tr("Sent"), "messagesOutRate", "bytesOutRate",
        new widgets::Sparkline(RateHistory::length, 0x14803c, 0x2fc79a));
    nameRow(grid, 1, tr("Messages"));
    nameRow(grid, 2, tr("Payload"));
    nameRow(grid, 3, tr("Last 60 s"));
    page->addLayout(grid);
}

void MonitorPanel::buildTotals(QVBoxLayout *page)
{
    page->addWidget(widgets::sectionHeading(tr("Totals")));
    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    nameRow(grid, 0, tr("Messages"));
    nameRow(grid, 1, tr("Payload"));
    nameRow(grid, 2, tr("On the wire"));
    nameRow(grid, 3, tr("Control"));
    m_in.totalMessages = cell(grid, 0, 1, "messagesIn");
    m_out.totalMessages = cell(grid, 0, 2, "messagesOut");
    m_in.totalBytes = cell(grid, 1, 1, "bytesIn");
    m_out.totalBytes = cell(grid, 1, 2, "bytesOut");
    m_in.wire = cell(grid, 2, 1, "wireBytesIn");
    m_out.wire = cell(grid, 2, 2, "wireBytesOut");
    m_in.control = cell(grid, 3, 1, "controlIn");
    m_out.control = cell(grid, 3, 2, "controlOut");
    page->addLayout(grid);
}

void MonitorPanel::buildErrors(QVBoxLayout *page)
{
    page->addWidget(widgets::sectionHeading(tr("Errors and times")));
    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    const auto entry = [&](int row, int column, const QString &name, const char *objectName) {
        grid->addWidget(widgets::rowName(name), row, column);
        return cell(grid, row, column + 1, objectName);
    };
    m_malformed = entry(0, 0, tr("Malformed"), "malformed");
    m_decode = entry(0, 2, tr("Unreadable"), "decodeErrors");
    m_failures = entry(1, 0, tr("Failures"), "failures");
    m_timeouts = entry(1, 2, tr("Timeouts"), "timeouts");
    m_reconnects = entry(2, 0, tr("Reconnects"), "reconnects");
    m_connect = entry(2, 2, tr("To connect"), "connectTime");
    m_latency = entry(3, 0, tr("Latency"), "latency");
    page->addLayout(grid);
}

void MonitorPanel::setTick(const stream::Tick &)
{
    if (!m_soon.isActive())
        m_soon.start();
}

void MonitorPanel::sample()
{
    const metrics::Snapshot &now = m_handle.tick().metrics;
    const base::Nanoseconds steady = m_clock.now().steady;
    m_in.messages.sample(now.messagesIn, steady);
    m_in.bytes.sample(now.bytesIn, steady);
    m_out.messages.sample(now.messagesOut, steady);
    m_out.bytes.sample(now.bytesOut, steady);
    if (isVisible())
        showTotals();
}

void MonitorPanel::showRates(Flow &flow)
{
    flow.messageRate->setValue(text::perSecond(flow.messages.last()));
    flow.byteRate->setValue(text::bytesPerSecond(flow.bytes.last()));
    flow.line->setValues(flow.messages.rates());
}

void MonitorPanel::showTotals()
{
    const stream::Tick &tick = m_handle.tick();
    const metrics::Snapshot &now = tick.metrics;
    const connection::Status &status = tick.status;
    showRates(m_in);
    showRates(m_out);
    const auto bytes = [](quint64 n) { return text::bytes(static_cast<qint64>(n)); };
    m_in.totalMessages->setValue(text::count(now.messagesIn));
    m_out.totalMessages->setValue(text::count(now.messagesOut));
    m_in.totalBytes->setValue(bytes(now.bytesIn));
    m_out.totalBytes->setValue(bytes(now.bytesOut));
    m_in.wire->setValue(bytes(now.wireBytesIn));
    m_out.wire->setValue(bytes(now.wireBytesOut));
    m_in.control->setValue(text::count(now.controlIn));
    m_out.control->setValue(text::count(now.controlOut));
    countProblem(m_malformed, now.malformed);
    countProblem(m_decode, now.decodeErrors);
    countProblem(m_failures, status.failures);
    countProblem(m_timeouts, status.timeouts);
    m_reconnects->setValue(text::count(status.opens > 0 ? status.opens - 1 : 0));
    m_latency->setValue(milliseconds(now.avgLatencyMs));
    m_connect->setValue(status.opens > 0 ? text::duration(status.lastConnectTime) : QStringLiteral("–"));
}

void MonitorPanel::countProblem(widgets::ValueLabel *value, quint64 count)
{
    value->setValue(text::count(count));
    QPalette own = palette();
    if (count > 0)
        own.setColor(QPalette::WindowText, widgets::coloursOf(widgets::Tone::Bad, palette()).text);
    if (value->palette().color(QPalette::WindowText) != own.color(QPalette::WindowText))
        value->setPalette(own);
}

void MonitorPanel::showEvent(QShowEvent *event)
{
    widgets::Panel::showEvent(event);
    showTotals();
}

} // namespace monitor
