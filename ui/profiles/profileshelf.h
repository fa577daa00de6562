// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profilestore.h"

#include <QObject>
#include <QStringList>
#include <QThreadPool>

namespace profiles {

//! The saved profiles for the GUI thread: every file is read and written on a thread of its own, one after the other.
class ProfileShelf : public QObject
{
    Q_OBJECT
public:
    //! \a folder as settings::configFolder() gives it; empty: there are none, and nothing can be saved.
    explicit ProfileShelf(const QString &folder, QObject *parent = nullptr);
    //! Waits for what is still being written.
    ~ProfileShelf() override;

    [[nodiscard]] bool canSave() const { return !m_folder.isEmpty(); }
    //! As they were when they were last looked for.
    [[nodiscard]] const QStringList &names() const { return m_names; }
    //! Looks for them again: a person may copy files there.
    void refresh();
    //! loaded() or loadFailed() follows.
    void load(const QString &name);
    //! saved() or failed() follows.
    void save(const settings::Profile &profile);
    //! A person agreed to what \a profile, which was loaded, asks for; failed() may follow.
    void agree(const settings::Profile &profile);
    //! removed() or failed() follows.
    void remove(const QString &name);
    //! For tests and the very end.
    void waitUntilDone() { m_pool.waitForDone(); }

signals:
    void namesChanged();
    void loaded(const settings::Profile &profile);
    //! \a problem is a sentence.
    void loadFailed(const QString &name, const QString &problem);
    //! \a what became of its secrets.
    void saved(const QString &name, const settings::SecretsMoved &what);
    void removed(const QString &name);
    //! Something could not be saved or removed; a sentence.
    void failed(const QString &problem);

private:
    template <typename Work, typename Then, typename Else>
    void later(Work work, Then then, Else otherwise);
    void setNames(const QStringList &names);

    const QString m_folder;
    QStringList m_names;
    QThreadPool m_pool;
};

} // namespace profiles
