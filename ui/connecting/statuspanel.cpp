// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connecting/statuspanel.h"

#include "core/settings/certificateexception.h"
#include "core/settings/redirectconsent.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/page.h"
#include "ui/widgets/statebadge.h"
#include "ui/connecting/statuswords.h"
#include "ui/text/format.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace connecting {

namespace {

using namespace std::chrono_literals;

constexpr auto slowly = 1000ms;
constexpr auto countingDown = 200ms;

widgets::Callout *callout(QBoxLayout *page, const char *name)
{
    auto *box = new widgets::Callout;
    box->setObjectName(QLatin1String(name));
    page->addWidget(box);
    return box;
}

// A name from elsewhere has no mnemonic.
QString onButton(const QString &name) { return text::plain(name, 60).replace(u'&', QLatin1String("&&")); }

} // namespace

StatusPanel::StatusPanel(const widgets::PanelContext &context, QWidget *parent)
    : widgets::CountingPanel(context, parent)
{
    QVBoxLayout *page = widgets::scrolledPage(this);
    buildTop(page);
    buildSections(page);
    page->addStretch(1);

    connect(m_reconnect, &QPushButton::clicked, this, [this] { this->handle().reconnectNow(); });
    connect(m_stop, &QPushButton::clicked, this, [this] { this->handle().disconnectNow(); });
    connect(m_accept, &QPushButton::clicked, this, [this] {
        this->handle().open(settings::withException(this->handle().profile(), m_refusedAuthority, m_refusedLeaf));
    });
    connect(m_agree, &QPushButton::clicked, this,
        [this] { this->handle().open(settings::withRedirectTo(this->handle().profile(), m_redirectTarget)); });
    connect(m_ping, &QPushButton::clicked, this, [this] { this->handle().pingNow(); });
    refresh();
}

void StatusPanel::buildTop(QVBoxLayout *page)
{
    auto *line = new QHBoxLayout;
    m_state = new widgets::StateBadge;
    m_state->setObjectName(QStringLiteral("state"));
    m_exception = new widgets::StateBadge;
    m_exception->setObjectName(QStringLiteral("certificateException"));
    m_exception->display(tr("Certificate not verified"), widgets::Tone::Bad);
    m_exception->setToolTip(widgets::literalToolTip(
        tr("The certificate of this server was accepted without proof, by --insecure or by an exception.")));
    m_howLong = new widgets::ValueLabel;
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
    m_accept = new QPushButton;
    m_accept->setObjectName(QStringLiteral("acceptCertificate"));
    m_accept->setToolTip(
        tr("Connects although nobody vouches for this server. Compare the fingerprint under Certificate "
           "first: it is accepted from this host and port only, and shown in red"));
    m_agree = new QPushButton;
    m_agree->setObjectName(QStringLiteral("agreeToRedirect"));
    m_agree->setToolTip(tr("From now on this connection follows its server there, and sends there all that it sends: "
                           "credentials, headers, messages. The connection's settings keep it"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_reconnect);
    buttons->addWidget(m_stop);
    buttons->addWidget(m_accept);
    buttons->addWidget(m_agree);
    buttons->addStretch(1);
    page->addLayout(buttons);
    m_pressure = callout(page, "backPressure");
}

void StatusPanel::buildSections(QVBoxLayout *page)
{
    QFormLayout *peer = widgets::section(page, tr("Connection"));
    m_since = new widgets::FactRow(peer, tr("Since"), "since");
    m_address = new widgets::FactRow(peer, tr("Address"), "address");
    m_peer = new widgets::FactRow(peer, tr("Peer"), "peer");
    m_encryption = new widgets::FactRow(peer, tr("Encryption"), "encryption");
    m_fingerprint = new widgets::FactRow(peer, tr("Certificate"), "fingerprint");
    m_close = new widgets::FactRow(peer, tr("Last close"), "lastClose");
    m_attempts = new widgets::FactRow(peer, tr("Attempts"), "attempts");

    QFormLayout *beat = widgets::section(page, tr("Heartbeat"));
    m_roundTrip = new widgets::FactRow(beat, tr("Round trip"), "roundTrip");
    m_range = new widgets::FactRow(beat, tr("Range"), "roundTripRange");
    m_pings = new widgets::FactRow(beat, tr("Pings"), "pings");
    m_next = new widgets::FactRow(beat, tr("Next ping"), "nextPing");
    m_heartbeatNote = callout(page, "heartbeatNote");
    m_ping = new QPushButton(tr("Ping now"));
    m_ping->setToolTip(tr("Measures the round trip once"));
    page->addWidget(m_ping, 0, Qt::AlignLeft);

    QFormLayout *capture = widgets::section(page, tr("Capture"));
    m_captured = new widgets::FactRow(capture, tr("Kept"), "captured");
    m_behind = new widgets::FactRow(capture, tr("Behind by"), "behind");
    m_notCaptured = new widgets::FactRow(capture, tr("Not kept"), "notCaptured");
    m_file = new widgets::FactRow(capture, tr("File"), "captureFile");
    m_captureProblem = callout(page, "captureProblem");
}

void StatusPanel::refresh()
{
    const stream::Tick &tick = handle().tick();
    display(statusWords(tick, handle().profile(), now()));
    const bool waiting = connection::isBetweenAttempts(tick.status.state);
    const bool atRest = connection::isAtRest(tick.status.state);
    m_reconnect->setVisible(waiting || (atRest && tick.status.attempts > 0));
    m_stop->setVisible(waiting);
    m_ping->setEnabled(connection::isOpen(tick.status.state));
    setPace(waiting || connection::isOpening(tick.status.state) ? countingDown : slowly);
}

void StatusPanel::display(const StatusWords &words)
{
    m_state->display(words.state, words.tone);
    m_howLong->setValue(words.howLong);
    m_exception->setVisible(words.certificateException);
    m_refusedLeaf = words.refusedLeaf;
    m_refusedAuthority = words.refusedAuthority;
    m_accept->setText(tr("Accept this certificate of %1").arg(onButton(m_refusedAuthority)));
    m_accept->setVisible(!m_refusedLeaf.isEmpty());
    m_redirectTarget = words.redirectTarget;
    m_agree->setText(tr("Connect to %1 instead").arg(onButton(m_redirectTarget)));
    m_agree->setVisible(!m_redirectTarget.isEmpty());
    m_failure->say(words.failure.whole(),
        words.tone == widgets::Tone::Neutral   ? widgets::Tone::Neutral
            : words.tone == widgets::Tone::Bad ? widgets::Tone::Bad
                                      : widgets::Tone::Warning);
    m_retry->say(words.retry, widgets::Tone::Busy);
    m_pressure->say(words.backPressure, widgets::Tone::Warning);
    m_since->setFact(words.since);
    m_address->setFact(words.address);
    m_peer->setFact(words.peer);
    m_encryption->setFact(words.encryption);
    m_fingerprint->setFact(words.fingerprint);
    m_close->setFact(words.lastClose);
    m_attempts->setFact(words.attempts);
    m_roundTrip->setFact(words.roundTrip);
    m_range->setFact(words.roundTripRange);
    m_pings->setFact(words.pings);
    m_next->setFact(words.nextPing);
    m_heartbeatNote->say(words.heartbeatNote, widgets::Tone::Neutral);
    m_captured->setFact(words.captured);
    m_behind->setFact(words.behind);
    m_notCaptured->setFact(words.notCaptured);
    m_file->setFact(words.captureFile);
    m_captureProblem->say(words.captureProblem.whole(), widgets::Tone::Bad);
}

} // namespace connecting
