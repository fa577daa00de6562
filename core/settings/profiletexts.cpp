// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/profiletexts.h"

#include "core/settings/address.h"
#include "core/ws/handshake/grammar.h"

#include <QMultiHash>

#include <algorithm>

namespace settings {
namespace {

using base::Unexpected;
using Visit = std::function<void(QString &text, const QString &where)>;

// Bytes that are no UTF-8 stay as they are unless the visitor changes them.
void visitBytes(QByteArray &bytes, const QString &where, const Visit &visit)
{
    const QString before = QString::fromUtf8(bytes);
    QString text = before;
    visit(text, where);
    if (text != before)
        bytes = text.toUtf8();
}

void visitFields(QList<ws::HeaderField> &fields, const QString &where, const Visit &visit)
{
    for (qsizetype i = 0; i < fields.size(); ++i) {
        const QString at = QStringLiteral("%1[%2]").arg(where).arg(i);
        visitBytes(fields[i].name, at + QStringLiteral(".name"), visit);
        visitBytes(fields[i].value, at + QStringLiteral(".value"), visit);
    }
}

void visitStep(HttpStep &step, const Visit &visit)
{
    visitFields(step.headers, QStringLiteral("before.headers"), visit);
    visit(step.body, QStringLiteral("before.body"));
}

void visitProxy(net::ProxyChoice &proxy, const Visit &visit)
{
    QString user = proxy.url.userName(QUrl::FullyDecoded);
    QString password = proxy.url.password(QUrl::FullyDecoded);
    visit(user, QStringLiteral("proxy.user"));
    visit(password, QStringLiteral("proxy.password"));
    if (!user.isEmpty())
        proxy.url.setUserName(user, QUrl::DecodedMode);
    if (!password.isEmpty())
        proxy.url.setPassword(password, QUrl::DecodedMode);
}

// Where a text that visitTexts() visits goes.
Place placeOf(const Profile &profile, const QString &where)
{
    if (where.endsWith(QLatin1String(".name")) || where == QLatin1String("subprotocols"))
        return Place::Token;
    if (where.startsWith(QLatin1String("cookies[")))
        return Place::Cookie;
    if (where.startsWith(QLatin1String("headers["))) {
        const qsizetype field = where.mid(8, where.indexOf(u']') - 8).toLongLong();
        return ws::equalsIgnoringCase(profile.headers.value(field).name, "Cookie") ? Place::Cookie : Place::Header;
    }
    const bool isMessage = where.startsWith(QLatin1String("onConnect["))
        || where == QLatin1String("authentication.message") || where == QLatin1String("authentication.reply");
    return isMessage ? Place::Message : Place::Header;
}

// A value in the host must not become a path, and one in the path or the query must not become another item.
base::Expected<QString, VariableError> expandAddress(
    const QString &address, const Variables &variables, const QString &where, ExpansionBudget *shared = nullptr)
{
    const qsizetype slashes = address.indexOf(QLatin1String("://"));
    const qsizetype authority = slashes < 0 ? 0 : slashes + 3;
    const auto isEnd = [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; };
    const qsizetype tail = std::find_if(address.begin() + authority, address.end(), isEnd) - address.begin();
    const auto failed = [&](VariableError error) {
        error.where = where;
        return Unexpected{error};
    };
    const auto front = variables.expand(address.left(tail), Place::Host, shared);
    if (!front)
        return failed(front.error());
    const qsizetype begin = front->indexOf(QLatin1String("://"));
    const QString host = front->mid(begin < 0 ? 0 : begin + 3);
    if (std::ranges::any_of(host, [&](QChar c) { return isEnd(c) || c == u'\\' || c.isSpace(); }))
        return failed({.reason = VariableError::Reason::Unfit, .name = QStringLiteral("host"), .where = {}});
    const auto back = variables.expand(address.mid(tail), Place::AddressPart, shared);
    if (!back)
        return failed(back.error());
    return *front + *back;
}

//! Puts the values of variables into one text after the other, until one has none.
class TextExpander
{
public:
    explicit TextExpander(const Variables &variables) : m_variables(variables) { }

