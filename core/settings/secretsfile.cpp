// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/secretsfile.h"

#include "core/base/secrets.h"
#include "core/settings/jsonfile.h"

#include <QJsonArray>
#include <QLockFile>

namespace settings {
namespace {

using base::Unexpected;
using TextExchange = std::function<QString(const QString &text, const QString &where)>;

// Calls \a exchange with every text in \a value, as deep as a file of ours goes.
QJsonValue withTextsExchanged(
    const QJsonValue &value, const QString &where, const TextExchange &exchange, int depth = 0)
{
    constexpr int deepestTexts = 64;
    if (value.isString())
        return exchange(value.toString(), where);
    if (depth >= deepestTexts)
        return value.isObject() || value.isArray() ? QJsonValue() : value;
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            array[i] = withTextsExchanged(array[i], where + u'/' + QString::number(i), exchange, depth + 1);
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto each = object.begin(); each != object.end(); ++each)
        each.value() = withTextsExchanged(each.value(), where + u'/' + each.key(), exchange, depth + 1);
    return object;
}

QString textWithoutSecrets(const QString &text)
{
    // How Qt begins the state of a splitter or a header.
    if (text.startsWith(QLatin1String("AAAA/w")))
        return text;
    return QString::fromUtf8(base::redactedMessage(text.toUtf8()));
}

} // namespace

QString secretsFileIn(const QString &folder) { return folder + QStringLiteral("/secrets.json"); }

base::Expected<QJsonObject, IoError> readSecrets(const QString &folder)
{
    return readJson(secretsFileIn(folder), Damaged::Keep);
}

base::Expected<void, IoError> changeSecrets(
    const QString &folder, const QString &part, const std::function<void(QJsonObject &)> &change)
{
    const auto changed = [&](const QJsonObject &before) {
        QJsonObject own = before.value(part).toObject();
        change(own);
        QJsonObject after = before;
        if (own.isEmpty())
            after.remove(part);
        else
            after[part] = own;
        return after;
    };
    auto object = readSecrets(folder);
    if (!object)
        return Unexpected{object.error()};
    if (changed(*object) == *object)
        return {};
    constexpr std::chrono::milliseconds patience{5000};
    const auto failed = [&](const QString &why) {
        return Unexpected{IoError{.kind = IoError::Kind::Write, .path = secretsFileIn(folder), .detail = why}};
    };
    if (!makeFolder(folder))
        return failed(QStringLiteral("the folder cannot be made"));
    QLockFile lock(secretsFileIn(folder) + QStringLiteral(".lock"));
    if (!lock.tryLock(patience.count()))
        return failed(QStringLiteral("another program is writing it"));
    object = readSecrets(folder);
    if (!object)
        return Unexpected{object.error()};
    return writeJson(secretsFileIn(folder), changed(*object));
}

QJsonValue withoutSecretTexts(const QJsonValue &value, QJsonObject &apart)
{
    return withTextsExchanged(value, {}, [&](const QString &text, const QString &where) {
        const QString shown = textWithoutSecrets(text);
        if (shown != text)
            apart[where] = text;
        return shown;
    });
}

QJsonValue withSecretTexts(const QJsonValue &value, const QJsonObject &apart)
{
    return withTextsExchanged(value, {}, [&](const QString &text, const QString &where) {
        const QString exact = apart.value(where).toString();
        return !exact.isEmpty() && textWithoutSecrets(exact) == text ? exact : text;
    });
}

} // namespace settings
