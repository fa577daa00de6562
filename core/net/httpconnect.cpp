// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpconnect.h"

#include "core/base/random.h"
#include "core/ws/handshake/grammar.h"

#include <algorithm>
#include <array>

namespace net {
namespace {

constexpr int mostInterimAnswers = 5;
constexpr int mostLogins = 2; // The second with the nonce of a proxy that found the first one stale.
constexpr qsizetype largestAnswerBody = 64 << 10; // RefusalBody keeps no more.
constexpr qsizetype largestTrailer = 8 << 10;

// RFC 9112 §4, as far as a tunnel needs it: 0 when this is no status line.
int statusOfAnswer(QByteArrayView line)
{
    const bool isHttp = line.startsWith(QByteArrayView("HTTP/1.1 ")) || line.startsWith(QByteArrayView("HTTP/1.0 "));
    if (!isHttp || line.size() < 12 || (line.size() > 12 && line[12] != ' '))
        return 0;
    return line.sliced(9, 3).toByteArray().toInt();
}

bool hasToken(const QByteArray &field, const char *token)
{
    const auto words = ws::readTokenList(field);
    return words
        && std::ranges::any_of(*words, [&](const QByteArray &word) { return ws::equalsIgnoringCase(word, token); });
}

bool fitsInARequest(const QByteArray &authority)
{
    return !authority.isEmpty() && std::ranges::all_of(authority, [](char c) { return c > 0x20 && c < 0x7F; });
}

ProxyWord noHttp()
{
    return ProxyWord::failed(TransportError::Kind::ProxyFailed, QStringLiteral("the proxy's answer is no HTTP"));
}

} // namespace

HttpConnect::HttpConnect(const QString &authority, const QString &user, const QString &password, base::Random &random)
    : m_authority(authority.toUtf8())
    , m_user(user.toUtf8())
    , m_password(password.toUtf8())
    , m_random(random)
{
}

QByteArray HttpConnect::begin()
{
    if (!fitsInARequest(m_authority))
        return {};
    m_head = {};
    m_part = Part::Head;
    m_interim = 0;
    QByteArray request
        = "CONNECT " + m_authority + " HTTP/1.1\r\nHost: " + m_authority + "\r\nProxy-Connection: keep-alive\r\n";
    if (!m_login.isEmpty())
        request += "Proxy-Authorization: " + m_login + "\r\n";
    return request + "\r\n";
}

ProxyWord HttpConnect::receive(QByteArrayView &bytes)
{
    using Kind = ProxyWord::Kind;
    while (!bytes.isEmpty()) {
        ProxyWord word;
        switch (m_part) {
        case Part::Head:
            switch (m_head.receive(bytes)) {
            case ws::HttpHeadReader::State::Reading: return {};
            case ws::HttpHeadReader::State::Broken:
                if (m_head.rule() == ws::HandshakeRule::HeadTooLarge)
                    return ProxyWord::failed(
                        TransportError::Kind::ProxyFailed, QStringLiteral("the proxy's answer is too large"));
                return noHttp();
            case ws::HttpHeadReader::State::Complete: word = headComplete(); break;
            }
            break;
        case Part::Body: word = receiveBody(bytes); break;
        case Part::Trailer: word = receiveTrailer(bytes); break;
        }
        if (word.kind != Kind::More)
            return word;
    }
    return {};
}

ProxyWord HttpConnect::headComplete()
{
    const int status = statusOfAnswer(m_head.startLine());
    if (status >= 100 && status < 200 && ++m_interim <= mostInterimAnswers) {
        m_head.beginNext();
        return {};
    }
    if (status < 200)
        return noHttp();
    // Behind a 2xx there is no body, whatever Content-Length and Transfer-Encoding say (RFC 9110 §9.3.6).
    if (status < 300)
        return {.kind = ProxyWord::Kind::Open};
    if (status == 407)
        return login();
    return ProxyWord::failed(TransportError::Kind::ProxyFailed,
        QStringLiteral("the proxy answered \"%1\"").arg(QString::fromUtf8(m_head.startLine().mid(9).left(200))));
}

ProxyWord HttpConnect::login()
{
    QList<ws::Challenge> challenges;
    for (const ws::HeaderField &field : m_head.fields()) {
        if (ws::equalsIgnoringCase(field.name, "Proxy-Authenticate"))
            challenges += ws::readChallenges(field.value);
    }
    const bool isStale = std::ranges::any_of(
        challenges, [](const ws::Challenge &each) { return ws::equalsIgnoringCase(each.value("stale"), "true"); });
    std::optional<QByteArray> answer;
    if (m_logins == 0 || (m_logins < mostLogins && isStale))
        answer = answerTo(challenges);
    if (!answer)
        return ProxyWord::failed(TransportError::Kind::ProxyLogin,
            QStringLiteral("the proxy answered \"%1\"").arg(QString::fromUtf8(m_head.startLine().mid(9).left(200))));
    ++m_logins;
    m_login = *answer;
    if (!staysOpen())
        return askAgain();
    m_body = ws::RefusalBody(407, m_head.fields());
    m_part = Part::Body;
    QByteArrayView nothing;
    return receiveBody(nothing); // It may be whole: its length is zero.
}

std::optional<QByteArray> HttpConnect::answerTo(const QList<ws::Challenge> &challenges)
{
    if (m_user.isEmpty() && m_password.isEmpty())
        return {};
    if (const auto digest = ws::bestDigest(challenges)) {
        std::array<std::byte, 16> nonce{};
        if (!m_random.fill(nonce))
            return {};
        const QByteArray clientNonce = QByteArray(reinterpret_cast<const char *>(nonce.data()), nonce.size()).toHex();
        return ws::digestAnswer(*digest,
            {.user = m_user,
                .password = m_password,
                .method = "CONNECT",
                .target = m_authority,
                .clientNonce = clientNonce});
    }
    const bool basic = std::ranges::any_of(
        challenges, [](const ws::Challenge &each) { return ws::equalsIgnoringCase(each.scheme, "Basic"); });
    return basic ? std::optional(ws::basicAnswer(m_user, m_password)) : std::nullopt;
}

// Whether another request may follow on this connection: its length is known and the proxy does not close.
bool HttpConnect::staysOpen() const
{
    const QList<ws::HeaderField> &fields = m_head.fields();
    const QByteArray connection
        = ws::joinedField(fields, "Connection") + ',' + ws::joinedField(fields, "Proxy-Connection");
    if (hasToken(connection, "close"))
        return false;
    if (m_head.startLine().startsWith("HTTP/1.0") && !hasToken(connection, "keep-alive"))
        return false;
    const ws::FoundField encoding = ws::findField(fields, "Transfer-Encoding");
    if (encoding.count > 0)
        return encoding.count == 1 && ws::equalsIgnoringCase(encoding.value, "chunked");
    const ws::FoundField length = ws::findField(fields, "Content-Length");
    bool isNumber = false;
    const qulonglong size = length.value.toULongLong(&isNumber);
    return length.count == 1 && isNumber && size < qulonglong(largestAnswerBody);
}

// Byte by byte, for RefusalBody does not tell how much it took.
ProxyWord HttpConnect::receiveBody(QByteArrayView &bytes)
{
    bool whole = m_body.receive({});
    while (!whole && !bytes.isEmpty()) {
        whole = m_body.receive(bytes.first(1));
        bytes = bytes.sliced(1);
    }
    if (!whole)
        return {};
    if (m_body.bytes().size() >= largestAnswerBody)
        return askAgain();
    if (ws::findField(m_head.fields(), "Transfer-Encoding").count == 0)
        return ProxyWord::send(begin());
    m_part = Part::Trailer; // Behind the last chunk: fields, and an empty line.
    m_trailerBytes = 0;
    m_trailerLine = 0;
    return {};
}

ProxyWord HttpConnect::receiveTrailer(QByteArrayView &bytes)
{
    while (!bytes.isEmpty()) {
        const char byte = bytes.front();
        bytes = bytes.sliced(1);
        if (++m_trailerBytes > largestTrailer)
            return askAgain();
        if (byte != '\n') {
            m_trailerLine += byte != '\r';
            continue;
        }
        if (m_trailerLine == 0)
            return ProxyWord::send(begin());
        m_trailerLine = 0;
    }
    return {};
}

ProxyWord HttpConnect::askAgain()
{
    m_reconnected = true;
    return {.kind = ProxyWord::Kind::Again};
}

ProxyWord HttpConnect::ended()
{
    // It may also close behind a 407 that promised to stay.
    const bool mayAskAgain = !m_login.isEmpty() && !m_reconnected && (m_part != Part::Head || m_head.bytes().isEmpty());
    if (mayAskAgain)
        return askAgain();
    return ProxyWord::failed(
        TransportError::Kind::ProxyFailed, QStringLiteral("the proxy closed the connection without a whole answer"));
}

} // namespace net
