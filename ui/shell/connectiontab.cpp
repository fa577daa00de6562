// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectiontab.h"

#include "core/settings/address.h"
#include "core/settings/pastedcommand.h"
#include "core/settings/profiletexts.h"
#include "core/settings/profiletrust.h"
#include "core/settings/variables.h"
#include "ui/dashboard/dashboardpanel.h"
#include "ui/shell/timecontrols.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/popover.h"
#include "ui/panels/catalog.h"
#include "ui/profiles/profiledialog.h"
#include "ui/profiles/profileshelf.h"
#include "ui/shell/addressfield.h"
#include "ui/shell/addressline.h"
#include "ui/shell/alertspage.h"
#include "ui/shell/connectbar.h"
#include "ui/shell/memory.h"
#include "ui/shell/noticebar.h"
#include "ui/shell/rail.h"
#include "ui/shell/recentcaptures.h"
#include "ui/shell/recordingspage.h"
#include "ui/shell/sendonconnect.h"
#include "ui/shell/startpage.h"
#include "ui/shell/statusline.h"
#include "ui/shell/workbench.h"
#include "ui/text/failuretext.h"
#include "ui/text/format.h"
#include "ui/text/pastetext.h"
#include "ui/text/trusttext.h"

#include <QPushButton>
#include <QEvent>
#include <QVBoxLayout>

namespace shell {

ConnectionTab::ConnectionTab(const WindowContext &context, stream::StreamHandle &handle, Memory &memory,
    profiles::ProfileShelf &shelf, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_handle(handle)
    , m_memory(memory)
    , m_shelf(shelf)
{
    buildLayout();
    connectAll();
    setRecent();
    tickArrived(m_handle.tick());
}

ConnectionTab::~ConnectionTab() = default;

void ConnectionTab::buildLayout()
{
    m_workbench = new Workbench({.handle = m_handle, .clock = m_context.clock}, panels::catalog());
    m_bar = new ConnectBar;
    m_notices = new NoticeBar(this);
    m_consent = new widgets::Callout(this);
    m_consent->setObjectName(QStringLiteral("profileConsent"));
    auto *use = new QPushButton(tr("Use them and connect"));
    use->setObjectName(QStringLiteral("useWithheld"));
    use->setToolTip(tr("From now on this profile, as it is, may use them without asking"));
    m_consent->addWidget(use);
    connect(use, &QPushButton::clicked, this, &ConnectionTab::useWithheld);
    m_start = new StartPage;
    m_workbench->setStart(m_start);
    m_alerts = new AlertsPage(m_context.clock);
    m_workbench->setPage(QLatin1StringView("alerts"), m_alerts);
    m_recordings = new RecordingsPage;
    for (RecentCaptures *captures : {m_start->captures(), m_recordings->captures()})
        captures->setLimits(m_memory.preferences.keepCaptureBytes, m_memory.preferences.keepCaptureDays);
    m_workbench->setPage(QLatin1StringView("recordings"), m_recordings);
    m_statusLine = new StatusLine(m_handle);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_bar);
    page->addWidget(m_workbench, 1);
    page->addWidget(m_statusLine);
    if (auto *board = qobject_cast<dashboard::DashboardPanel *>(m_workbench->panel(QLatin1StringView("dashboard")))) {
        m_bar->setTimeControls(new TimeControls(*board));
        board->setTimeBarShown(false);
    }
    m_bar->hide();
    m_bar->line()->floatProblem(this);
    for (QWidget *overlay : {static_cast<QWidget *>(m_notices), static_cast<QWidget *>(m_consent)})
        overlay->installEventFilter(this);
}

// Sentences lie over the page, so that nothing under them moves: first what asks, then what tells.
void ConnectionTab::placeOverlays()
{
    const int wide = std::min(width() - 32, 720);
    int top = m_workbench->y() + 8;
    for (QWidget *overlay : {static_cast<QWidget *>(m_consent), static_cast<QWidget *>(m_notices)}) {
        if (overlay->isHidden())
            continue;
        const int high = overlay->hasHeightForWidth() ? overlay->heightForWidth(wide) : overlay->sizeHint().height();
        overlay->setGeometry((width() - wide) / 2, top, wide, high);
        overlay->raise();
        top += high + 4;
    }
}

void ConnectionTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    placeOverlays();
}

