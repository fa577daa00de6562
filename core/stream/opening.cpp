// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/opening.h"

#include "core/settings/profiletexts.h"
#include "core/settings/redirectconsent.h"
#include "core/ws/handshake/httpauth.h"

#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <utility>

namespace stream {
namespace {

using base::Unexpected;
using settings::Authentication;

constexpr int mostRedirects = 5;

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

QList<ws::HeaderField> fieldsOf(const QByteArray &head)
{
    ws::HttpHeadReader reader;
    QByteArrayView bytes(head);
    return reader.receive(bytes) == ws::HttpHeadReader::State::Complete ? reader.fields() : QList<ws::HeaderField>{};
}

QUrl asWebSocket(QUrl url)
{
    if (url.scheme() == QLatin1String("http"))
        url.setScheme(QStringLiteral("ws"));
    if (url.scheme() == QLatin1String("https"))
        url.setScheme(QStringLiteral("wss"));
    return url;
}

bool isSecure(const QUrl &url) { return url.scheme() == QLatin1String("wss"); }

QByteArray requestTarget(const QUrl &url)
{
    QByteArray target = url.path(QUrl::FullyEncoded).toUtf8();
    if (!target.startsWith('/'))
        target.prepend('/');
    return url.hasQuery() ? target + '?' + url.query(QUrl::FullyEncoded).toUtf8() : target;
}

} // namespace

base::Expected<void, connection::NotReady> Opening::begin(
    const settings::Profile &profile, const settings::VariableMap &fetched)
{
    m_digest.reset();
    m_notAgreed.clear();
    m_challenged = false;
    m_redirects = 0;
    auto resolved = settings::resolved(profile, fetched);
    if (!resolved)
        return Unexpected{connection::NotReady{
            .reason = connection::NotReady::Reason::Variable, .detail = wordsFor(resolved.error())}};
    m_given = profile;
    m_fetched = fetched;
    m_profile = *resolved;
    m_url = m_profile.url;
    return {};
}

void Opening::setOnConnect(const QList<QByteArray> &messages)
{
    settings::setOnConnect(m_given, messages);
    // A variable without a value is reported by the next attempt.
    if (const auto fresh = settings::resolved(m_given, m_fetched)) {
        m_profile.sendOnConnect = fresh->sendOnConnect;
        m_profile.replies = fresh->replies;
    }
}

bool Opening::isElsewhere() const { return net::serverOf(m_url) != net::serverOf(m_profile.url); }

QUrl Opening::redirectedTo() const { return isElsewhere() ? m_url.adjusted(QUrl::RemoveUserInfo) : QUrl(); }

QUrl Opening::target() const
{
    QUrl url = m_url;
    if (m_profile.authentication.kind == Authentication::Kind::Query) {
        const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
        const QString item
            = encoded(m_profile.authentication.queryName) + u'=' + encoded(m_profile.authentication.token);
        const QString before = url.query(QUrl::FullyEncoded);
        url.setQuery(before.isEmpty() ? item : before + u'&' + item, QUrl::StrictMode);
    }
    return url;
}

void Opening::addCredentials(ws::ClientRequest &request) const
{
    const Authentication &who = m_profile.authentication;
    const auto add = [&](const QByteArray &value) {
        request.headers.removeIf(
            [](const ws::HeaderField &field) { return field.name.compare("Authorization", Qt::CaseInsensitive) == 0; });
        request.headers.append({.name = "Authorization", .value = value});
    };
    if (who.kind == Authentication::Kind::Basic)
        add(ws::basicAnswer(who.user.toUtf8(), who.password.toUtf8()));
    if (who.kind == Authentication::Kind::Bearer)
        add("Bearer " + who.token.toUtf8());
    if (who.kind == Authentication::Kind::Digest && m_digest)
        add(*m_digest);
    QByteArrayList cookies;
    for (const ws::HeaderField &cookie : m_profile.cookies)
        cookies.append(cookie.name + '=' + cookie.value);
    if (!cookies.isEmpty())
        request.headers.append({.name = "Cookie", .value = cookies.join("; ")});
}

OpeningRound Opening::round() const
{
    OpeningRound round;
    round.request.url = target();
    round.request.subprotocols = m_profile.subprotocols;
    round.request.origin = m_profile.origin;
    round.request.offerDeflate = m_profile.compression.offered;
    round.request.deflate = m_profile.compression.offer;
    round.endpoint = net::endpointFor(m_url);
    round.endpoint.proxy = m_profile.proxy;
    round.endpoint.tlsSettings = m_profile.tls;
    round.request.headers = m_profile.headers;
    addCredentials(round.request);
    if (isElsewhere()) {
        // The name is the first server's: it proves nothing of this one.
        round.endpoint.tlsSettings.serverName.clear();
    }
    return round;
}

bool Opening::mayGoOn(const ws::HandshakeError &refusal)
{
    m_notAgreed.clear();
    if (refusal.rule != ws::HandshakeRule::StatusNot101)
        return false;
    if (refusal.status == 401)
        return answerChallenge(refusal);
    return isRedirect(refusal.status) && follow(refusal);
}

bool Opening::answerChallenge(const ws::HandshakeError &refusal)
{
    const Authentication &who = m_profile.authentication;
    if (who.kind != Authentication::Kind::Digest || std::exchange(m_challenged, true))
        return false;
    const auto challenge
        = ws::bestDigest(ws::readChallenges(ws::joinedField(fieldsOf(refusal.head), "WWW-Authenticate")));
    std::array<std::byte, 18> nonce{};
    if (!challenge || !m_random.fill(nonce))
        return false;
    m_digest = ws::digestAnswer(*challenge,
        {.user = who.user.toUtf8(),
            .password = who.password.toUtf8(),
            .method = "GET",
            .target = requestTarget(target()),
            .clientNonce = QByteArray(reinterpret_cast<const char *>(nonce.data()), nonce.size()).toBase64()});
    return m_digest.has_value();
}

bool Opening::follow(const ws::HandshakeError &refusal)
{
    const ws::FoundField location = ws::findField(fieldsOf(refusal.head), "Location");
    if (!m_profile.followRedirects || location.count != 1 || m_redirects >= mostRedirects)
        return false;
    QUrl base = m_url;
    base.setUserInfo({});
    const QUrl next = asWebSocket(base.resolved(QUrl::fromEncoded(location.value, QUrl::StrictMode)));
    const bool isWebSocket = next.scheme() == QLatin1String("ws") || isSecure(next);
    if (!next.isValid() || !isWebSocket || next.host().isEmpty() || next.port() == 0 || !next.userInfo().isEmpty()
        || (isSecure(m_url) && !isSecure(next)))
        return false;
    const bool isOwn = net::serverOf(next) == net::serverOf(m_profile.url);
    if (!isOwn && !settings::agreesTo(m_profile, next)) {
        m_notAgreed = net::serverOf(next);
        return false;
    }
    ++m_redirects;
    if (net::serverOf(next) != net::serverOf(m_url))
        m_challenged = false; // That answer was another server's.
    m_digest.reset();
    m_url = next.adjusted(QUrl::RemoveFragment);
    if (isOwn)
        m_url.setHost(m_profile.url.host()); // As it is written there, for the name that a certificate must have.
    m_url.setUserInfo(m_profile.url.userInfo(QUrl::FullyEncoded), QUrl::StrictMode);
    return true;
}

} // namespace stream
