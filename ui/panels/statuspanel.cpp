// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/statuspanel.h"

#include "core/settings/certificateexception.h"
#include "core/settings/redirectconsent.h"
#include "ui/panels/callout.h"
#include "ui/panels/page.h"
#include "ui/panels/statebadge.h"
#include "ui/panels/statuswords.h"
#include "ui/text/format.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
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

// A name from elsewhere has no mnemonic.
QString onButton(const QString &name) { return text::plain(name, 60).replace(u'&', QLatin1String("&&")); }

} // namespace

StatusPanel::StatusPanel(stream::StreamHandle &handle, const base::Clock &clock, QWidget *parent)
    : CountingPanel(handle, clock, parent)
{
    QVBoxLayout *page = scrolledPage(this);
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
    m_state = new StateBadge;
    m_state->setObjectName(QStringLiteral("state"));
    m_exception = new StateBadge;
    m_exception->setObjectName(QStringLiteral("certificateException"));
    m_exception->display(tr("Certificate not verified"), Tone::Bad);
    m_exception->setToolTip(literalToolTip(
        tr("The certificate of this server was accepted without proof, by --insecure or by an exception.")));
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
    QFormLayout *peer = section(page, tr("Connection"));
    m_since = new FactRow(peer, tr("Since"), "since");
    m_address = new FactRow(peer, tr("Address"), "address");
    m_peer = new FactRow(peer, tr("Peer"), "peer");
    m_encryption = new FactRow(peer, tr("Encryption"), "encryption");
    m_fingerprint = new FactRow(peer, tr("Certificate"), "fingerprint");
    m_close = new FactRow(peer, tr("Last close"), "lastClose");
    m_attempts = new FactRow(peer, tr("Attempts"), "attempts");

    QFormLayout *beat = section(page, tr("Heartbeat"));
    m_roundTrip = new FactRow(beat, tr("Round trip"), "roundTrip");
    m_range = new FactRow(beat, tr("Range"), "roundTripRange");
    m_pings = new FactRow(beat, tr("Pings"), "pings");
    m_next = new FactRow(beat, tr("Next ping"), "nextPing");
    m_heartbeatNote = callout(page, "heartbeatNote");
    m_ping = new QPushButton(tr("Ping now"));
    m_ping->setToolTip(tr("Measures the round trip once"));
    page->addWidget(m_ping, 0, Qt::AlignLeft);

    QFormLayout *capture = section(page, tr("Capture"));
    m_captured = new FactRow(capture, tr("Kept"), "captured");
    m_behind = new FactRow(capture, tr("Behind by"), "behind");
    m_notCaptured = new FactRow(capture, tr("Not kept"), "notCaptured");
    m_file = new FactRow(capture, tr("File"), "captureFile");
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
        words.tone == Tone::Neutral   ? Tone::Neutral
            : words.tone == Tone::Bad ? Tone::Bad
                                      : Tone::Warning);
    m_retry->say(words.retry, Tone::Busy);
    m_pressure->say(words.backPressure, Tone::Warning);
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
    m_heartbeatNote->say(words.heartbeatNote, Tone::Neutral);
    m_captured->setFact(words.captured);
    m_behind->setFact(words.behind);
    m_notCaptured->setFact(words.notCaptured);
    m_file->setFact(words.captureFile);
    m_captureProblem->say(words.captureProblem.whole(), Tone::Bad);
}

} // namespace panels
