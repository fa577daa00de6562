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

} // namespace

QList<Notice> standingNotices(const stream::Tick &tick, const connection::Policy &policy)
{
    using panels::Tone;
    QList<Notice> notices;
    if (const QString problem = text::explain(tick.capture).whole(); !problem.isEmpty())
        notices.append({QStringLiteral("capture"), Tone::Bad, problem});
    if (tick.status.peer.certificateException && connection::isOpen(tick.status.state))
        notices.append({QStringLiteral("certificate"), Tone::Bad, Words::tr("The certificate of this server is not verified: anyone in between can read and change what is sent.")});
    if (tick.status.state == connection::State::Failed && tick.status.lastFailure)
        notices.append({QStringLiteral("failure"), Tone::Bad, text::explain(*tick.status.lastFailure, policy).whole()});
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
