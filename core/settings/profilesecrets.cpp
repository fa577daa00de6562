// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/profilesecrets.h"

#include "core/base/secrets.h"
#include "core/settings/profiletexts.h"

namespace settings {
namespace {

using base::FoundSecret;
using base::FoundSecrets;
using base::Judgement;

//! Takes secrets out of texts; one for each profile.
class Separator
{
public:
    explicit Separator(Profile &profile) : m_profile(profile) { }
    void run();
    [[nodiscard]] SecretsMoved what() const { return m_what; }

private:
    QString put(const QString &name, const QString &value);
    void whole(const QString &name, QString &text);
    void whole(const QString &name, QByteArray &text);
    void replace(const QString &prefix, QByteArray &text, const FoundSecrets &found);
    void field(const QString &prefix, const QByteArray &name, QByteArray &value);
    void fields(const QString &prefix, QList<ws::HeaderField> &fields);
    void address(const QString &prefix, QString &text);
    void message(const QString &prefix, QString &text);
    void message(const QString &prefix, QByteArray &text);
    void note(QStringList &names, const QString &name) const;
    void variables();
    void subprotocols();
    void authentication();
    void replies();
    void heartbeat();
    void proxy();
    void forgetUnused();

    Profile &m_profile;
    VariableMap m_secrets;
    SecretsMoved m_what;
    QString m_allTexts; //!< Whatever may hold a reference.
};

QString freeSecretName(const VariableMap &taken, const QString &wanted)
{
    QString name = wanted;
    for (int n = 2; taken.contains(name); ++n)
        name = wanted + QStringLiteral("-%1").arg(n);
    return name;
}

// A name is foreign text that stands between braces.
QString secretNameFrom(const QString &name)
{
    constexpr qsizetype longest = 160;
    QString clean;
    for (const QChar c : name.left(longest)) {
        if (c != u'{' && c != u'}' && c != u'$' && c.isPrint())
            clean += c;
    }
    return clean;
}

void Separator::note(QStringList &names, const QString &name) const
{
    if (const QString clean = secretNameFrom(name); !names.contains(clean))
        names.append(clean);
}

QString Separator::put(const QString &name, const QString &value)
{
    const QString key = freeSecretName(m_secrets, secretNameFrom(name));
    m_secrets.insert(key, value);
    if (m_profile.secrets.value(key) != value) // It was there before.
        note(m_what.moved, key);
    return QStringLiteral("${secret:%1}").arg(key);
}

void Separator::whole(const QString &name, QString &text)
{
    if (!text.isEmpty() && !base::isReference(text.toUtf8()))
        text = put(name, text);
    m_allTexts += text + u'\n';
}

void Separator::whole(const QString &name, QByteArray &text)
{
    QString changed = QString::fromUtf8(text);
    whole(name, changed);
    text = changed.toUtf8();
}

void Separator::replace(const QString &prefix, QByteArray &text, const FoundSecrets &found)
{
    QByteArray out;
    qsizetype from = 0;
    for (const FoundSecret &each : found) {
        const QString name = prefix + (each.name.isEmpty() ? QStringLiteral("text") : QString::fromUtf8(each.name));
        if (each.judgement != Judgement::Secret) {
            note(m_what.stayed, name);
            continue;
        }
        if (each.unjudged)
            note(m_what.unjudged, freeSecretName(m_secrets, secretNameFrom(name)));
        out += text.mid(from, each.at - from) + put(name, QString::fromUtf8(text.mid(each.at, each.size))).toUtf8();
        from = each.at + each.size;
    }
    text = out + text.mid(from);
    m_allTexts += QString::fromUtf8(text) + u'\n';
}

void Separator::field(const QString &prefix, const QByteArray &name, QByteArray &value)
{
    FoundSecrets found = base::secretsInField(name, value);
    const bool isWhole = found.size() == 1 && found.front().size == value.trimmed().size();
    if (isWhole && found.front().judgement == Judgement::Secret && !found.front().unjudged)
        return whole(prefix + QString::fromUtf8(name), value);
    for (FoundSecret &each : found)
        each.name = name + each.name.mid(name.size()); // As it is written.
    replace(prefix, value, found);
}

void Separator::fields(const QString &prefix, QList<ws::HeaderField> &fields)
{
    for (ws::HeaderField &each : fields)
        field(prefix, each.name, each.value);
}

void Separator::address(const QString &prefix, QString &text)
{
    QByteArray bytes = text.toUtf8();
    replace(prefix, bytes, base::secretsInAddress(bytes));
    text = QString::fromUtf8(bytes);
}

void Separator::message(const QString &prefix, QString &text)
{
    QByteArray bytes = text.toUtf8();
    replace(prefix, bytes, base::secretsInMessage(bytes));
    text = QString::fromUtf8(bytes);
}

void Separator::message(const QString &prefix, QByteArray &text)
{
    const FoundSecrets found = base::secretsInMessage(text);
    replace(prefix, text, found);
}

void Separator::variables()
{
    for (auto each = m_profile.variables.begin(); each != m_profile.variables.end(); ++each) {
        if (base::isSecretName(each.key().toUtf8()) || base::looksLikeToken(each->toUtf8()))
            whole(each.key(), *each);
        else
            message(each.key() + u'.', *each);
    }
}

void Separator::subprotocols()
{
    const QList<Judgement> judged = base::judgeSubprotocols(m_profile.subprotocols);
    for (qsizetype i = 0; i < judged.size(); ++i) {
        QByteArray &text = m_profile.subprotocols[i];
        if (judged[i] == Judgement::Secret)
            whole(QStringLiteral("subprotocol"), text);
        else if (judged[i] == Judgement::Suspect)
            note(m_what.stayed, QStringLiteral("subprotocol"));
        m_allTexts += QString::fromUtf8(text) + u'\n';
    }
}

void Separator::authentication()
{
    Authentication &who = m_profile.authentication;
    whole(QStringLiteral("password"), who.password);
    whole(QStringLiteral("token"), who.token);
    if (base::looksLikeToken(who.user.toUtf8()))
        whole(QStringLiteral("user"), who.user);
    m_allTexts += who.user + u'\n';
    message(QStringLiteral("message."), who.message);
}

// What is compared with an answer may be a secret that the server sends back.
void Separator::replies()
{
    message(QStringLiteral("reply."), m_profile.authentication.answer.text);
    for (ReplyRule &rule : m_profile.replies)
        message(QStringLiteral("reply."), rule.text);
}

// No variables are put in there when connecting: withSecretsInPlace() undoes this.
void Separator::heartbeat()
{
    const auto isOurs = [](const QString &name) {
        return name.startsWith(QLatin1String("heartbeat.")) || name.startsWith(QLatin1String("resume."));
    };
    m_secrets.removeIf([&](const VariableMap::iterator &each) { return isOurs(each.key()); });
    connection::HeartbeatSettings &beat = m_profile.policy.heartbeat;
    if (!beat.binary) {
        message(QStringLiteral("heartbeat."), beat.message);
        message(QStringLiteral("heartbeat."), beat.match.value);
    }
    message(QStringLiteral("resume."), m_profile.sending.resume.syncMessage);
}

void Separator::proxy()
{
    QUrl &url = m_profile.proxy.url;
    QString user = url.userName(QUrl::FullyDecoded);
    QString password = url.password(QUrl::FullyDecoded);
    whole(QStringLiteral("proxy.password"), password);
    if (base::looksLikeToken(user.toUtf8()))
        whole(QStringLiteral("proxy.user"), user);
    if (!user.isEmpty())
        url.setUserName(user, QUrl::DecodedMode);
    if (!password.isEmpty())
        url.setPassword(password, QUrl::DecodedMode);
    m_allTexts += user + u'\n';
}

void Separator::run()
{
    m_profile = withSecretsInPlace(m_profile);
    m_secrets = m_profile.secrets;
    variables();
    if (m_profile.address.isEmpty())
        m_profile.address = escaped(m_profile.url.toString(QUrl::FullyEncoded));
    address(QStringLiteral("address."), m_profile.address);
    address(QStringLiteral("before."), m_profile.before.address);
    fields(QStringLiteral("header."), m_profile.headers);
    fields(QStringLiteral("before."), m_profile.before.headers);
    for (ws::HeaderField &cookie : m_profile.cookies)
        whole(QStringLiteral("cookie.") + QString::fromUtf8(cookie.name), cookie.value);
    field({}, "origin", m_profile.origin);
    subprotocols();
    authentication();
    message(QStringLiteral("before."), m_profile.before.body);
    for (QByteArray &text : m_profile.sendOnConnect)
        message(QStringLiteral("message."), text);
    replies();
    heartbeat();
    whole(QStringLiteral("keyPassphrase"), m_profile.tls.keyPassphrase);
    proxy();
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

// Each name is looked for once, and what was put in is not searched again. A text that would need more than its budget
// stays as it is.
void putSecretsInPlace(QByteArray &text, const VariableMap &secrets)
{
    constexpr QByteArrayView opening("${secret:");
    constexpr qsizetype longestName = 1000;
    ExpansionBudget budget;
    QByteArray out;
    qsizetype from = 0;
    qsizetype end = -1; // Looked for once: many may begin before one ends.
    for (qsizetype at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
        if (end < at)
            end = text.indexOf('}', at);
        if (end < 0)
            break;
        const qsizetype name = at + opening.size();
        if (end - name > longestName)
            continue;
        const auto value = secrets.constFind(QString::fromUtf8(text.mid(name, end - name)));
        if (value == secrets.cend())
            continue;
        out += text.mid(from, at - from) + value->toUtf8();
        from = end + 1;
        if (--budget.values < 0 || out.size() + text.size() - from > budget.characters)
            return;
    }
    text = out + text.mid(from);
}

} // namespace

ProfileApart withSecretsApart(Profile profile)
{
    // What was not written with variables has none: its `${` are literal.
    if (!profile.expands)
        profile = withLiteralTexts(std::move(profile));
    Separator separator(profile);
    separator.run();
    return {.profile = std::move(profile), .what = separator.what()};
}

Profile withSecretsInPlace(Profile profile)
{
    connection::HeartbeatSettings &beat = profile.policy.heartbeat;
    if (!beat.binary) {
        putSecretsInPlace(beat.message, profile.secrets);
        putSecretsInPlace(beat.match.value, profile.secrets);
    }
    putSecretsInPlace(profile.sending.resume.syncMessage, profile.secrets);
    return profile;
}

} // namespace settings