bool ConnectionTab::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::Hide || event->type() == QEvent::LayoutRequest)
        placeOverlays();
    return QWidget::eventFilter(watched, event);
}

void ConnectionTab::connectAll()
{
    connect(&m_handle, &stream::StreamHandle::tickArrived, this, &ConnectionTab::tickArrived);
    connect(m_bar, &ConnectBar::statusRequested, this, &ConnectionTab::showStatus);
    m_clockTimer.setInterval(250);
    connect(&m_clockTimer, &QTimer::timeout, this, &ConnectionTab::showSince);
    m_clockTimer.start();
    connect(&m_handle, &stream::StreamHandle::sendRefused, this,
        [this](const stream::SendRefusal &refusal) { m_statusLine->notify(text::explain(refusal.error).whole()); });
    connectLine(*m_bar->line());
    connectLine(*m_start->line());
    connect(m_bar->line(), &AddressLine::escaped, m_workbench, &Workbench::focusCentre);
    connect(m_notices, &NoticeBar::reconnectRequested, this, [this] { m_handle.reconnectNow(); });
    connect(m_bar, &ConnectBar::disconnectRequested, this, &ConnectionTab::disconnectNow);
    connect(m_bar, &ConnectBar::closeRequested, this,
        [this](quint16 code, const QString &reason) { m_handle.close(static_cast<ws::CloseCode>(code), reason); });
    connect(&m_shelf, &profiles::ProfileShelf::loaded, this, [this](const settings::Profile &profile) {
        if (profile.name != m_awaited)
            return; // Another tab's.
        m_awaited.clear();
        openProfile(profile);
    });
    connect(&m_shelf, &profiles::ProfileShelf::loadFailed, this, [this](const QString &name, const QString &problem) {
        if (name != m_awaited)
            return;
        m_awaited.clear();
        raiseNotice(QStringLiteral("profile"), widgets::Tone::Bad, problem);
    });
    connect(m_start, &StartPage::openRequested, this, &ConnectionTab::open); // One of the recent feeds.
    connect(m_start, &StartPage::demoRequested, this, &ConnectionTab::openDemo);
    connect(m_start, &StartPage::forgetRequested, &m_memory, &Memory::forget);
    connect(m_alerts, &AlertsPage::unseenChanged, this,
        [this](int count) { m_workbench->rail().setBadge(QLatin1StringView("alerts"), count); });
    connect(m_workbench, &Workbench::noticeRaised, m_statusLine, &StatusLine::notify);
    connect(&m_memory, &Memory::recentChanged, this, &ConnectionTab::setRecent);
}

void ConnectionTab::connectLine(AddressLine &line)
{
    line.setShelf(m_shelf);
    connect(&line, &AddressLine::openRequested, this, &ConnectionTab::open);
    connect(&line, &AddressLine::commandEntered, this,
        [this, &line](const QString &command) { takeCommand(line, command); });
    connect(&line, &AddressLine::profileChosen, this, &ConnectionTab::chooseProfile);
    connect(&line, &AddressLine::settingsRequested, this, &ConnectionTab::editSettings);
    connect(line.sendOnConnect(), &SendOnConnect::edited, this, [this, &line](const QList<QByteArray> &lines) {
        const auto typed = settings::parseAddress(line.field()->typed());
        if (!typed || !hasAddress() || *typed != m_shown.url)
            return; // They belong to an address that is not connected yet.
        m_handle.setOnConnect(lines);
        m_shown = m_handle.profile();
        if (m_memory.recent().find(m_shown.url))
            m_memory.remember({.url = m_shown.url,
                .sendOnConnect = lines,
                .lastUsedMs = m_context.clock.now().wall.count() / 1'000'000});
    });
}

