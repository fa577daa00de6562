// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/run.h"
#include "app/cli/say.h"
#include "core/server/scenarios/catalog.h"
#include "core/settings/jsonfile.h"
#include "core/settings/profilestore.h"
#include "ui/text/secretstext.h"

// What a run connects to, and with which of the command line's options.

namespace app {

void Run::saveProfile(settings::Profile profile)
{
    if (m_options.saveProfile.isEmpty())
        return;
    profile.name = m_options.saveProfile;
    profile.tls.acceptFirstLeaf = false; // For this run only.
    const auto saved = settings::ProfileStore(settings::configFolder()).save(profile);
    if (!saved) {
        say(tr("cannot save the profile %1: %2").arg(profile.name, saved.error().detail));
        return fail(ExitStatus::CannotWrite);
    }
    for (const QString &sentence : text::secretsSaved(*saved).split(u'\n', Qt::SkipEmptyParts))
        say(tr("profile %1: %2").arg(profile.name, sentence));
}

QString Run::openDemo(stream::StreamHandle &handle)
{
    const QString problem = m_feed.start();
    if (!problem.isEmpty())
        return problem;
    settings::Profile profile
        = profileFor(m_options.demo ? m_options : Options{}, m_feed.url(), server::demoSubscriptions());
    profile.sending.outbox.name = QStringLiteral("demo"); // Its port is another one each time.
    openOn(handle, profile);
    return {};
}

void Run::open(stream::StreamHandle &handle, const QUrl &url, const QList<QByteArray> &sendOnConnect)
{
    settings::Profile profile = profileFor(optionsFor(m_options, url), url);
    profile.sendOnConnect = sendOnConnect;
    openOn(handle, profile);
}

void Run::openProfile(stream::StreamHandle &handle, const settings::Profile &profile)
{
    settings::Profile own = profile;
    own.policy.recording = !m_options.capture.isEmpty() && m_options.mode == Mode::Window;
    openOn(handle, own);
}

void Run::openOn(stream::StreamHandle &handle, const settings::Profile &profile)
{
    m_opened = m_opened || &handle == m_handle;
    handle.open(profile);
}

} // namespace app
