// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/profilesecrets.h"

#include "core/base/redact.h"
#include "core/settings/profiletexts.h"

#include <QRegularExpression>

namespace settings {
namespace {

//! Takes secrets out of texts; one for each profile.
class Separator
{
public:
    explicit Separator(Profile &profile) : m_profile(profile) { }
    void run();

private:
    QString put(const QString &name, const QString &value);
    void whole(const QString &name, QString &text);
    void whole(const QString &name, QByteArray &text);
    void fields(const QString &prefix, QList<ws::HeaderField> &fields, bool all);
    void address(const QString &prefix, QString &text);
    QString pathAndQuery(const QString &prefix, const QString &tail);
    void message(const QString &prefix, QString &text);
    void message(const QString &prefix, QByteArray &text);
    void proxy();
    void forgetUnused();

    Profile &m_profile;
    VariableMap m_secrets;
    QString m_allTexts; //!< Whatever may hold a reference.
};

//! Nothing but references, and the words that go before them in a field.
bool isReference(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(R"(\A((Basic|Bearer|Token) )?(\$\{[^}]*\})+\z)"));
    return form.match(text).hasMatch();
}

QString freeName(const VariableMap &taken, const QString &wanted)
{
    QString name = wanted;
    for (int n = 2; taken.contains(name); ++n)
        name = wanted + QStringLiteral("-%1").arg(n);
    return name;
}

QString Separator::put(const QString &name, const QString &value)
{
    QString clean = name;
    clean.remove(u'}');
    const QString key = freeName(m_secrets, clean);
    m_secrets.insert(key, value);
    return QStringLiteral("${secret:%1}").arg(key);
}

void Separator::whole(const QString &name, QString &text)
{
    if (!text.isEmpty() && !isReference(text))
        text = put(name, text);
    m_allTexts += text + u'\n';
}

void Separator::whole(const QString &name, QByteArray &text)
{
    QString changed = QString::fromUtf8(text);
    whole(name, changed);
    text = changed.toUtf8();
}

void Separator::fields(const QString &prefix, QList<ws::HeaderField> &fields, bool all)
{
    for (ws::HeaderField &field : fields) {
        if (all || base::isSecretHeader(field.name))
            whole(prefix + QString::fromUtf8(field.name), field.value);
        m_allTexts += QString::fromUtf8(field.value) + u'\n';
    }
}

QString Separator::pathAndQuery(const QString &prefix, const QString &tail)
{
    const qsizetype question = tail.indexOf(u'?');
    QStringList segments = tail.left(question < 0 ? tail.size() : question).split(u'/');
    for (QString &segment : segments) {
        if (base::looksLikeToken(segment.toUtf8()))
            segment = put(prefix + QStringLiteral("path"), segment);
    }
    QString out = segments.join(u'/');
    if (question < 0)
        return out;
    QStringList items = tail.mid(question + 1).split(u'&');
    for (QString &item : items) {
        const qsizetype equals = item.indexOf(u'=');
        const QString name = item.left(std::max<qsizetype>(equals, 0));
        const QString value = item.mid(equals + 1);
        if (!value.isEmpty() && !isReference(value) && (isSecretName(name) || base::looksLikeToken(value.toUtf8())))
            item = item.left(equals + 1) + put(prefix + (name.isEmpty() ? QStringLiteral("query") : name), value);
    }
    return out + u'?' + items.join(u'&');
}

void Separator::address(const QString &prefix, QString &text)
{
    static const QRegularExpression form(
        QStringLiteral(R"(\A([A-Za-z][A-Za-z0-9+.-]*://)?(?:([^/?#@]*)@)?([^/?#]*)(.*)\z)"),
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = form.match(text);
    QString login = match.captured(2);
    if (!login.isEmpty() && !isReference(login))
        login = put(prefix + QStringLiteral("login"), login);
    text = match.captured(1) + (login.isEmpty() ? QString() : login + u'@') + match.captured(3)
        + pathAndQuery(prefix, match.captured(4));
    m_allTexts += text + u'\n';
}

// `"password":"…"` and the like in JSON, and `password=…` in a form.
void Separator::message(const QString &prefix, QString &text)
{
    static const QRegularExpression form(
        QStringLiteral(
            R"re((?:"([A-Za-z0-9_.-]*(?:token|secret|passw|passphrase|api_?-?key|credential|authorization|jwt)[A-Za-z0-9_.-]*)"\s*:\s*"((?:[^"\\]|\\.)+)")|(?:(?:\A|&)((?:access_|client_)?(?:token|secret|password|api_?key))=([^&\s]+)))re"),
        QRegularExpression::CaseInsensitiveOption);
    QString out;
    qsizetype from = 0;
    for (auto each = form.globalMatch(text); each.hasNext();) {
        const auto match = each.next();
        const int group = match.capturedStart(2) >= 0 ? 2 : 4;
        if (isReference(match.captured(group)))
            continue;
        out += text.mid(from, match.capturedStart(group) - from)
            + put(prefix + match.captured(group - 1), match.captured(group));
        from = match.capturedEnd(group);
    }
    text = out + text.mid(from);
    m_allTexts += text + u'\n';
}

void Separator::message(const QString &prefix, QByteArray &text)
{
    QString changed = QString::fromUtf8(text);
    message(prefix, changed);
    text = changed.toUtf8();
}

void Separator::proxy()
{
    QUrl &url = m_profile.proxy.url;
    QString password = url.password(QUrl::FullyDecoded);
    whole(QStringLiteral("proxy.password"), password);
    if (!password.isEmpty())
        url.setPassword(password, QUrl::DecodedMode);
    m_allTexts += url.userName(QUrl::FullyDecoded) + u'\n';
}

void Separator::run()
{
    m_secrets = m_profile.secrets;
    for (auto each = m_profile.variables.begin(); each != m_profile.variables.end(); ++each) {
        if (isSecretName(each.key()))
            whole(each.key(), *each);
        m_allTexts += *each + u'\n';
    }
    if (m_profile.address.isEmpty())
        m_profile.address = escaped(m_profile.url.toString(QUrl::FullyEncoded));
    address(QStringLiteral("address."), m_profile.address);
    address(QStringLiteral("before."), m_profile.before.address);
    fields(QStringLiteral("header."), m_profile.headers, false);
    fields(QStringLiteral("before."), m_profile.before.headers, false);
    fields(QStringLiteral("cookie."), m_profile.cookies, true);
    for (QByteArray &subprotocol : m_profile.subprotocols) {
        if (base::looksLikeToken(subprotocol))
            whole(QStringLiteral("subprotocol"), subprotocol);
        m_allTexts += QString::fromUtf8(subprotocol) + u'\n';
    }
    Authentication &authentication = m_profile.authentication;
    whole(QStringLiteral("password"), authentication.password);
    whole(QStringLiteral("token"), authentication.token);
    message(QStringLiteral("message."), authentication.message);
    message(QStringLiteral("before."), m_profile.before.body);
    for (QByteArray &text : m_profile.sendOnConnect)
        message(QStringLiteral("message."), text);
    whole(QStringLiteral("keyPassphrase"), m_profile.tls.keyPassphrase);
    proxy();
    m_allTexts += authentication.user + u'\n' + QString::fromUtf8(m_profile.origin);
    forgetUnused();
    if (!usesVariables(m_profile.address))
        m_profile.address.clear();
}

void Separator::forgetUnused()
{
    QString texts = m_allTexts;
    for (const QString &value : std::as_const(m_secrets))
        texts += value + u'\n'; // One may use another.
    m_profile.secrets.clear();
    for (auto each = m_secrets.cbegin(); each != m_secrets.cend(); ++each) {
        if (texts.contains(QStringLiteral("${secret:%1}").arg(each.key())))
            m_profile.secrets.insert(each.key(), each.value());
    }
}

} // namespace

bool isSecretName(const QString &name)
{
    static const QRegularExpression form(
        QStringLiteral("token|secret|passw|passphrase|key|auth|jwt|credential|signature|\\Asig\\z|ticket|session"),
        QRegularExpression::CaseInsensitiveOption);
    return form.match(name).hasMatch();
}

Profile withSecretsApart(Profile profile)
{
    // What was not written with variables has none: its `${` are literal.
    if (!profile.expands)
        profile = withLiteralTexts(std::move(profile));
    Separator(profile).run();
    return profile;
}

} // namespace settings