void ConnectionTab::setRecent()
{
    m_start->setRecent(m_memory.recent());
    m_bar->line()->setRecent(m_memory.recent());
}

void ConnectionTab::open(const QUrl &url, const QList<QByteArray> &sendOnConnect)
{
    // The address that is shown means this very connection, with all its settings.
    if (hasAddress() && url == m_shown.url) {
        settings::Profile same = m_handle.profile();
        settings::setOnConnect(same, sendOnConnect);
        return openProfile(same);
    }
    m_memory.remember(
        {.url = url, .sendOnConnect = sendOnConnect, .lastUsedMs = m_context.clock.now().wall.count() / 1'000'000});
    m_context.open(m_handle, url, sendOnConnect);
    showProfile();
    m_workbench->focusCentre();
}

void ConnectionTab::openProfile(const settings::Profile &profile)
{
    m_notices->clear(QStringLiteral("profile"));
    if (profile.name.isEmpty() && profile.address.isEmpty() && !(m_context.isDemo && m_context.isDemo(profile.url)))
        m_memory.remember({.url = profile.url,
            .sendOnConnect = profile.sendOnConnect,
            .lastUsedMs = m_context.clock.now().wall.count() / 1'000'000});
    m_context.openProfile ? m_context.openProfile(m_handle, profile) : m_handle.open(profile);
    showProfile();
    m_workbench->focusCentre();
}

void ConnectionTab::chooseProfile(const QString &name)
{
    m_awaited = name;
    m_shelf.load(name);
}

void ConnectionTab::useWithheld()
{
    const settings::Profile asked = m_shown;
    m_shelf.agree(asked);
    openProfile(settings::withConsent(asked));
}

std::optional<settings::OpenTab> ConnectionTab::toRemember() const
{
    const bool demo = m_context.isDemo && m_context.isDemo(m_shown.url);
    if (!hasAddress() || demo)
        return {};
    return settings::OpenTab{.profile = m_shown.name, .url = m_shown.url};
}

void ConnectionTab::openAgain(const settings::OpenTab &kept)
{
    if (!kept.profile.isEmpty())
        return chooseProfile(kept.profile);
    const settings::RecentFeed *recent = m_memory.recent().find(kept.url);
    open(kept.url, recent ? recent->sendOnConnect : QList<QByteArray>());
}

void ConnectionTab::editSettings() { showSettings(m_handle.profile(), {}); }

void ConnectionTab::takeCommand(AddressLine &line, const QString &command)
{
    const auto pasted = settings::parseCommand(command);
    if (!pasted)
        return line.say(text::explain(pasted.error()));
    line.showFeed(m_shown.url, m_shown.sendOnConnect, m_shown.name);
    showSettings(pasted->profile, text::pasteRemark(*pasted));
}

// Not exec(): the stream goes on behind it.
void ConnectionTab::showSettings(const settings::Profile &profile, const QString &remark)
{
    auto *dialog = new profiles::ProfileDialog(profile, m_shelf, this);
    dialog->setRemark(remark);
    connect(dialog, &profiles::ProfileDialog::connectRequested, this, &ConnectionTab::openProfile);
    dialog->open();
}

void ConnectionTab::openDemo()
{
    const QString problem = m_context.openDemo(m_handle);
    if (!problem.isEmpty())
        return raiseNotice(QStringLiteral("demo"), widgets::Tone::Bad, problem);
    m_notices->clear(QStringLiteral("demo"));
    showProfile();
    m_workbench->focusCentre();
}

void ConnectionTab::disconnectNow() { m_handle.disconnectNow(); }

void ConnectionTab::editAddress() { (showsStartPage() ? m_start->line() : m_bar->line())->edit(); }

void ConnectionTab::focusFirst() { showsStartPage() ? m_start->setFocus() : m_workbench->focusCentre(); }

