// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/httpstep.h"

#include "core/settings/jsonvalue.h"
#include "core/settings/profiletexts.h"
#include "core/stream/opening.h"
#include "core/ws/handshake/grammar.h"
#include "core/ws/handshake/httpauth.h"

#include <algorithm>
#include <utility>

namespace stream {
namespace {

constexpr qsizetype largestBody = 64 << 10; // RefusalBody keeps no more.
constexpr int mostInterim = 5;

bool isVisible(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7F; });
}

QByteArray hostField(const QUrl &url, bool tls)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toUtf8();
    if (host.contains(':') && !host.startsWith('['))
        host = '[' + host + ']';
    const int port = url.port(tls ? 443 : 80);
    return port == (tls ? 443 : 80) ? host : host + ':' + QByteArray::number(port);
}

//! Fields that the request itself writes.
bool isReserved(const QByteArray &name)
{
    static constexpr std::array reserved{
        "host", "connection", "content-length", "transfer-encoding", "accept-encoding"};
    return std::ranges::any_of(reserved, [&](const char *word) { return ws::equalsIgnoringCase(name, word); });
}

int statusOf(QByteArrayView line)
{
    const bool isHttp = line.size() >= 12 && (line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 "));
    return isHttp ? line.sliced(9, 3).toInt() : 0;
}

} // namespace

HttpStep::HttpStep(
    TransportFactory factory, std::function<void(net::Phase)> phase, std::function<void(const Answer &)> done)
    : m_factory(std::move(factory))
    , m_phase(std::move(phase))
    , m_done(std::move(done))
{
}

HttpStep::~HttpStep() = default;

std::optional<QByteArray> HttpStep::requestFor(const settings::HttpStep &step, const QUrl &url)
{
    const bool tls = url.scheme() == QLatin1String("https");
    QByteArray target = url.path(QUrl::FullyEncoded).toUtf8();
    if (!target.startsWith('/'))
        target.prepend('/');
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toUtf8();
    const QByteArray method = step.method.toLatin1();
    const QByteArray host = hostField(url, tls);
    if (!ws::isToken(method) || !isVisible(target) || !isVisible(host))
        return {};
    QByteArray head = method + ' ' + target + " HTTP/1.1\r\nHost: " + host
        + "\r\nConnection: close\r\nAccept-Encoding: identity\r\n";
    for (const ws::HeaderField &field : step.headers) {
        if (!ws::isToken(field.name) || !ws::isFieldValue(field.value) || isReserved(field.name))
            return {};
        head += field.name + ": " + field.value + "\r\n";
    }
    if (!url.userInfo().isEmpty() && ws::findField(step.headers, "Authorization").count == 0)
        head += "Authorization: "
            + ws::basicAnswer(url.userName(QUrl::FullyDecoded).toUtf8(), url.password(QUrl::FullyDecoded).toUtf8())
            + "\r\n";
    const QByteArray body = step.body.toUtf8();
    const bool hasBody = !body.isEmpty() || method == "POST" || method == "PUT" || method == "PATCH";
    if (!body.isEmpty() && ws::findField(step.headers, "Content-Type").count == 0)
        head += body.startsWith('{') || body.startsWith('[') ? "Content-Type: application/json\r\n"
                                                             : "Content-Type: application/x-www-form-urlencoded\r\n";
    if (hasBody)
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return head + "\r\n" + body;
}