    void expand(QString &text, const QString &where, Place place)
    {
        if (m_problem)
            return;
        const auto value = m_variables.expand(text, place, &m_budget);
        if (value)
            text = *value;
        else
            m_problem = VariableError{.reason = value.error().reason, .name = value.error().name, .where = where};
    }
    [[nodiscard]] const std::optional<VariableError> &problem() const { return m_problem; }
    [[nodiscard]] ExpansionBudget *budget() { return &m_budget; }

private:
    const Variables &m_variables;
    ExpansionBudget m_budget = ExpansionBudget::ofProfile();
    std::optional<VariableError> m_problem;
};

} // namespace

void visitTexts(Profile &profile, const Visit &visit)
{
    visitFields(profile.headers, QStringLiteral("headers"), visit);
    visitFields(profile.cookies, QStringLiteral("cookies"), visit);
    for (QByteArray &subprotocol : profile.subprotocols)
        visitBytes(subprotocol, QStringLiteral("subprotocols"), visit);
    visitBytes(profile.origin, QStringLiteral("origin"), visit);
    Authentication &authentication = profile.authentication;
    visit(authentication.user, QStringLiteral("authentication.user"));
    visit(authentication.password, QStringLiteral("authentication.password"));
    visit(authentication.token, QStringLiteral("authentication.token"));
    visit(authentication.queryName, QStringLiteral("authentication.name"));
    visit(authentication.message, QStringLiteral("authentication.message"));
    visit(authentication.answer.text, QStringLiteral("authentication.reply"));
    for (qsizetype i = 0; i < profile.sendOnConnect.size(); ++i)
        visitBytes(profile.sendOnConnect[i], QStringLiteral("onConnect[%1].text").arg(i), visit);
    for (auto reply = profile.replies.begin(); reply != profile.replies.end(); ++reply)
        visit(reply->text, QStringLiteral("onConnect[%1].reply").arg(reply.key()));
    visit(profile.tls.caFile, QStringLiteral("tls.caFile"));
    visit(profile.tls.certificateFile, QStringLiteral("tls.certificateFile"));
    visit(profile.tls.keyFile, QStringLiteral("tls.keyFile"));
    visit(profile.tls.keyPassphrase, QStringLiteral("tls.keyPassphrase"));
    visit(profile.tls.serverName, QStringLiteral("tls.serverName"));
    visitProxy(profile.proxy, visit);
}

Profile withLiteralTexts(Profile profile)
{
    if (profile.expands)
        return profile;
    const auto escape = [](QString &text, const QString &) { text = escaped(text); };
    visitTexts(profile, escape);
    visitStep(profile.before, escape);
    profile.before.address = escaped(profile.before.address);
    profile.address.clear();
    profile.expands = true;
    return profile;
}

Variables variablesOf(const Profile &profile, const VariableMap &fetched)
{
    Variables variables;
    variables.own = profile.variables;
    variables.secrets = profile.secrets;
    variables.fetched = fetched;
    if (profile.withheld.reason != Withheld::Reason::Nothing) {
        variables.secrets.clear();
        variables.environment = {};
    }
    if (!profile.authentication.token.isEmpty() && !variables.own.contains(QStringLiteral("token")))
        variables.own.insert(QStringLiteral("token"), profile.authentication.token);
    return variables;
}

base::Expected<Profile, VariableError> resolved(const Profile &profile, const VariableMap &fetched)
{
    if (!profile.expands)
        return profile;
    Profile result = profile;
    const Variables variables = variablesOf(profile, fetched);
    TextExpander expander(variables);
    visitTexts(
        result, [&](QString &text, const QString &where) { expander.expand(text, where, placeOf(profile, where)); });
    if (expander.problem())
        return Unexpected{*expander.problem()};
    result.expands = false;
    if (profile.address.isEmpty())
        return result;
    const auto address = expandAddress(profile.address, variables, QStringLiteral("address"), expander.budget());
    if (!address)
        return Unexpected{address.error()};
    const auto url = parseAddress(*address);
    if (!url)
        return Unexpected{
            VariableError{.reason = VariableError::Reason::Unfit, .name = {}, .where = QStringLiteral("address")}};
    result.url = *url;
    return result;
}

base::Expected<HttpStep, VariableError> resolvedStep(const Profile &profile)
{
    HttpStep step = profile.before;
    if (!profile.expands)
        return step;
    const Variables variables = variablesOf(profile);
    TextExpander expander(variables);
    visitStep(step, [&](QString &text, const QString &where) { expander.expand(text, where, Place::Text); });
    if (expander.problem())
        return Unexpected{*expander.problem()};
    const auto address = expandAddress(step.address, variables, QStringLiteral("before.address"), expander.budget());
    if (!address)
        return Unexpected{address.error()};
    step.address = *address;
    return step;
}

void setOnConnect(Profile &profile, const QList<QByteArray> &messages)
{
    decltype(profile.replies) replies;
    QMultiHash<QByteArray, int> left; // Each stays once, the first of equals first.
    for (int i = static_cast<int>(profile.sendOnConnect.size()) - 1; i >= 0; --i)
        left.insert(profile.sendOnConnect[i], i);
    for (int i = 0; i < messages.size(); ++i) {
        const auto before = left.find(messages[i]);
        if (before == left.end())
            continue;
        if (const auto rule = profile.replies.find(*before); rule != profile.replies.end())
            replies.insert(i, *rule);
        left.erase(before);
    }
    profile.replies = replies;
    profile.sendOnConnect = messages;
}

base::Expected<QUrl, VariableError> shownUrl(const Profile &profile)
{
    if (profile.address.isEmpty())
        return profile.url;
    Variables variables = variablesOf(profile);
    for (const QString &name : profile.before.fills.keys())
        variables.fetched.insert(name, QStringLiteral("…"));
    const auto address = expandAddress(profile.address, variables, QStringLiteral("address"));
    if (!address)
        return Unexpected{address.error()};
    const auto url = parseAddress(*address);
    if (!url)
        return Unexpected{
            VariableError{.reason = VariableError::Reason::Unfit, .name = {}, .where = QStringLiteral("address")}};
    return *url;
}

Profile withShownUrl(Profile profile)
{
    if (const auto url = shownUrl(profile))
        profile.url = *url;
    return profile;
}

} // namespace settings
