// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/capturecopy.h"

#include "core/base/secrets.h"
#include "core/settings/profiletexts.h"

namespace settings {
namespace {

constexpr QLatin1StringView marker("[redacted]");

void mark(VariableMap &values)
{
    for (QString &value : values)
        value = marker;
}

// The texts of a profile with the marker in place of whatever is not the profile's to share.
Variables markedVariables(const Profile &given, const VariableMap &fetched)
{
    Variables variables = variablesOf(given, fetched);
    mark(variables.secrets);
    mark(variables.fetched);
    variables.environment = [](const QString &) { return std::optional<QString>(marker); };
    for (auto each = variables.own.begin(); each != variables.own.end(); ++each) {
        const bool isSecret = base::isSecretName(each.key().toUtf8()) || base::looksLikeToken(each->toUtf8());
        if (isSecret || each.key() == QLatin1String("token"))
            *each = marker;
    }
    return variables;
}

// The text that \a message was made from; null when there is none.
QString templateOf(const Profile &given, const Profile &resolved, const QByteArray &message, bool isAuthentication)
{
    if (isAuthentication)
        return given.authentication.message;
    const auto at = resolved.sendOnConnect.indexOf(message);
    return QString::fromUtf8(given.sendOnConnect.value(at));
}

} // namespace

std::optional<QByteArray> withoutSecretsForCapture(const QByteArray &message)
{
    const base::FoundSecrets found = base::secretsInMessage(message);
    return found.isEmpty()
        ? std::nullopt
        : std::optional(base::withoutSecrets(message, found, QByteArrayView(marker.data(), marker.size())));
}

std::optional<QByteArray> captureCopy(
    const Profile &given, const Profile &resolved, const VariableMap &fetched, const QByteArray &message)
{
    if (given.captureSecrets == CaptureSecrets::Keep)
        return {};
    const Authentication &who = resolved.authentication;
    const bool isAuthentication
        = who.kind == Authentication::Kind::FirstMessage && !message.isEmpty() && message == who.message.toUtf8();
    QByteArray copy = message;
    if (given.expands) {
        const auto marked
            = markedVariables(given, fetched).expand(templateOf(given, resolved, message, isAuthentication));
        copy = marked ? marked->toUtf8() : QByteArray(marker.data(), marker.size());
    }
    if (given.captureSecrets == CaptureSecrets::LeaveOut || isAuthentication)
        copy = withoutSecretsForCapture(copy).value_or(copy);
    // Whatever it looks like, it says who we are.
    if (isAuthentication && copy == message)
        copy = QByteArray(marker.data(), marker.size());
    return copy == message ? std::nullopt : std::optional(copy);
}

} // namespace settings
