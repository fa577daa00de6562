// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/noticelist.h"

#include <algorithm>

namespace shell {

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