void HttpStep::start(const settings::Profile &profile)
{
    const auto step = settings::resolvedStep(profile);
    if (!step)
        return fail(wordsFor(step.error()), connection::NotReady::Reason::Variable);
    m_step = *step;
    const QUrl url = QUrl(m_step.address, QUrl::TolerantMode);
    const bool tls = url.scheme() == QLatin1String("https");
    if (!url.isValid() || url.host().isEmpty() || !(tls || url.scheme() == QLatin1String("http")))
        return fail(QStringLiteral("its address is not written http://host/path or https://host/path"),
            connection::NotReady::Reason::StepRefused);
    const auto request = requestFor(m_step, url);
    if (!request)
        return fail(QStringLiteral("its method, address or a header has characters that HTTP does not allow, or a "
                                   "header it sets by itself"),
            connection::NotReady::Reason::StepRefused);
    m_request = *request;
    // TLS and proxy are the profile's; only what they need is looked at, so that variables the step fills may be
    // missing.
    settings::Profile way;
    way.expands = profile.expands;
    way.variables = profile.variables;
    way.secrets = profile.secrets;
    way.withheld = profile.withheld;
    way.tls = profile.tls;
    way.proxy = profile.proxy;
    const auto resolved = settings::resolved(way);
    if (!resolved)
        return fail(wordsFor(resolved.error()), connection::NotReady::Reason::Variable);
    net::Endpoint endpoint{.host = url.host(QUrl::FullyEncoded),
        .port = static_cast<quint16>(url.port(tls ? 443 : 80)),
        .tls = tls,
        .proxy = resolved->proxy,
        .tlsSettings = resolved->tls};
    endpoint.tlsSettings.serverName.clear(); // That is the feed's name.
    m_transport = m_factory(*this);
    m_transport->open(endpoint);
}

void HttpStep::transportConnected(const net::PeerFacts &) { m_transport->write(m_request); }

void HttpStep::transportRead(std::span<char> bytes, const base::Instant &)
{
    QByteArrayView view(bytes.data(), static_cast<qsizetype>(bytes.size()));
    while (!m_over && !m_body && !view.isEmpty())
        readHead(view);
    if (!m_over && m_body && m_body->receive(view))
        readBody();
}

void HttpStep::readHead(QByteArrayView &bytes)
{
    const ws::HttpHeadReader::State state = m_head.receive(bytes);
    if (state == ws::HttpHeadReader::State::Broken)
        return fail(QStringLiteral("the answer is no HTTP"));
    if (state == ws::HttpHeadReader::State::Reading)
        return;
    m_status = statusOf(m_head.startLine());
    if (m_status >= 100 && m_status < 200 && ++m_interim <= mostInterim)
        return m_head.beginNext();
    if (m_status < 200)
        return fail(QStringLiteral("the answer is no HTTP"));
    if (m_status >= 300) {
        const bool forGood = m_status < 500 && m_status != 408 && m_status != 429;
        return fail(QStringLiteral("the server answered with status %1").arg(m_status),
            forGood ? connection::NotReady::Reason::StepRefused : connection::NotReady::Reason::StepFailed);
    }
    m_body.emplace(m_status, m_head.fields());
}

void HttpStep::readBody()
{
    const QByteArray &body = m_body->bytes();
    if (body.size() >= largestBody)
        return fail(QStringLiteral("the answer is larger than 64 KiB"));
    settings::VariableMap values;
    for (auto fill = m_step.fills.cbegin(); fill != m_step.fills.cend(); ++fill) {
        const auto value = settings::jsonValueAt(body, fill.value());
        if (!value)
            return fail(QStringLiteral("the answer has no value at %1 for ${%2}").arg(fill.value(), fill.key()));
        values.insert(fill.key(), *value);
    }
    finish(values);
}

void HttpStep::transportEnded(const net::TransportError &error)
{
    if (m_over)
        return;
    const bool inOrder = error.kind == net::TransportError::Kind::PeerClosed;
    if (m_body && inOrder)
        return readBody(); // A body without a length ends with the stream; a cut one is no whole JSON.
    if (inOrder)
        return fail(QStringLiteral("the server closed without an answer"));
    finish(base::Unexpected{connection::Failure(error)}); // A certificate is as bad here as there.
}

void HttpStep::finish(const Answer &answer)
{
    if (std::exchange(m_over, true))
        return;
    if (m_transport)
        m_transport->abort();
    m_done(answer);
}

void HttpStep::fail(const QString &detail, connection::NotReady::Reason reason)
{
    finish(base::Unexpected{connection::Failure(connection::NotReady{.reason = reason, .detail = detail})});
}

} // namespace stream
