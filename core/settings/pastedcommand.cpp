// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/pastedcommand.h"

#include "core/settings/address.h"
#include "core/settings/commandoptions.h"
#include "core/ws/handshake/grammar.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace settings {
namespace {

using base::Unexpected;
using Problem = std::optional<PasteError>;

// Written by the handshake itself, or for a browser's page only.
bool isOfTheHandshake(const QByteArray &name)
{
    const QByteArray lower = name.toLower();
    static constexpr std::array words{"host", "upgrade", "connection", "content-length", "transfer-encoding",
        "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions", "accept-encoding",
        "sec-websocket-accept"};
    return std::ranges::any_of(words, [&](const char *word) { return lower == word; });
}

//! Reads the words of one command.
class CommandReader
{
public:
    CommandReader(CommandTool tool, const QStringList &arguments) : m_rest(arguments), m_tool(tool) { }
    Problem run();
    void checkHost(const QUrl &url);
    PastedCommand result;
    QString address;

private:
    Problem option(const QString &word);
    Problem shortFlags(const QString &word);
    Problem apply(Means means, const QString &name, const QString &value);
    Problem header(const QString &line, const QString &option);
    void cookies(const QString &value);
    void subprotocols(const QString &value);
    void proxy(const QString &value, bool socks);
    void positional(const QString &word);
    [[nodiscard]] std::optional<QString> takeValue();