void ConnectionTab::tickArrived(const stream::Tick &tick)
{
    const connection::State state = tick.status.state;
    if (m_handle.profile() != m_shown)
        showProfile();
    if (m_popover && m_popover->isVisible())
        m_status->setTick(tick);
    const QList<Notice> standing = standingNotices(tick, m_shown.policy);
    m_notices->setStanding(standing);
    m_alerts->setStanding(standing);
    tell(standing);
    if (state == m_state)
        return;
    m_state = state;
    m_bar->setState(state);
    showSince();
    if (state == connection::State::Open)
        rememberOpened();
    emit changed();
}

// How long it is so, and until when; nobody reads it in a hidden tab.
void ConnectionTab::showSince()
{
    if (!m_bar->isVisible())
        return;
    const stream::Tick &tick = m_handle.tick();
    const base::Instant now = m_context.clock.now();
    QString detail;
    if (tick.status.state == connection::State::WaitingRetry) {
        const base::Nanoseconds left = tick.status.retryAt - now.steady;
        detail = left.count() > 0 ? tr("in %1").arg(text::duration(left / 100'000'000 * 100'000'000)) : QString();
    } else if (tick.status.since.wall.count() > 0) {
        const base::Nanoseconds passed = now.steady - tick.status.since.steady;
        detail = text::duration(std::max(passed, base::Nanoseconds(0)) / 1'000'000'000 * 1'000'000'000);
    }
    m_bar->setDetail(detail);
}

void ConnectionTab::showStatus(QWidget *anchor)
{
    if (!m_popover) {
        m_popover = new widgets::Popover(tr("How the connection stands"), this);
        m_status = panels::makePanel(QLatin1StringView("status"), {.handle = m_handle, .clock = m_context.clock}).release();
        m_status->setMinimumHeight(380);
        m_popover->content()->addWidget(m_status);
    }
    m_popover->toggleAt(anchor);
    if (m_popover->isVisible())
        m_status->setTick(m_handle.tick());
}

// On the desktop, once for each that begins or gets worse; not for each new number in its words. Who uses the window
// sees them there.
void ConnectionTab::tell(const QList<Notice> &notices)
{
    const bool tells = m_context.notifyDesktop && m_memory.preferences.desktopNotices && !isActiveWindow();
    QHash<QString, widgets::Tone> now;
    for (const Notice &notice : notices) {
        now.insert(notice.key, notice.tone);
        const auto before = m_told.constFind(notice.key);
        if (tells && (before == m_told.constEnd() || notice.tone > *before))
            m_context.notifyDesktop(tr("SocketScope: %1").arg(address()), notice.text);
    }
    m_told = now;
}

// An address from the command line; its messages stay there, they may carry what must not be written down.
void ConnectionTab::rememberOpened()
{
    const bool demo = m_context.isDemo && m_context.isDemo(m_shown.url);
    const bool saved = !m_shown.name.isEmpty() || !m_shown.address.isEmpty(); // Found among the profiles.
    if (!demo && !saved && !m_memory.recent().find(m_shown.url))
        m_memory.remember(
            {.url = m_shown.url, .sendOnConnect = {}, .lastUsedMs = m_context.clock.now().wall.count() / 1'000'000});
}

void ConnectionTab::showProfile()
{
    m_shown = m_handle.profile();
    m_workbench->setConnected(hasAddress());
    m_bar->setVisible(hasAddress());
    if (hasAddress())
        m_bar->line()->showFeed(m_shown.url, m_shown.sendOnConnect, m_shown.name);
    m_bar->setColour(m_shown.colour);
    m_consent->say(text::consentQuestion(m_shown), widgets::Tone::Warning);
    emit changed();
}

QString ConnectionTab::address() const { return text::address(stream::spokenTo(m_handle.tick(), m_shown.url), 200); }

void ConnectionTab::raiseNotice(const QString &key, widgets::Tone tone, const QString &text)
{
    const Notice notice{.key = key, .tone = tone, .text = text};
    m_notices->raise(notice);
    m_alerts->add(notice);
}

bool ConnectionTab::showsStartPage() const { return !m_workbench->isConnected(); }

} // namespace shell
