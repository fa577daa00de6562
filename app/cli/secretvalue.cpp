// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/secretvalue.h"

#include <QFile>

#include <cstdlib>

namespace app {
namespace {

constexpr qint64 largestSecretFile = 1 << 20;
constexpr qsizetype longestValue = 1 << 20; // As in settings::ExpansionBudget.
constexpr int mostValues = 10'000;
constexpr QLatin1StringView opening("${env:");

base::Expected<QByteArray, QString> readSmallFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::Unexpected{file.errorString()};
    QByteArray content = file.read(largestSecretFile + 1);
    if (file.error() != QFileDevice::NoError)
        return base::Unexpected{file.errorString()};
    if (content.size() > largestSecretFile)
        return base::Unexpected{QStringLiteral("larger than 1 MiB")};
    return content;
}

base::Expected<QByteArray, QString> fileValue(const QString &path, const SecretSources &sources)
{
    if (path.isEmpty())
        return base::Unexpected{QStringLiteral("'@' needs a file name (write '@@' for a literal '@')")};
    auto content = sources.file(path);
    if (!content)
        return base::Unexpected{QStringLiteral("cannot read '%1': %2").arg(path, content.error())};
    if (content->endsWith('\n'))
        content->chop(content->endsWith("\r\n") ? 2 : 1);
    return content;
}

} // namespace

SecretSources SecretSources::system()
{
    return {.environment = [](const QString &name) -> std::optional<QByteArray> {
                const char *value = std::getenv(name.toLocal8Bit().constData());
                return value ? std::optional(QByteArray(value)) : std::nullopt;
            },
        .file = readSmallFile};
}

base::Expected<QByteArray, QString> expandSecrets(const QString &argument, const SecretSources &sources)
{
    if (argument.startsWith(QLatin1Char('@')) && !argument.startsWith(QLatin1String("@@")))
        return fileValue(argument.sliced(1), sources);

    const QString text = argument.startsWith(QLatin1Char('@')) ? argument.sliced(1) : argument;
    QByteArray out;
    qsizetype from = 0;
    int values = 0;
    for (;;) {
        const qsizetype at = text.indexOf(opening, from);
        if (at < 0)
            break;
        if (at > from && text[at - 1] == QLatin1Char('$')) {
            out += text.sliced(from, at - 1 - from).toUtf8() + "${env:";
            from = at + opening.size();
            continue;
        }
        const qsizetype end = text.indexOf(QLatin1Char('}'), at);
        if (end < 0)
            return base::Unexpected{QStringLiteral("'${env:' without its '}'")};
        const QString name = text.sliced(at + opening.size(), end - at - opening.size());
        const auto value = name.isEmpty() ? std::nullopt : sources.environment(name);
        if (!value)
            return base::Unexpected{QStringLiteral("the environment variable '%1' is not set").arg(name)};
        if (++values > mostValues || out.size() + (at - from) + value->size() > longestValue)
            return base::Unexpected{
                QStringLiteral("too long once '%1' is put in: over 1 MiB, or more than 10 000 values").arg(name)};
        out += text.sliced(from, at - from).toUtf8() + *value;
        from = end + 1;
    }
    return out + text.sliced(from).toUtf8();
}

} // namespace app
