// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/profileshelf.h"

#include "ui/text/failuretext.h"

namespace profiles {

ProfileShelf::ProfileShelf(const QString &folder, QObject *parent) : QObject(parent), m_folder(folder)
{
    m_pool.setMaxThreadCount(1); // A profile that was saved is the one that is loaded next.
    refresh();
}

ProfileShelf::~ProfileShelf() { m_pool.waitForDone(); }

// \a work on the pool with the store, then \a then here with what came out, or \a otherwise with a sentence.
template <typename Work, typename Then, typename Else>
void ProfileShelf::later(Work work, Then then, Else otherwise)
{
    if (m_folder.isEmpty())
        return;
    m_pool.start([this, work, then, otherwise, folder = m_folder] {
        const settings::ProfileStore store(folder);
        const auto result = work(store);
        const QStringList names = store.names();
        QMetaObject::invokeMethod(
            this,
            [this, result, names, then, otherwise] {
                setNames(names);
                if (result)
                    then(*result);
                else
                    otherwise(text::explain(result.error()).whole());
            },
            Qt::QueuedConnection);
    });
}

void ProfileShelf::setNames(const QStringList &names)
{
    if (names == m_names)
        return;
    m_names = names;
    emit namesChanged();
}

void ProfileShelf::refresh()
{
    using Nothing = base::Expected<bool, settings::IoError>;
    later([](const settings::ProfileStore &) { return Nothing(true); }, [](bool) {}, [](const QString &) {});
}

void ProfileShelf::load(const QString &name)
{
    later([name](const settings::ProfileStore &store) { return store.load(name); },
        [this](const settings::Profile &profile) { emit loaded(profile); },
        [this, name](const QString &problem) { emit loadFailed(name, problem); });
}

void ProfileShelf::save(const settings::Profile &profile)
{
    later([profile](const settings::ProfileStore &store) { return store.save(profile); },
        [this, name = profile.name](const settings::SecretsMoved &what) { emit saved(name, what); },
        [this](const QString &problem) { emit failed(problem); });
}

void ProfileShelf::agree(const settings::Profile &profile)
{
    later(
        [profile](const settings::ProfileStore &store) {
            using Agreed = base::Expected<bool, settings::IoError>;
            const auto agreed = store.agree(profile);
            return agreed ? Agreed(true) : Agreed(base::Unexpected{agreed.error()});
        },
        [](bool) {}, [this](const QString &problem) { emit failed(problem); });
}

void ProfileShelf::remove(const QString &name)
{
    using Name = base::Expected<QString, settings::IoError>;
    later(
        [name](const settings::ProfileStore &store) {
            const auto gone = store.remove(name);
            return gone ? Name(name) : Name(base::Unexpected{gone.error()});
        },
        [this](const QString &gone) { emit removed(gone); }, [this](const QString &problem) { emit failed(problem); });
}

} // namespace profiles
