// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/optionvalues.h"

#include "app/cli/headerargument.h"
#include "core/base/redact.h"
#include "core/reports/catalog.h"
#include "core/settings/address.h"
#include "core/settings/jsonfile.h"
#include "core/settings/pastedcommand.h"
#include "core/settings/profilestore.h"
#include "core/settings/redirectconsent.h"
#include "ui/text/pastetext.h"

#include <QRegularExpression>

namespace app::optionvalues {
namespace {

using base::Unexpected;

Unexpected<UsageError> usage(const QString &text) { return {UsageError{text}}; }

base::Expected<QByteArray, UsageError> secret(
    const SecretSources &sources, QLatin1StringView option, const QString &value)
{
    auto expanded = expandSecrets(value, sources);
    if (!expanded)
        return usage(QStringLiteral("%1: %2").arg(option, expanded.error()));
    return *expanded;
}

} // namespace

Check address(Options &options, const QString &value, const SecretSources &sources)
{
    const auto text = secret(sources, QLatin1StringView("the address"), value);
    if (!text)
        return Unexpected{text.error()};
    constexpr qsizetype longest = 64 * 1024;
    if (text->isEmpty() || text->size() > longest || !isFieldValue(*text))
        return usage(QStringLiteral("the address is empty, over 64 KiB, or has control characters"));
    using settings::AddressError;
    const auto url = settings::parseAddress(QString::fromUtf8(*text)); // As the window reads what is typed.
    const QString shown = base::redactedUrl(QUrl::fromEncoded(*text, QUrl::TolerantMode));
    if (!url && url.error() == AddressError::FragmentInUrl)
        return usage(QStringLiteral("the address %1 must not have a fragment ('#…')").arg(shown));
    if (!url && url.error() == AddressError::PortInvalid)
        return usage(QStringLiteral("the port of the address %1 must be a number from 1 to 65535").arg(shown));
    if (!url)
        return usage(QStringLiteral("the address must look like ws://host:port/path or wss://host/path"));
    options.url.isEmpty() ? void(options.url = *url) : options.moreUrls.append(*url);
    return {};
}

Check allowRedirectTo(Options &options, const QString &value, const SecretSources &)
{
    const auto server = settings::agreedServer(value);
    if (!server)
        return usage(QStringLiteral("--allow-redirect-to: write it as HOST, HOST:PORT or wss://HOST:PORT"));
    options.redirectsTo += *server;
    return {};
}

Check link(Options &options, const QString &value, const SecretSources &)
{
    const auto conditions = net::parseLinkConditions(value);
    if (!conditions)
        return usage(QStringLiteral("--link: %1").arg(conditions.error()));
    options.link = *conditions;
    return {};
}

Check header(Options &options, const QString &value, const SecretSources &sources)
{
    const auto fields = parseHeaderArgument(value, sources);
    if (!fields)
        return usage(QStringLiteral("--header: %1").arg(fields.error()));
    options.headers += *fields;
    return {};
}

Check subprotocol(Options &options, const QString &value, const SecretSources &sources)
{
    const auto names = secret(sources, QLatin1StringView("--subprotocol"), value);
    if (!names)
        return Unexpected{names.error()};
    for (const QByteArray &part : names->split(',')) {
        const QByteArray name = part.trimmed();
        if (!isToken(name))
            return usage(QStringLiteral("--subprotocol: a name is empty or has characters that a name cannot have"));
        if (options.subprotocols.contains(name))
            return usage(QStringLiteral("--subprotocol: a name is given twice"));
        options.subprotocols += name;
    }
    return {};
}

Check origin(Options &options, const QString &value, const SecretSources &sources)
{
    const auto origin = secret(sources, QLatin1StringView("--origin"), value);
    if (!origin)
        return Unexpected{origin.error()};
    if (origin->isEmpty() || origin->contains(' ') || !isFieldValue(*origin))
        return usage(QStringLiteral("--origin: write it as https://host"));
    options.origin = *origin;
    return {};
}

Check profile(Options &options, const QString &value, const SecretSources &)
{
    if (options.base)
        return usage(QStringLiteral("give only one of --profile and --like"));
    auto loaded = settings::ProfileStore(settings::configFolder()).load(value);
    if (!loaded)
        return usage(QStringLiteral("--profile: %1: %2").arg(loaded.error().path, loaded.error().detail));
    options.base = *loaded;
    return {};
}

Check like(Options &options, const QString &value, const SecretSources &sources)
{
    if (options.base)
        return usage(QStringLiteral("give only one of --profile and --like"));
    // A command copied from elsewhere must not reach for what is in this environment; a file of one may be given.
    const bool isFile = value.startsWith(u'@');
    const auto text = isFile ? secret(sources, QLatin1StringView("--like"), value)
                             : base::Expected<QByteArray, UsageError>(value.toUtf8());
    if (!text)
        return Unexpected{text.error()};
    const auto command = settings::parseCommand(QString::fromUtf8(*text));
    if (!command)
        return usage(QStringLiteral("--like: ") + text::explain(command.error()).whole());
    options.remark = text::pasteRemark(*command);
    options.base = command->profile;
    options.url = command->profile.url;
    return {};
}

Check saveProfile(Options &options, const QString &value, const SecretSources &)
{
    if (!settings::ProfileStore::isName(value))
        return usage(QStringLiteral("--save-profile: a name has 1 to 100 characters, no slash and no dot in front"));
    options.saveProfile = value;
    return {};
}

Check proxy(Options &options, const QString &value, const SecretSources &sources)
{
    options.proxySeen = true;
    const auto text = secret(sources, QLatin1StringView("--proxy"), value);
    if (!text)
        return Unexpected{text.error()};
    using Kind = net::ProxyChoice::Kind;
    if (*text == "none" || *text == "system") {
        options.proxy = {.kind = *text == "none" ? Kind::None : Kind::System, .url = {}};
        return {};
    }
    const QUrl url = QUrl::fromEncoded(*text, QUrl::StrictMode);
    const QString scheme = url.scheme();
    const bool isSocks = scheme == QLatin1String("socks5") || scheme == QLatin1String("socks5h");
    if (!url.isValid() || !(isSocks || scheme == QLatin1String("http")) || url.host().isEmpty() || url.port() <= 0)
        return usage(QStringLiteral("--proxy: write none, system, http://host:port or socks5://host:port"));
    options.proxy = {.kind = isSocks ? Kind::Socks5 : Kind::Http, .url = url};
    return {};
}

Check send(Options &options, const QString &value, const SecretSources &sources)
{
    if (value == QLatin1String("-")) {
        if (options.sendStdin)
            return usage(QStringLiteral("--send - is given twice; standard input can be read once"));
        options.sendStdin = true;
        return {};
    }
    const auto text = secret(sources, QLatin1StringView("--send"), value);
    if (!text)
        return Unexpected{text.error()};
    // RFC 6455 §5.6: a text message is UTF-8; better said now than at every connect.
    if (QString::fromUtf8(*text).toUtf8() != *text)
        return usage(QStringLiteral("--send: the text is not valid UTF-8"));
    options.sends += *text;
    return {};
}

Check print(Options &options, const QString &value, const SecretSources &)
{
    if (value != QLatin1String("raw") && value != QLatin1String("ndjson"))
        return usage(QStringLiteral("--print: write raw or ndjson"));
    options.print = value == QLatin1String("raw") ? Print::Raw : Print::Ndjson;
    return {};
}

namespace {

//! `PORT`, `HOST:PORT` or `[IPv6]:PORT`; the host is this machine unless given.
struct Place
{
    QString host;
    quint16 port = 0;
};

std::optional<Place> placeIn(const QString &value)
{
    static const QRegularExpression form(
        QStringLiteral(R"(\A(?:(?:\[([0-9A-Fa-f:.]+)\]|([^\[\]:\s/]+)):)?([0-9]{1,5})\z)"));
    const auto match = form.match(value);
    const uint port = match.captured(3).toUInt();
    if (!match.hasMatch() || port > 65'535)
        return std::nullopt;
    const QString host = match.captured(1) + match.captured(2);
    return Place{host.isEmpty() ? QStringLiteral("127.0.0.1") : host, static_cast<quint16>(port)};
}

} // namespace

Check listen(Options &options, const QString &value, const SecretSources &)
{
    const auto place = placeIn(value);
    if (!place)
        return usage(QStringLiteral("--listen: write PORT, HOST:PORT or [IPv6]:PORT with a port from 0 to 65535"));
    options.listenHost = place->host;
    options.listenPort = place->port;
    return {};
}

Check metricsListen(Options &options, const QString &value, const SecretSources &)
{
    const auto place = placeIn(value);
    if (!place)
        return usage(
            QStringLiteral("--metrics-listen: write PORT, HOST:PORT or [IPv6]:PORT with a port from 0 to 65535"));
    options.metricsHost = place->host;
    options.metricsPort = place->port;
    return {};
}

Check guards(Options &options, const QString &value, const SecretSources &)
{
    if (value == QLatin1String("off"))
        options.guards = Guards::Off;
    else if (value == QLatin1String("guide"))
        options.guards = Guards::Guide;
    else if (value == QLatin1String("strict"))
        options.guards = Guards::Strict;
    else
        return usage(QStringLiteral("--guards: write off, guide or strict"));
    return {};
}

Check listenOrigins(Options &options, const QString &value, const SecretSources &)
{
    static const QRegularExpression form(QStringLiteral(R"(\A(?:https?://[^\s/?#@,]+|null)\z)"));
    for (const QString &origin : value.split(QLatin1Char(','))) {
        if (!form.match(origin).hasMatch() || origin.size() > 1000)
            return usage(QStringLiteral("--origins: write origins such as https://app.example:8443, with commas"));
        options.listenOrigins += origin.toLatin1();
    }
    return {};
}

Check duration(Options &options, const QString &value, const SecretSources &)
{
    static const QRegularExpression form(QStringLiteral(R"(\A[0-9]{1,9}(?:\.[0-9]{1,9})?\z)"));
    const double seconds = value.toDouble();
    if (!form.match(value).hasMatch() || seconds < 1e-9)
        return usage(QStringLiteral("--duration: write a number of seconds over 0, such as 10 or 2.5"));
    options.duration = std::chrono::duration_cast<base::Nanoseconds>(std::chrono::duration<double>(seconds));
    return {};
}

Check limits(Options &options, const QString &value, const SecretSources &)
{
    if (value == QLatin1String("guide")) {
        options.limits = ws::Limits::guide();
        return {};
    }
    static const QRegularExpression form(
        QStringLiteral(R"(\A(message|frame|fragments|unread|high-water|queue)=([0-9]{1,9})(KiB|MiB|GiB)?\z)"));
    static constexpr qint64 most = 1LL << 30; // A QByteArray and SQLite hold it, and no feed needs more.
    for (const QString &part : value.split(QLatin1Char(','))) {
        const auto match = form.match(part);
        const QString name = match.captured(1);
        const QString unit = match.captured(3);
        const int shift = unit.isEmpty()   ? 0
            : unit == QLatin1String("KiB") ? 10
            : unit == QLatin1String("MiB") ? 20
                                           : 30;
        const qint64 number = match.captured(2).toLongLong() << shift;
        const bool isCount = name == QLatin1String("fragments");
        if (!match.hasMatch() || number < 1 || number > most || (isCount && shift > 0))
            return usage(QStringLiteral(
                "--limits: write guide, or a list such as message=16MiB,fragments=1000 with values up to 1GiB"));
        if (isCount)
            options.limits.fragments = static_cast<int>(number);
        else if (name == QLatin1String("message"))
            options.limits.message = {number};
        else if (name == QLatin1String("frame"))
            options.limits.frame = {number};
        else if (name == QLatin1String("unread"))
            options.limits.unreadInbound = {number};
        else if (name == QLatin1String("high-water"))
            options.limits.outputHighWater = {number};
        else
            options.limits.outputHard = {number};
    }
    return {};
}

Check messages(Options &options, const QString &value, const SecretSources &)
{
    static const QRegularExpression form(QStringLiteral(R"(\A[0-9]{1,18}\z)"));
    const quint64 count = value.toULongLong();
    if (!form.match(value).hasMatch() || count == 0)
        return usage(QStringLiteral("--messages: write a whole number from 1"));
    options.messages = count;
    return {};
}

Check retry(Options &options, const QString &value, const SecretSources &)
{
    static const QRegularExpression form(QStringLiteral(R"(\A[0-9]{1,6}\z)"));
    const bool unlimited = value == QLatin1String("forever");
    if (!unlimited && (!form.match(value).hasMatch() || value.toInt() == 0))
        return usage(QStringLiteral("--retry: write how many attempts in a row may fail, from 1, or forever"));
    options.retry = unlimited ? 0 : value.toInt();
    return {};
}

Check report(Options &options, const QString &value, const SecretSources &)
{
    if (value != QLatin1String("-") && !reports::formatFor(value))
        return usage(QStringLiteral("--report: the file must end in %1, or be - for standard output")
                         .arg(reports::suffixes(QStringLiteral(" or "))));
    options.report = value;
    return {};
}

Check lang(Options &options, const QString &value, const SecretSources &)
{
    const auto language = text::reportLanguage(value);
    if (!language)
        return usage(QStringLiteral("--lang: reports are written in en and zh_CN"));
    options.language = *language;
    return {};
}

} // namespace app::optionvalues
