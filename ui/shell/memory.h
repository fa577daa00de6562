// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/preferences.h"
#include "core/settings/recentfeeds.h"

#include <QObject>
#include <QThreadPool>

namespace shell {

//! What the window remembers between runs. Reads two small files once; writes on a thread of its own, because a disk
//! may wait.
class Memory : public QObject
{
    Q_OBJECT
public:
    //! \a folder empty: remembers only for this run.
    explicit Memory(const QString &folder, QObject *parent = nullptr);
    //! Waits for what is still being written.
    ~Memory() override;

    settings::Preferences preferences;
    [[nodiscard]] const settings::RecentFeeds &recent() const { return m_recent; }
    //! What was wrong with the files when they were read; empty when nothing was.
    [[nodiscard]] const QString &problem() const { return m_problem; }

    void remember(const settings::RecentFeed &feed);
    void forget(const QUrl &url);
    void savePreferences();
    void waitUntilSaved() { m_pool.waitForDone(); }

signals:
    void recentChanged();
    //! Something could not be saved; a sentence.
    void saveFailed(const QString &problem);

private:
    void saveRecent();
    template <typename Save>
    void later(Save save);

    const QString m_folder;
    settings::RecentFeeds m_recent;
    QString m_problem;
    QThreadPool m_pool;
};

} // namespace shell
