// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/secretstext.h"

#include "ui/text/format.h"

#include <QCoreApplication>

namespace text {
namespace {

struct SecretWords
{
    Q_DECLARE_TR_FUNCTIONS(Secrets)
};

QString listOf(const QStringList &names)
{
    constexpr qsizetype mostNames = 12;
    QStringList shown;
    for (const QString &name : names.first(std::min(names.size(), mostNames)))
        shown.append(plain(name, 60));
    const QString list = shown.join(QStringLiteral(", "));
    const qsizetype more = names.size() - shown.size();
    return more > 0 ? SecretWords::tr("%1 and %n more", "names", static_cast<int>(more)).arg(list) : list;
}

} // namespace

QString secretsSaved(const settings::SecretsMoved &what)
{
    QStringList sentences;
    if (!what.moved.isEmpty())
        sentences << SecretWords::tr("Kept apart in secrets.json: %1.").arg(listOf(what.moved));
    if (!what.unjudged.isEmpty())
        sentences << SecretWords::tr("Kept apart as a whole, because it is no JSON that could be looked through: %1.")
                         .arg(listOf(what.unjudged));
    if (!what.stayed.isEmpty())
        sentences << SecretWords::tr("Looks like a secret, but stayed in the profile: %1.").arg(listOf(what.stayed));
    return sentences.join(u'\n');
}

} // namespace text
