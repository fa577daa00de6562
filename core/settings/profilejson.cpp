// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/profilejson.h"

#include "core/decoders/catalog.h"
#include "core/settings/address.h"
#include "core/settings/certificateexception.h"
#include "core/settings/fieldreader.h"
#include "core/settings/policyjson.h"
#include "core/settings/redirectconsent.h"

#include <QRegularExpression>

namespace settings {
namespace {

QString key(const char *name) { return QString::fromLatin1(name); }

QJsonArray fields(const QList<ws::HeaderField> &headers)
{
    QJsonArray array;
    for (const ws::HeaderField &field : headers)
        array.append(
            QJsonObject{{key("name"), QString::fromUtf8(field.name)}, {key("value"), QString::fromUtf8(field.value)}});
    return array;
}

QList<ws::HeaderField> readFields(FieldReader &reader, const char *name)
{
    QList<ws::HeaderField> headers;
    for (FieldReader each : reader.objects(name))
        headers.append({.name = each.text("name").toUtf8(), .value = each.text("value").toUtf8()});
    return headers;
}

QJsonObject map(const VariableMap &variables)
{
    QJsonObject object;
    for (auto each = variables.cbegin(); each != variables.cend(); ++each)
        object[each.key()] = each.value();
    return object;
}

QJsonValue reply(const ReplyRule &rule)
{
    QJsonObject object{{key("timeout"), std::chrono::duration<double, std::milli>(rule.timeout).count()}};
    if (!rule.required)
        object[key("required")] = false;
    switch (rule.kind) {
    case ReplyRule::Kind::None: return QJsonValue::Null;
    case ReplyRule::Kind::Any: object[key("any")] = true; break;
    case ReplyRule::Kind::Contains: object[key("contains")] = rule.text; break;
    case ReplyRule::Kind::JsonEquals:
        object[key("path")] = rule.path;
        object[key("equals")] = rule.text;
        break;
    }
    return object;
}

QString nameOf(CaptureSecrets secrets)
{
    switch (secrets) {
    case CaptureSecrets::Auto: return key("auto");
    case CaptureSecrets::Keep: return key("keep");
    case CaptureSecrets::LeaveOut: return key("leave-out");
    }
    return {};
}

ReplyRule readReply(FieldReader reader)
{
    ReplyRule rule;
    rule.timeout = reader.milliseconds("timeout", rule.timeout, 100ms, 120s);
    rule.required = reader.flag("required", rule.required);
    if (reader.has("path")) {
        rule.kind = ReplyRule::Kind::JsonEquals;
        rule.path = reader.text("path");
        rule.text = reader.text("equals");
    } else if (reader.has("contains")) {
        rule.kind = ReplyRule::Kind::Contains;
        rule.text = reader.text("contains");
    } else if (reader.flag("any", false)) {
        rule.kind = ReplyRule::Kind::Any;
    }
    return rule;
}

QJsonArray onConnect(const Profile &profile)
{
    QJsonArray array;
    for (int i = 0; i < profile.sendOnConnect.size(); ++i) {
        QJsonObject message{{key("text"), QString::fromUtf8(profile.sendOnConnect[i])}};
        if (const ReplyRule rule = profile.replies.value(i); rule.kind != ReplyRule::Kind::None)
            message[key("reply")] = reply(rule);
        array.append(message);
    }
    return array;
}

void readOnConnect(FieldReader &reader, Profile &profile)
{
    for (FieldReader each : reader.objects("onConnect")) {
        if (each.has("reply"))
            profile.replies.insert(static_cast<int>(profile.sendOnConnect.size()), readReply(each.object("reply")));
        profile.sendOnConnect.append(each.text("text").toUtf8());
    }
}

QJsonObject authentication(const Authentication &authentication)
{
    using Kind = Authentication::Kind;
    static constexpr std::array words{"none", "basic", "bearer", "digest", "query", "message"};
    QJsonObject object{{key("kind"), key(words[static_cast<std::size_t>(authentication.kind)])}};
    const Kind kind = authentication.kind;
    if (kind == Kind::Basic || kind == Kind::Digest) {
        object[key("user")] = authentication.user;
        object[key("password")] = authentication.password;
    }
    if (kind == Kind::Bearer || kind == Kind::Query || kind == Kind::FirstMessage)
        object[key("token")] = authentication.token;
    if (kind == Kind::Query)
        object[key("name")] = authentication.queryName;
    if (kind == Kind::FirstMessage) {
        object[key("message")] = authentication.message;
        object[key("reply")] = reply(authentication.answer);
    }
    return object;
}

Authentication readAuthentication(FieldReader reader)
{
    Authentication authentication;
    authentication.kind = static_cast<Authentication::Kind>(
        reader.choice("kind", {"none", "basic", "bearer", "digest", "query", "message"}));
    authentication.user = reader.text("user");
    authentication.password = reader.text("password");
    authentication.token = reader.text("token");
    authentication.queryName = reader.text("name", authentication.queryName);
    authentication.message = reader.text("message");
    if (authentication.kind == Authentication::Kind::FirstMessage && reader.isObject("reply"))
        authentication.answer = readReply(reader.object("reply"));
    return authentication;
}

QJsonObject tls(const net::TlsSettings &tls)
{
    QJsonArray exceptions;
    for (auto each = tls.exceptions.cbegin(); each != tls.exceptions.cend(); ++each)
        exceptions.append(
            QJsonObject{{key("for"), each.key()}, {key("sha256"), QString::fromLatin1(each.value().toHex(':'))}});
    return {{key("caFile"), tls.caFile}, {key("certificateFile"), tls.certificateFile}, {key("keyFile"), tls.keyFile},
        {key("keyPassphrase"), tls.keyPassphrase}, {key("serverName"), tls.serverName},
        {key("minimum"), tls.minimum == net::TlsSettings::Minimum::Tls13 ? key("1.3") : key("1.2")},
        {key("exceptions"), exceptions}};
}

// An exception for any host, or for part of a fingerprint, would be none.
void readException(FieldReader reader, net::TlsSettings &tls)
{
    const auto authority = exceptionAuthority(reader.text("for"));
    const QByteArray leaf = QByteArray::fromHex(reader.text("sha256").remove(u':').toLatin1());
    if (!authority)
        reader.complain("for", QStringLiteral("not written host:port"));
    else if (tls.exceptions.contains(*authority))
        reader.complain("for", QStringLiteral("has two exceptions"));
    if (leaf.size() != 32)
        reader.complain("sha256", QStringLiteral("not 32 bytes in hexadecimal"));
    tls.exceptions.insert(authority.value_or(QString()), leaf);
}

net::TlsSettings readTls(FieldReader reader)
{
    net::TlsSettings tls;
    tls.caFile = reader.text("caFile");
    tls.certificateFile = reader.text("certificateFile");
    tls.keyFile = reader.text("keyFile");
    tls.keyPassphrase = reader.text("keyPassphrase");
    tls.serverName = reader.text("serverName");
    tls.minimum = static_cast<net::TlsSettings::Minimum>(reader.choice("minimum", {"1.2", "1.3"}));
    for (const FieldReader &each : reader.objects("exceptions"))
        readException(each, tls);
    if (reader.isObject("exception")) // As it was written when there was but one.
        readException(reader.object("exception"), tls);
    return tls;
}

QJsonObject proxy(const net::ProxyChoice &proxy)
{
    static constexpr std::array words{"none", "system", "http", "socks5"};
    QJsonObject object{{key("kind"), key(words[static_cast<std::size_t>(proxy.kind)])}};
    if (proxy.kind == net::ProxyChoice::Kind::Http || proxy.kind == net::ProxyChoice::Kind::Socks5) {
        object[key("host")] = proxy.url.host(QUrl::FullyDecoded);
        object[key("port")] = proxy.url.port(proxy.kind == net::ProxyChoice::Kind::Http ? 8080 : 1080);
        object[key("user")] = proxy.url.userName(QUrl::FullyDecoded);
        object[key("password")] = proxy.url.password(QUrl::FullyDecoded);
    }
    return object;
}

net::ProxyChoice readProxy(FieldReader reader)
{
    net::ProxyChoice proxy;
    proxy.kind = static_cast<net::ProxyChoice::Kind>(reader.choice("kind", {"none", "system", "http", "socks5"}));
    if (proxy.kind != net::ProxyChoice::Kind::Http && proxy.kind != net::ProxyChoice::Kind::Socks5)
        return proxy;
    const bool isHttp = proxy.kind == net::ProxyChoice::Kind::Http;
    proxy.url.setScheme(isHttp ? key("http") : key("socks5"));
    proxy.url.setHost(reader.text("host"));
    proxy.url.setPort(reader.whole("port", isHttp ? 8080 : 1080, 1, 65'535));
    proxy.url.setUserName(reader.text("user"), QUrl::DecodedMode);
    proxy.url.setPassword(reader.text("password"), QUrl::DecodedMode);
    if (proxy.url.host().isEmpty())
        reader.complain("host", QStringLiteral("not the name or address of a host"));
    return proxy;
}

QJsonObject step(const HttpStep &step)
{
    return {{key("enabled"), step.enabled}, {key("method"), step.method}, {key("address"), step.address},
        {key("headers"), fields(step.headers)}, {key("body"), step.body}, {key("fills"), map(step.fills)}};
}

HttpStep readStep(FieldReader reader)
{
    HttpStep step;
    step.enabled = reader.flag("enabled", step.enabled);
    step.method = reader.text("method", step.method);
    step.address = reader.text("address");
    step.headers = readFields(reader, "headers");
    step.body = reader.text("body");
    step.fills = reader.map("fills");
    return step;
}

// What is found by sniffing is not written.
QJsonObject reading(const decoders::ReadingChoice &reading)
{
    QJsonObject object;
    if (reading.wrapping)
        object[key("decode")] = QString(decoders::nameOf(*reading.wrapping));
    if (reading.base64)
        object[key("base64")] = true;
    if (reading.hex)
        object[key("hex")] = true;
    if (reading.split)
        object[key("split")] = QString(decoders::nameOf(*reading.split));
    if (!reading.format.isEmpty())
        object[key("format")] = reading.format;
    return object;
}

decoders::ReadingChoice readReading(FieldReader reader)
{
    decoders::ReadingChoice reading;
    reading.base64 = reader.flag("base64", false);
    reading.hex = reader.flag("hex", false);
    if (const QString name = reader.text("decode"); !name.isEmpty()) {
        reading.wrapping = decoders::wrappingNamed(name);
        if (!reading.wrapping)
            reader.complain("decode", QStringLiteral("no such compression"));
    }
    if (const QString name = reader.text("split"); !name.isEmpty()) {
        reading.split = decoders::splitNamed(name);
        if (!reading.split)
            reader.complain("split", QStringLiteral("no such way to divide a message"));
    }
    reading.format = reader.text("format");
    if (!reading.format.isEmpty() && decoders::decoderNumber(QLatin1StringView(reading.format.toLatin1())) < 0)
        reader.complain("format", QStringLiteral("no such format"));
    return reading;
}

void readAddress(FieldReader &reader, Profile &profile)
{
    const QString address = reader.text("address");
    if (usesVariables(address)) {
        profile.address = address;
        return;
    }
    const auto url = parseAddress(QString(address).replace(QLatin1String("$${"), QLatin1String("${")));
    if (url)
        profile.url = *url;
    else
        reader.complain("address", QStringLiteral("not the address of a WebSocket"));
}

} // namespace

QJsonObject toJson(const Profile &profile)
{
    QJsonArray subprotocols;
    for (const QByteArray &each : profile.subprotocols)
        subprotocols.append(QString::fromUtf8(each));
    QJsonObject object = policyjson::write(profile.policy);
    object[key("version")] = 1;
    object[key("address")]
        = profile.address.isEmpty() ? escaped(profile.url.toString(QUrl::FullyEncoded)) : profile.address;
    object[key("headers")] = fields(profile.headers);
    object[key("subprotocols")] = subprotocols;
    object[key("origin")] = QString::fromUtf8(profile.origin);
    object[key("cookies")] = fields(profile.cookies);
    object[key("authentication")] = authentication(profile.authentication);
    object[key("onConnect")] = onConnect(profile);
    object[key("variables")] = map(profile.variables);
    object[key("before")] = step(profile.before);
    object[key("tls")] = tls(profile.tls);
    object[key("proxy")] = proxy(profile.proxy);
    object[key("followRedirects")] = profile.followRedirects;
    object[key("redirectsTo")] = QJsonArray::fromStringList(profile.redirectsTo);
    object[key("compression")] = policyjson::write(profile.compression);
    object[key("limits")] = policyjson::write(profile.limits);
    object[key("readOnly")] = profile.sending.readOnly;
    object[key("sending")] = policyjson::write(profile.sending);
    object[key("reading")] = reading(profile.reading);
    object[key("captureSecrets")] = nameOf(profile.captureSecrets);
    object[key("colour")] = profile.colour;
    return object;
}

base::Expected<Profile, QString> profileFromJson(const QJsonObject &object)
{
    QString problem;
    FieldReader reader(object, problem);
    Profile profile;
    profile.expands = true;
    if (reader.whole("version", 1, 1, 1'000'000) > 1)
        reader.complain("version", QStringLiteral("written by a later version of this program"));
    readAddress(reader, profile);
    profile.headers = readFields(reader, "headers");
    for (const QString &each : reader.texts("subprotocols"))
        profile.subprotocols.append(each.toUtf8());
    profile.origin = reader.text("origin").toUtf8();
    profile.cookies = readFields(reader, "cookies");
    profile.authentication = readAuthentication(reader.object("authentication"));
    readOnConnect(reader, profile);
    profile.variables = reader.map("variables");
    profile.before = readStep(reader.object("before"));
    profile.tls = readTls(reader.object("tls"));
    profile.proxy = readProxy(reader.object("proxy"));
    profile.followRedirects = reader.flag("followRedirects", false);
    for (const QString &each : reader.texts("redirectsTo")) {
        if (const auto server = agreedServer(each))
            profile.redirectsTo.append(*server);
        else
            reader.complain("redirectsTo", QStringLiteral("not written wss://host:port"));
    }
    profile.policy = policyjson::readPolicy(reader);
    profile.compression = policyjson::readCompression(reader.object("compression"));
    profile.limits = policyjson::readLimits(reader.object("limits"));
    profile.sending = policyjson::readSending(reader.object("sending"));
    profile.sending.readOnly = reader.flag("readOnly", false);
    profile.reading = readReading(reader.object("reading"));
    profile.captureSecrets
        = static_cast<CaptureSecrets>(reader.choice("captureSecrets", {"auto", "keep", "leave-out"}));
    profile.colour = reader.text("colour");
    static const QRegularExpression colour(QStringLiteral("\\A(#[0-9a-fA-F]{6})?\\z"));
    if (!colour.match(profile.colour).hasMatch())
        reader.complain("colour", QStringLiteral("not written #rrggbb"));
    if (!problem.isEmpty())
        return base::Unexpected{problem};
    return profile;
}

QJsonObject withUnknownKeys(const QJsonObject &written, const QJsonObject &before)
{
    // What stands in these belongs to the person: a name that is gone was taken out.
    static const QStringList whole{key("variables"), key("fills")};
    QJsonObject merged = written;
    for (auto each = before.begin(); each != before.end(); ++each) {
        if (!written.contains(each.key()))
            merged[each.key()] = each.value();
        else if (each.value().isObject() && written[each.key()].isObject() && !whole.contains(each.key()))
            merged[each.key()] = withUnknownKeys(written[each.key()].toObject(), each.value().toObject());
    }
    // Known keys that the profile no longer has.
    if (written.contains(key("exceptions")))
        merged.remove(key("exception"));
    if (before.contains(key("offered"))) {
        for (const char *bits : {"serverMaxWindowBits", "clientMaxWindowBits"}) {
            if (!written.contains(key(bits)))
                merged.remove(key(bits));
        }
    }
    return merged;
}

} // namespace settings
