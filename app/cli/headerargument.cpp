// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/headerargument.h"

namespace app {
namespace {

using base::Unexpected;

// RFC 6455 §4.1: these belong to the opening handshake and are written by it alone (case H28).
bool isReserved(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    return lower == "host" || lower == "upgrade" || lower == "connection" || lower == "origin"
        || lower == "content-length" || lower == "transfer-encoding" || lower.startsWith("sec-websocket-");
}

base::Expected<ws::HeaderField, QString> parseField(QByteArrayView line)
{
    const auto colon = line.indexOf(':');
    if (colon < 0)
        return Unexpected{QStringLiteral("a header is written 'Name: value'; there is no ':'")};
    ws::HeaderField field{line.first(colon).toByteArray(), line.sliced(colon + 1).trimmed().toByteArray()};
    if (!isToken(field.name))
        return Unexpected{QStringLiteral("the header's name is empty or has characters that a name cannot have")};
    const QString name = QString::fromLatin1(field.name);
    if (isReserved(field.name)) {
        return Unexpected{
            QStringLiteral("the header '%1' is written by the handshake itself%2")
                .arg(name,
                    name.compare(QLatin1String("origin"), Qt::CaseInsensitive) == 0 ? QStringLiteral("; use --origin")
                        : name.endsWith(QLatin1String("protocol"), Qt::CaseInsensitive)
                        ? QStringLiteral("; use --subprotocol")
                        : QString())};
    }
    if (!isFieldValue(field.value))
        return Unexpected{QStringLiteral("the value of the header '%1' has control characters").arg(name)};
    return field;
}

} // namespace

bool isToken(QByteArrayView text)
{
    static constexpr QByteArrayView marks("!#$%&'*+-.^_`|~");
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.contains(c);
    });
}

bool isFieldValue(QByteArrayView text)
{
    return std::ranges::none_of(
        text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f'; });
}

base::Expected<QList<ws::HeaderField>, QString> parseHeaderArgument(
    const QString &argument, const SecretSources &sources)
{
    const bool wholeFile = argument.startsWith(QLatin1Char('@'));
    const auto colon = argument.indexOf(QLatin1Char(':'));
    QByteArray lines;
    if (!wholeFile && colon >= 0) {
        // Only the value is expanded, so that `Name: @FILE` works and a secret can never become a name.
        auto value = expandSecrets(argument.sliced(colon + 1).trimmed(), sources);
        if (!value)
            return Unexpected{value.error()};
        auto field = parseField(argument.first(colon).toUtf8() + ": ");
        if (!field)
            return Unexpected{field.error()};
        field->value = value->trimmed();
        if (!isFieldValue(field->value)) {
            return Unexpected{QStringLiteral("the value of the header '%1' has control characters")
                                  .arg(QString::fromLatin1(field->name))};
        }
        return QList{*field};
    }
    const auto content = expandSecrets(argument, sources);
    if (!content)
        return Unexpected{content.error()};
    QList<ws::HeaderField> fields;
    for (const QByteArray &line : content->split('\n')) {
        if (wholeFile && line.trimmed().isEmpty())
            continue;
        const auto field = parseField(line.endsWith('\r') ? QByteArrayView(line).chopped(1) : QByteArrayView(line));
        if (!field)
            return Unexpected{field.error()};
        fields += *field;
    }
    if (fields.isEmpty())
        return Unexpected{QStringLiteral("the header file '%1' holds no header").arg(argument.sliced(1))};
    return fields;
}

} // namespace app
