// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/statuspanel.h"

#include "ui/panels/callout.h"
#include "ui/panels/rowlabels.h"
#include "ui/panels/statebadge.h"
#include "ui/panels/statuswords.h"
#include "ui/panels/valuelabel.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace panels {

namespace {

using namespace std::chrono_literals;

constexpr auto slowly = 1000ms;
constexpr auto countingDown = 200ms;

Callout *callout(QBoxLayout *page, const char *name)
{
    auto *box = new Callout;
    box->setObjectName(QLatin1String(name));
    page->addWidget(box);
    return box;
}

} // namespace

StatusPanel::StatusPanel(stream::StreamHandle &handle, const base::Clock &clock, QWidget *parent)
    : Panel(parent)
    , m_handle(handle)
    , m_clock(clock)
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget;
    auto *page = new QVBoxLayout(content);
    buildTop(page);
    buildSections(page);
    page->addStretch(1);
    scroll->setWidget(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);

    connect(m_reconnect, &QPushButton::clicked, this, [this] { m_handle.reconnectNow(); });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_handle.close(ws::CloseCode::Normal, {}); });
    connect(m_ping, &QPushButton::clicked, this, [this] { m_handle.pingNow(); });
    connect(&m_timer, &QTimer::timeout, this, &StatusPanel::refresh);
    m_soon.setSingleShot(true);
    m_soon.setInterval(countingDown);
    connect(&m_soon, &QTimer::timeout, this, &StatusPanel::refresh);
    refresh();
}

std::unique_ptr<Panel> StatusPanel::make(const PanelContext &context)
{
    static const base::SystemClock clock;
    return std::make_unique<StatusPanel>(context.handle, clock);
}

