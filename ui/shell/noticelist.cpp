// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/noticelist.h"

#include "ui/text/failuretext.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace shell {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Notices)
};

//! The tab asks in a line of its own.
bool isAskedAbout(const connection::Failure &failure)
{
    const auto *problem = std::get_if<connection::NotReady>(&failure);
    return problem && problem->reason == connection::NotReady::Reason::Withheld;
}

//! In the guide's words.
void sayConnection(QList<Notice> &notices, const connection::Status &status, const connection::Policy &policy)
{
    using connection::State;
    using widgets::Tone;
    const QString key = QStringLiteral("failure");
    const bool trying = connection::isBetweenAttempts(status.state)
        || (connection::isOpening(status.state) && status.lastFailure && status.attempt > 1);
    const bool lostOnce = trying && status.opens > 0;
    if (status.state == State::Failed && status.gaveUp) {
        notices.append({key, Tone::Bad,
            Words::tr("Could not connect, check the network") + QStringLiteral(". ")
                + text::explain(*status.lastFailure, policy).what,
            NoticeAction::ReconnectNow});
    } else if (status.state == State::Failed && status.lastFailure && !isAskedAbout(*status.lastFailure)) {
        notices.append(
            {key, Tone::Bad, text::explain(*status.lastFailure, policy).whole(), NoticeAction::ReconnectNow});
    } else if (lostOnce) {
        // While an attempt runs it is that one's number, between two the next one's.
        const int number = connection::isBetweenAttempts(status.state) ? status.attempt + 1 : status.attempt;
        notices.append({key, Tone::Warning, Words::tr("Connection lost, reconnecting (%1)…").arg(number),
            NoticeAction::ReconnectNow});
    } else if (status.state == State::Open && status.opens > 1 && status.lastFailure) {
        notices.append({QStringLiteral("restored"), Tone::Good, Words::tr("Connection restored")});
    }
}

} // namespace

QList<Notice> standingNotices(const stream::Tick &tick, const connection::Policy &policy)
{
    using widgets::Tone;
    QList<Notice> notices;
    if (const QString problem = text::explain(tick.capture).whole(); !problem.isEmpty())
        notices.append({QStringLiteral("capture"), Tone::Bad, problem});
    if (tick.status.peer.certificateException && connection::isOpen(tick.status.state))
        notices.append({QStringLiteral("certificate"), Tone::Bad,
            Words::tr("The certificate of this server is not verified: anyone in between can read and change what is "
                      "sent.")});
    sayConnection(notices, tick.status, policy);
    return notices;
}

void NoticeList::setStanding(const QList<Notice> &notices)
{
    if (notices == m_standing)
        return;
    for (const Notice &old : std::exchange(m_standing, notices)) {
        if (std::ranges::find(notices, old.key, &Notice::key) == notices.end())
            clear(old.key);
    }
    for (const Notice &notice : notices)
        raise(notice);
}

void NoticeList::raise(const Notice &notice)
{
    if (m_dismissed.value(notice.key) == notice.text || m_notices.contains(notice))
        return;
    m_dismissed.remove(notice.key);
    m_notices.removeIf([&](const Notice &old) { return old.key == notice.key; });
    m_notices.append(notice);
}

void NoticeList::clear(const QString &key)
{
    m_dismissed.remove(key);
    m_notices.removeIf([&](const Notice &old) { return old.key == key; });
}

void NoticeList::dismiss(const QString &key)
{
    const auto at = std::ranges::find(m_notices, key, &Notice::key);
    if (at == m_notices.end())
        return;
    m_dismissed.insert(key, at->text);
    m_notices.erase(at);
}

std::optional<Notice> NoticeList::top() const
{
    std::optional<Notice> worst;
    for (const Notice &notice : m_notices) {
        if (!worst || notice.tone >= worst->tone)
            worst = notice;
    }
    return worst;
}

} // namespace shell