    QStringList m_rest;
    CommandTool m_tool;
    bool m_digest = false;
    QString m_host; //!< What a Host field asks for.
};

// A word that is no address: enough of it to be found again, and nothing of a login or a token.
QString named(const QString &word)
{
    const QUrl url(word);
    if (word.contains(QLatin1String("://")))
        return url.host().isEmpty() ? word.section(QLatin1String("://"), 0, 0) + QStringLiteral("://…")
                                    : QStringLiteral("%1://%2").arg(url.scheme(), url.host());
    return word.section(u'=', 0, 0).section(u':', 0, 0).left(40);
}

std::optional<QString> CommandReader::takeValue()
{
    return m_rest.isEmpty() ? std::nullopt : std::optional(m_rest.takeFirst());
}

Problem CommandReader::run()
{
    while (!m_rest.isEmpty()) {
        const QString word = m_rest.takeFirst();
        Problem problem;
        if (word.size() > 1 && word.startsWith(u'-') && word != QLatin1String("--"))
            problem = option(word);
        else
            positional(word);
        if (problem)
            return problem;
    }
    Authentication &who = result.profile.authentication;
    if (m_digest && who.kind == Authentication::Kind::Basic)
        who.kind = Authentication::Kind::Digest;
    return {};
}

Problem CommandReader::option(const QString &word)
{
    const qsizetype equals = word.indexOf(u'=');
    const QString name = equals > 0 ? word.left(equals) : word;
    const bool isLong = word.startsWith(QLatin1String("--"));
    const auto means = meaningOf(m_tool, name);
    if (!isLong && !means)
        return shortFlags(word);
    if (!means || isFlag(*means)) {
        if (means)
            return apply(*means, name, {});
        result.ignored.append(name.left(60));
        return {};
    }
    const auto value = equals > 0 ? std::optional(word.mid(equals + 1)) : takeValue();
    if (!value)
        return PasteError{.reason = PasteError::Reason::ValueMissing, .option = name.left(60)};
    return apply(*means, name, *value);
}

// `-sSNi`, `-H'A: b'`: flags together, the last may have its value behind it.
Problem CommandReader::shortFlags(const QString &word)
{
    for (qsizetype at = 1; at < word.size(); ++at) {
        const QString name = QStringLiteral("-") + word[at];
        const auto means = meaningOf(m_tool, name);
        if (!means || isFlag(*means)) {
            if (means)
                (void)apply(*means, name, {});
            else
                result.ignored.append(name);
            continue;
        }
        const auto value = at + 1 < word.size() ? std::optional(word.mid(at + 1)) : takeValue();
        if (!value)
            return PasteError{.reason = PasteError::Reason::ValueMissing, .option = name};
        return apply(*means, name, *value);
    }
    return {};
}

void CommandReader::positional(const QString &word)
{
    if (word == QLatin1String("-") || word == QLatin1String("--"))
        return;
    static const QRegularExpression overlay(QStringLiteral("\\A(?:autoreconnect|text|binary|line|log):"));
    QString text = word;
    while (m_tool == CommandTool::Websocat && overlay.match(text).hasMatch())
        text = text.mid(text.indexOf(u':') + 1);
    if (address.isEmpty() || !address.contains(QLatin1String("://"))) {
        if (!address.isEmpty())
            result.ignored.append(named(address));
        address = text;
    } else {
        result.ignored.append(named(text));
    }
}

void CommandReader::checkHost(const QUrl &url)
{
    const QString host = m_host.section(u':', 0, m_host.startsWith(u'[') ? -1 : 0);
    if (!m_host.isEmpty() && host.compare(url.host(), Qt::CaseInsensitive) != 0
        && m_host.compare(url.authority(), Qt::CaseInsensitive) != 0)
        result.ignored.append(QStringLiteral("Host"));
}

Problem CommandReader::apply(Means means, const QString &name, const QString &value)
{
    Profile &profile = result.profile;
    const auto seconds = [](const QString &text) {
        return base::Nanoseconds(static_cast<qint64>(std::clamp(text.toDouble(), 1.0, 86'400.0) * 1e9));
    };
    switch (means) {
    case Means::Address: positional(value); break;
    case Means::Header: return header(value, name);
    case Means::Cookie:
        if (!value.contains(u'=')) // curl would read a file.
            result.ignored.append(name);
        cookies(value);
        break;
    case Means::UserAgent: return header(QStringLiteral("User-Agent: ") + value, name);
    case Means::Referer: return header(QStringLiteral("Referer: ") + value, name);
    case Means::Bearer: profile.authentication = {.kind = Authentication::Kind::Bearer, .token = value}; break;
    case Means::Login:
        profile.authentication = {
            .kind = Authentication::Kind::Basic, .user = value.section(u':', 0, 0), .password = value.section(u':', 1)};
        break;
    case Means::Origin: profile.origin = value.toUtf8(); break;
    case Means::Subprotocol: subprotocols(value); break;
    case Means::Message: profile.sendOnConnect.append(value.toUtf8()); break;
    case Means::CaFile: profile.tls.caFile = value; break;
    case Means::Certificate:
        profile.tls.certificateFile = m_tool == CommandTool::Curl ? value.section(u':', 0, 0) : value;
        if (m_tool == CommandTool::Curl && value.contains(u':'))
            profile.tls.keyPassphrase = value.section(u':', 1);
        break;
    case Means::Key: profile.tls.keyFile = value; break;
    case Means::Passphrase: profile.tls.keyPassphrase = value; break;
    case Means::Proxy: proxy(value, false); break;
    case Means::Socks: proxy(value, true); break;
    case Means::ProxyLogin:
        profile.proxy.url.setUserName(value.section(u':', 0, 0), QUrl::DecodedMode);
        profile.proxy.url.setPassword(value.section(u':', 1), QUrl::DecodedMode);
        break;
    case Means::Insecure: result.skipsVerification = true; break;
    case Means::Digest: m_digest = true; break;
    case Means::Redirects: profile.followRedirects = true; break;
    case Means::Tls13: profile.tls.minimum = net::TlsSettings::Minimum::Tls13; break;
    case Means::PingEvery: profile.policy.heartbeat.interval = seconds(value); break;
    case Means::PongWithin: profile.policy.heartbeat.timeout = seconds(value); break;
    case Means::Ignored:
    case Means::IgnoredFlag: result.ignored.append(name); break;
    }
    return {};
}

Problem CommandReader::header(const QString &line, const QString &option)
{
    const qsizetype colon = line.indexOf(u':');
    const QByteArray name = line.left(colon).trimmed().toUtf8();
    const QByteArray value = line.mid(colon + 1).trimmed().toUtf8();
    if (colon < 0 || !ws::isToken(name) || !ws::isFieldValue(value))
        return PasteError{.reason = PasteError::Reason::HeaderInvalid, .option = option};
    const QByteArray lower = name.toLower();
    if (lower == "host")
        m_host = QString::fromUtf8(value);
    if (lower == "origin")
        result.profile.origin = value;
    else if (lower == "cookie")
        cookies(QString::fromUtf8(value));
    else if (lower == "sec-websocket-protocol")
        subprotocols(QString::fromUtf8(value));
    else if (!isOfTheHandshake(name) && !value.isEmpty()) // curl: without a value the field is taken out.
        result.profile.headers.append({.name = name, .value = value});
    return {};
}

void CommandReader::cookies(const QString &value)
{
    for (const QString &each : value.split(u';')) {
        const QString cookie = each.trimmed();
        const qsizetype equals = cookie.indexOf(u'=');
        if (equals > 0)
            result.profile.cookies.append(
                {.name = cookie.left(equals).toUtf8(), .value = cookie.mid(equals + 1).toUtf8()});
    }
}

void CommandReader::subprotocols(const QString &value)
{
    for (const QString &each : value.split(u',')) {
        const QByteArray name = each.trimmed().toUtf8();
        if (!name.isEmpty() && !result.profile.subprotocols.contains(name))
            result.profile.subprotocols.append(name);
    }
}

void CommandReader::proxy(const QString &value, bool socks)
{
    QUrl url(value.contains(QLatin1String("://"))
            ? value
            : (socks ? QStringLiteral("socks5://") : QStringLiteral("http://")) + value);
    const bool isSocks = url.scheme().startsWith(QLatin1String("socks5"));
    if (url.host().isEmpty() || !(isSocks || url.scheme() == QLatin1String("http"))) {
        result.ignored.append(QStringLiteral("--proxy"));
        return;
    }
    if (url.port() < 0)
        url.setPort(1080); // As curl has it, for both.
    url.setScheme(isSocks ? QStringLiteral("socks5") : QStringLiteral("http"));
    url.setPath({});
    result.profile.proxy
        = {.kind = isSocks ? net::ProxyChoice::Kind::Socks5 : net::ProxyChoice::Kind::Http, .url = url};
}

//! The messages that `printf '%s\n' A B` or `echo A` writes.
QList<QByteArray> written(const QStringList &command)
{
    QStringList words = command;
    const QString tool = words.isEmpty() ? QString() : words.takeFirst();
    while (tool == QLatin1String("echo") && !words.isEmpty()
        && (words.first() == QLatin1String("-n") || words.first() == QLatin1String("-e")))
        words.removeFirst();
    if (tool == QLatin1String("echo"))
        return {words.join(u' ').toUtf8()};
    QList<QByteArray> messages;
    if (tool == QLatin1String("printf") && !words.isEmpty() && words.takeFirst().startsWith(QLatin1String("%s"))) {
        for (const QString &word : words)
            messages.append(word.toUtf8());
    }
    return messages;
}

QString toolName(const QString &word) { return word.mid(word.lastIndexOf(u'/') + 1).left(40); }

} // namespace

bool looksLikeCommand(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral(
            R"(\A\s*(?:\$\s+)?(?:(?:printf|echo)\s[^|]*\|\s*)?(?:(?!\S*://)[^\s"']*[/\\])?(?:curl|wscat|websocat)(?:\.exe)?\s)"),
        QRegularExpression::CaseInsensitiveOption);
    return form.match(text.left(64 << 10)).hasMatch();
}

base::Expected<PastedCommand, PasteError> parseCommand(const QString &text)
{
    static const QRegularExpression prompt(QStringLiteral("\\A\\s*\\$\\s+"));
    auto commands = shellCommands(QString(text).remove(prompt));
    if (!commands)
        return Unexpected{PasteError{.reason = PasteError::Reason::Shell, .shell = commands.error()}};
    QList<QByteArray> messages;
    QStringList leftOut;
    while (commands->size() > 1 && !commands->first().isEmpty() && !commandTool(commands->first().first())) {
        const QStringList before = commands->takeFirst();
        const QList<QByteArray> lines = written(before);
        if (lines.isEmpty())
            leftOut.append(toolName(before.first()) + QStringLiteral(" |"));
        messages += lines;
    }
    QStringList &words = commands->first();
    const auto tool = words.isEmpty() ? std::nullopt : commandTool(words.takeFirst());
    if (!tool)
        return Unexpected{PasteError{.reason = PasteError::Reason::UnknownTool}};
    CommandReader reader(*tool, words);
    if (const Problem problem = reader.run())
        return Unexpected{*problem};
    if (reader.address.isEmpty())
        return Unexpected{PasteError{.reason = PasteError::Reason::AddressMissing}};
    const auto url = parseAddress(reader.address);
    if (!url)
        return Unexpected{PasteError{.reason = PasteError::Reason::AddressInvalid}};
    reader.checkHost(*url);
    reader.result.ignored = leftOut + reader.result.ignored;
    for (qsizetype i = 1; i < commands->size(); ++i)
        reader.result.ignored.append(QStringLiteral("| ") + toolName(commands->at(i).value(0)));
    reader.result.profile.url = *url;
    reader.result.profile.sendOnConnect = messages + reader.result.profile.sendOnConnect;
    return reader.result;
}

} // namespace settings
