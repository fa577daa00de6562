// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/memory.h"

#include "ui/text/failuretext.h"

namespace shell {

Memory::Memory(const QString &folder, QObject *parent) : QObject(parent), m_folder(folder)
{
    m_pool.setMaxThreadCount(1); // One after the other: the last one wins.
    if (m_folder.isEmpty())
        return;
    const auto read = settings::loadPreferences(m_folder);
    const auto feeds = settings::loadRecentFeeds(m_folder);
    if (read)
        preferences = *read;
    else
        m_problem = text::explain(read.error()).whole();
    if (feeds)
        m_recent = *feeds;
    else
        m_problem += (m_problem.isEmpty() ? QString() : QStringLiteral(" ")) + text::explain(feeds.error()).whole();
}

Memory::~Memory() { m_pool.waitForDone(); }

void Memory::remember(const settings::RecentFeed &feed)
{
    m_recent.remember(feed);
    saveRecent();
    emit recentChanged();
}

void Memory::forget(const QUrl &url)
{
    m_recent.forget(url);
    saveRecent();
    emit recentChanged();
}

template <typename Save>
void Memory::later(Save save)
{
    if (m_folder.isEmpty())
        return;
    m_pool.start([this, save] {
        if (const auto saved = save(); !saved) {
            const QString problem = text::explain(saved.error()).whole();
            QMetaObject::invokeMethod(
                this, [this, problem] { emit saveFailed(problem); }, Qt::QueuedConnection);
        }
    });
}

void Memory::saveRecent()
{
    later([folder = m_folder, recent = m_recent] { return settings::saveRecentFeeds(folder, recent); });
}

void Memory::savePreferences()
{
    later([folder = m_folder, kept = preferences] { return settings::savePreferences(folder, kept); });
}

} // namespace shell
