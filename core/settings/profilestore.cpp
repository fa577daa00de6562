// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/profilestore.h"

#include "core/settings/jsonfile.h"
#include "core/settings/profilejson.h"
#include "core/settings/profilesecrets.h"
#include "core/settings/profiletexts.h"
#include "core/settings/profiletrust.h"
#include "core/settings/secretsfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace settings {
namespace {

using base::Unexpected;

constexpr qsizetype mostNames = 1000;
constexpr QLatin1StringView suffix(".json");

IoError noName(const QString &name)
{
    return {
        .kind = IoError::Kind::Invalid, .path = name.left(100), .detail = QStringLiteral("not the name of a profile")};
}

} // namespace

bool ProfileStore::isName(const QString &name)
{
    const bool fits = !name.isEmpty() && name.size() <= 100 && !name.startsWith(u'.') && name == name.trimmed()
        && name.toUtf8().size() <= 240;
    return fits && std::ranges::none_of(name, [](QChar c) {
        return c == u'/' || c == u'\\' || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    });
}

QString ProfileStore::pathOf(const QString &name) const
{
    return m_folder + QStringLiteral("/profiles/") + name + suffix;
}

QStringList ProfileStore::names() const
{
    QStringList names;
    const QStringList files
        = QDir(m_folder + QStringLiteral("/profiles"))
              .entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name | QDir::IgnoreCase | QDir::LocaleAware);
    for (const QString &file : files) {
        const QString name = file.chopped(suffix.size());
        if (isName(name) && names.size() < mostNames)
            names.append(name);
    }
    return names;
}

base::Expected<Profile, IoError> ProfileStore::load(const QString &name) const
{
    if (!isName(name))
        return Unexpected{noName(name)};
    const QString path = pathOf(name);
    if (!QFile::exists(path))
        return Unexpected{IoError{
            .kind = IoError::Kind::Read, .path = path, .detail = QStringLiteral("there is no profile of this name")}};
    const auto object = readJson(path, Damaged::Keep);
    if (!object)
        return Unexpected{object.error()};
    auto profile = profileFromJson(*object);
    if (!profile)
        return Unexpected{IoError{.kind = IoError::Kind::Invalid, .path = path, .detail = profile.error()}};
    const auto secrets = readSecrets(m_folder);
    if (!secrets)
        return Unexpected{secrets.error()};
    const QJsonObject own = secrets->value(QLatin1String("profiles")).toObject().value(name).toObject();
    for (auto each = own.begin(); each != own.end(); ++each)
        profile->secrets.insert(each.key(), each.value().toString());
    profile->name = name;
    const QJsonObject record = secrets->value(QLatin1String("saved")).toObject().value(name).toObject();
    return withShownUrl(withSecretsInPlace(withheldUnlessSaved(*profile, record)));
}

base::Expected<void, IoError> ProfileStore::writeRecord(const QString &name, const QJsonObject &record) const
{
    return changeSecrets(m_folder, QStringLiteral("saved"), [&](QJsonObject &saved) {
        if (record.isEmpty())
            saved.remove(name);
        else
            saved[name] = record;
    });
}

base::Expected<void, IoError> ProfileStore::agree(const Profile &profile) const
{
    const auto now = load(profile.name);
    if (!now)
        return Unexpected{now.error()};
    if (now->withheld != profile.withheld || asksFor(*now) != asksFor(profile)
        || destinationsOf(*now) != destinationsOf(profile))
        return {};
    return writeRecord(profile.name, trustRecord(withConsent(*now), now->withheld.digest));
}

base::Expected<void, IoError> ProfileStore::writeSecrets(
    const QString &name, const VariableMap &secrets, Others others) const
{
    return changeSecrets(m_folder, QStringLiteral("profiles"), [&](QJsonObject &profiles) {
        QJsonObject own = others == Others::Stay ? profiles.value(name).toObject() : QJsonObject();
        for (auto each = secrets.cbegin(); each != secrets.cend(); ++each)
            own[each.key()] = each.value();
        if (own.isEmpty())
            profiles.remove(name);
        else
            profiles[name] = own;
    });
}

base::Expected<SecretsMoved, IoError> ProfileStore::save(const Profile &profile) const
{
    if (!isName(profile.name))
        return Unexpected{noName(profile.name)};
    const auto [apart, what] = withSecretsApart(profile);
    const QString path = pathOf(profile.name);
    // A name that is given may not lead to a file that is not: what a link leads to is somebody else's.
    if (QFileInfo(path).isSymLink())
        return Unexpected{IoError{.kind = IoError::Kind::Write,
            .path = path,
            .detail = QStringLiteral("a link stands there, and links are not followed")}};
    const auto before = readJson(path, Damaged::Keep);
    if (!before)
        return Unexpected{before.error()};
    const QJsonObject after = withUnknownKeys(toJson(apart), *before);
    // Secrets first: a reference without its secret is worse than a secret that nothing refers to.
    const bool isWithheld = apart.withheld.reason != Withheld::Reason::Nothing;
    if (const auto written = writeSecrets(profile.name, apart.secrets, isWithheld ? Others::Stay : Others::Go);
        !written)
        return Unexpected{written.error()};
    // To save is not to agree.
    if (!isWithheld) {
        const auto reread = profileFromJson(after); // As load() will.
        const QByteArray digest = digestOf(reread ? *reread : apart);
        const QJsonObject record = usesOf(apart).isEmpty() ? QJsonObject() : trustRecord(apart, digest);
        if (const auto written = writeRecord(profile.name, record); !written)
            return Unexpected{written.error()};
    }
    if (const auto written = writeJson(path, after); !written)
        return Unexpected{written.error()};
    return what;
}

base::Expected<void, IoError> ProfileStore::remove(const QString &name) const
{
    if (!isName(name))
        return Unexpected{noName(name)};
    QFile file(pathOf(name));
    if (!file.remove())
        return Unexpected{IoError{.kind = IoError::Kind::Write, .path = file.fileName(), .detail = file.errorString()}};
    if (const auto written = writeRecord(name, {}); !written)
        return written;
    return writeSecrets(name, {}, Others::Go);
}

} // namespace settings
