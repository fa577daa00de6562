// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/profiletrust.h"

#include "core/settings/profilejson.h"
#include "core/settings/profilesecrets.h"
#include "core/settings/profiletexts.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <set>
#include <utility>

namespace settings {
namespace {

// A name out of a foreign file must not read like a part of the question it stands in.
QString oneWord(QStringView name)
{
    QString word = name.left(200).toString();
    for (QChar &c : word) {
        if (c.isSpace() || c == u',' || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            c = u'?';
    }
    return word;
}

//! Finds what texts use of the environment and of the secrets, also where no variables are put in today: better one
//! question too many.
class UseFinder
{
public:
    explicit UseFinder(const VariableMap &secrets) : m_secrets(secrets) { }

    void find(const QJsonValue &value)
    {
        if (value.isString())
            findIn(value.toString());
        else if (value.isArray())
            findAll(value.toArray());
        else if (value.isObject())
            findAll(value.toObject());
    }
    void add(const QString &use) { m_uses.insert(use); }
    [[nodiscard]] QStringList uses() const { return {m_uses.begin(), m_uses.end()}; }

private:
    template <typename Container>
    void findAll(const Container &container)
    {
        for (const QJsonValue &each : container)
            find(each);
    }
    void findIn(const QString &text)
    {
        const QLatin1StringView opening("${");
        qsizetype end = -1; // Looked for once: many may begin before one ends.
        for (qsizetype at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 2)) {
            if (end < at)
                end = text.indexOf(u'}', at);
            if (end < 0)
                return;
            if (at == 0 || text[at - 1] != u'$')
                take(QStringView(text).sliced(at + 2, end - at - 2));
        }
    }
    void take(QStringView name)
    {
        constexpr qsizetype longestName = 1000; // Beyond it is asked about without being looked up.
        const QLatin1StringView prefix("secret:");
        const bool isSecret = name.startsWith(prefix);
        if (!isSecret && !name.startsWith(QLatin1String("env:")))
            return;
        if (!isSecret || name.size() > longestName)
            return add(oneWord(name));
        const auto secret = m_secrets.constFind(name.sliced(prefix.size()).toString());
        if (secret != m_secrets.cend() && m_uses.insert(oneWord(name)).second)
            findIn(*secret); // Its value is searched again.
    }

    const VariableMap &m_secrets;
    std::set<QString> m_uses;
};

QString serverIn(const Profile &profile)
{
    const auto url = shownUrl(profile);
    return url && !url->isEmpty() ? net::serverOf(*url) : QString();
}

QJsonObject withoutDefaults(QJsonObject object, const QJsonObject &defaults)
{
    for (const QString &key : object.keys()) {
        const QJsonValue value = object.value(key);
        if (value == defaults.value(key))
            object.remove(key);
        else if (value.isObject() && defaults.value(key).isObject())
            object[key] = withoutDefaults(value.toObject(), defaults.value(key).toObject());
    }
    return object;
}

QByteArray digestFrom(const QJsonObject &record)
{
    return QByteArray::fromHex(record.value(QLatin1String("sha256")).toString().toLatin1());
}

} // namespace

QStringList usesOf(const Profile &profile)
{
    if (!profile.expands)
        return {};
    VariableMap secrets = profile.withheld.secrets;
    secrets.insert(profile.secrets);
    UseFinder finder(secrets);
    finder.find(toJson(profile));
    if (!profile.tls.certificateFile.isEmpty())
        finder.add(QStringLiteral("tls.certificateFile"));
    if (!profile.sending.outbox.name.isEmpty())
        finder.add(QStringLiteral("sending.outbox.name"));
    return finder.uses();
}

QStringList destinationsOf(const Profile &profile)
{
    QStringList all{serverIn(profile)};
    if (all[0].isEmpty())
        all[0] = oneWord(profile.address); // It names a variable that has no value yet.
    if (profile.before.enabled) {
        const auto step = resolvedStep(profile);
        const QUrl url(step ? step->address : QString());
        all.append(url.host().isEmpty() ? oneWord(profile.before.address) : net::serverOf(url));
    }
    if (profile.followRedirects)
        all += profile.redirectsTo;
    if (!profile.proxy.url.host().isEmpty())
        all.append(QStringLiteral("%1:%2").arg(profile.proxy.url.host()).arg(profile.proxy.url.port()));
    all.removeDuplicates();
    return all;
}

QStringList asksFor(const Profile &profile)
{
    return profile.withheld.reason == Withheld::Reason::Nothing ? QStringList() : usesOf(profile);
}

Profile withConsent(Profile profile)
{
    VariableMap secrets = profile.withheld.secrets;
    secrets.insert(profile.secrets); // What was typed since wins.
    profile.secrets = secrets;
    profile.withheld = {};
    return withShownUrl(withSecretsInPlace(profile));
}

QByteArray digestOf(const Profile &profile)
{
    QJsonObject rest = withoutDefaults(toJson(profile), toJson(Profile{}));
    for (const char *harmless : {"colour", "limits", "compression", "reconnect", "closeTimeout", "establishedAfter"})
        rest.remove(QLatin1String(harmless));
    return QCryptographicHash::hash(QJsonDocument(rest).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256);
}

QJsonObject trustRecord(const Profile &profile, const QByteArray &digest)
{
    return {
        {QStringLiteral("server"), serverIn(profile)}, {QStringLiteral("sha256"), QString::fromLatin1(digest.toHex())}};
}

Profile withheldUnlessSaved(Profile profile, const QJsonObject &record)
{
    using Reason = Withheld::Reason;
    if (usesOf(profile).isEmpty())
        return profile;
    const QByteArray digest = digestOf(profile);
    if (digestFrom(record) == digest)
        return profile;
    const QString server = record.value(QLatin1String("server")).toString();
    profile.withheld = {.reason = record.isEmpty() ? Reason::NotSavedHere : Reason::Changed,
        .server = server,
        .secrets = std::exchange(profile.secrets, {}),
        .digest = digest};
    if (!record.isEmpty() && !server.isEmpty() && serverIn(profile) != server)
        profile.withheld.reason = Reason::OtherServer;
    return profile;
}

} // namespace settings