void StatusPanel::buildTop(QVBoxLayout *page)
{
    auto *line = new QHBoxLayout;
    m_state = new StateBadge;
    m_state->setObjectName(QStringLiteral("state"));
    m_exception = new StateBadge;
    m_exception->setObjectName(QStringLiteral("certificateException"));
    m_exception->display(tr("Certificate not verified"), Tone::Bad);
    m_exception->setToolTip(
        literalToolTip(tr("The certificate of this server was accepted without proof, because --insecure was given.")));
    m_howLong = new ValueLabel;
    m_howLong->setObjectName(QStringLiteral("howLong"));
    line->addWidget(m_state);
    line->addWidget(m_howLong, 1);
    page->addLayout(line);
    page->addWidget(m_exception, 0, Qt::AlignLeft);

    m_failure = callout(page, "failure");
    m_retry = callout(page, "retry");
    m_reconnect = new QPushButton(tr("Reconnect now"));
    m_reconnect->setToolTip(tr("Does not wait for the next try (Ctrl+Shift+R)"));
    m_stop = new QPushButton(tr("Stop"));
    m_stop->setToolTip(tr("Plans no further try (Ctrl+D)"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_reconnect);
    buttons->addWidget(m_stop);
    buttons->addStretch(1);
    page->addLayout(buttons);
    m_pressure = callout(page, "backPressure");
}

void StatusPanel::buildSections(QVBoxLayout *page)
{
    QFormLayout *peer = section(page, tr("Connection"));
    m_since = row(peer, tr("Since"), "since");
    m_address = row(peer, tr("Address"), "address");
    m_peer = row(peer, tr("Peer"), "peer");
    m_encryption = row(peer, tr("Encryption"), "encryption");
    m_fingerprint = row(peer, tr("Certificate"), "fingerprint");
    m_close = row(peer, tr("Last close"), "lastClose");
    m_attempts = row(peer, tr("Attempts"), "attempts");

    QFormLayout *beat = section(page, tr("Heartbeat"));
    m_roundTrip = row(beat, tr("Round trip"), "roundTrip");
    m_range = row(beat, tr("Range"), "roundTripRange");
    m_pings = row(beat, tr("Pings"), "pings");
    m_next = row(beat, tr("Next ping"), "nextPing");
    m_heartbeatNote = callout(page, "heartbeatNote");
    m_ping = new QPushButton(tr("Ping now"));
    m_ping->setToolTip(tr("Measures the round trip once"));
    page->addWidget(m_ping, 0, Qt::AlignLeft);

    QFormLayout *capture = section(page, tr("Capture"));
    m_captured = row(capture, tr("Kept"), "captured");
    m_behind = row(capture, tr("Behind by"), "behind");
    m_notCaptured = row(capture, tr("Not kept"), "notCaptured");
    m_file = row(capture, tr("File"), "captureFile");
    m_captureProblem = callout(page, "captureProblem");
}

QFormLayout *StatusPanel::section(QVBoxLayout *page, const QString &title)
{
    QLabel *heading = sectionHeading(title);
    heading->setContentsMargins(0, fontMetrics().height() / 3, 0, 0);
    page->addWidget(heading);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(fontMetrics().height() / 4);
    page->addLayout(form);
    return form;
}

ValueLabel *StatusPanel::row(QFormLayout *form, const QString &name, const char *objectName)
{
    auto *value = new ValueLabel;
    value->setObjectName(QLatin1String(objectName));
    value->setAccessibleName(name);
    QLabel *label = rowName(name);
    form->addRow(label, value);
    m_names.insert(value, label);
    return value;
}

void StatusPanel::setTick(const stream::Tick &tick)
{
    if (tick.status.state != m_shownState)
        refresh();
    else if (!m_soon.isActive())
        m_soon.start();
}

void StatusPanel::refresh()
{
    const stream::Tick &tick = m_handle.tick();
    m_shownState = tick.status.state;
    display(statusWords(tick, m_handle.profile(), m_clock.now()));
    const bool waiting = connection::isBetweenAttempts(tick.status.state);
    const bool atRest = connection::isAtRest(tick.status.state);
    m_reconnect->setVisible(waiting || (atRest && tick.status.attempts > 0));
    m_stop->setVisible(waiting);
    m_ping->setEnabled(connection::isOpen(tick.status.state));
    const auto interval = waiting || connection::isOpening(tick.status.state) ? countingDown : slowly;
    if (m_timer.intervalAsDuration() != interval)
        m_timer.setInterval(interval);
}

void StatusPanel::display(const StatusWords &words)
{
    m_state->display(words.state, words.tone);
    m_howLong->setValue(words.howLong);
    m_exception->setVisible(words.certificateException);
    m_failure->say(words.failure.whole(),
        words.tone == Tone::Neutral   ? Tone::Neutral
            : words.tone == Tone::Bad ? Tone::Bad
                                      : Tone::Warning);
    m_retry->say(words.retry, Tone::Busy);
    m_pressure->say(words.backPressure, Tone::Warning);
    setRow(m_since, words.since);
    setRow(m_address, words.address);
    setRow(m_peer, words.peer);
    setRow(m_encryption, words.encryption);
    setRow(m_fingerprint, words.fingerprint);
    setRow(m_close, words.lastClose);
    setRow(m_attempts, words.attempts);
    setRow(m_roundTrip, words.roundTrip);
    setRow(m_range, words.roundTripRange);
    setRow(m_pings, words.pings);
    setRow(m_next, words.nextPing);
    m_heartbeatNote->say(words.heartbeatNote, Tone::Neutral);
    setRow(m_captured, words.captured);
    setRow(m_behind, words.behind);
    setRow(m_notCaptured, words.notCaptured);
    setRow(m_file, words.captureFile);
    m_captureProblem->say(words.captureProblem.whole(), Tone::Bad);
}

void StatusPanel::setRow(ValueLabel *value, const QString &text)
{
    value->setValue(text);
    value->setVisible(!text.isEmpty());
    m_names.value(value)->setVisible(!text.isEmpty());
}

void StatusPanel::showEvent(QShowEvent *event)
{
    Panel::showEvent(event);
    refresh();
    m_timer.start();
}

void StatusPanel::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    Panel::hideEvent(event);
}

} // namespace panels
