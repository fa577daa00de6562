// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/trusttext.h"

#include "core/settings/profiletrust.h"
#include "ui/text/format.h"

#include <QCoreApplication>

namespace text {
namespace {

struct TrustWords
{
    Q_DECLARE_TR_FUNCTIONS(TrustText)
};

QString listed(const QStringList &names)
{
    constexpr qsizetype most = 20;
    QStringList shown;
    for (const QString &name : names.first(std::min(most, names.size())))
        shown.append(plain(name, 100));
    if (names.size() > most)
        shown.append(TrustWords::tr("%1 more").arg(names.size() - most));
    return shown.join(QLatin1String(", "));
}

QString whyAsked(const settings::Profile &profile)
{
    using Reason = settings::Withheld::Reason;
    const QString name = plain(profile.name, 100);
    switch (profile.withheld.reason) {
    case Reason::Nothing: break;
    case Reason::NotSavedHere: return TrustWords::tr("The profile %1 was not saved by this program here.").arg(name);
    case Reason::Changed:
        return TrustWords::tr("The file of the profile %1 was changed since it was saved here.").arg(name);
    case Reason::OtherServer:
        return TrustWords::tr("The profile %1 was saved here for %2, and now leads to another server.")
            .arg(name, plain(profile.withheld.server, 200));
    }
    return {};
}

} // namespace

QString consentQuestion(const settings::Profile &profile)
{
    const QStringList uses = settings::asksFor(profile);
    if (uses.isEmpty())
        return {};
    return whyAsked(profile) + u' '
        + TrustWords::tr("Nothing was sent. It would use %1 of yours, for %2.")
              .arg(listed(uses), listed(settings::destinationsOf(profile)));
}

} // namespace text
