// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/clienthandshake.h"

#include "core/ws/handshake/clientrequest.h"
#include "core/ws/handshake/grammar.h"
#include "core/ws/handshake/serverhandshake.h"

#include <algorithm>
#include <array>

namespace ws {
namespace {

constexpr int maxInterim = 5;
constexpr QByteArrayView httpName = "HTTP/1.";

struct StatusLine
{
    bool isHttp11 = false;
    int status = 0;
    QByteArray reason;
};

// RFC 9112 §4; a missing space behind the code is let through, since the reason may be empty anyway (H02).
std::optional<StatusLine> readStatusLine(QByteArrayView line)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (line.size() < 12 || !line.startsWith(httpName) || (line[7] != '0' && line[7] != '1') || line[8] != ' ')
        return {};
    if (line[9] == '0' || !std::all_of(line.begin() + 9, line.begin() + 12, isDigit))
        return {};
    if (line.size() > 12 && line[12] != ' ')
        return {};
    return StatusLine{.isHttp11 = line[7] == '1',
        .status = line.sliced(9, 3).toInt(),
        .reason = line.sliced(std::min<qsizetype>(13, line.size())).toByteArray()};
}

bool mayBecomeHttp(QByteArrayView bytes)
{
    const qsizetype size = std::min(bytes.size(), httpName.size());
    return bytes.first(size) == httpName.first(size);
}

// §4.1: the first rule of the upgrade that \a fields break.
std::optional<HandshakeRule> upgradeProblem(const QList<HeaderField> &fields, const QByteArray &key)
{
    const FoundField upgrade = findField(fields, "Upgrade");
    if (upgrade.count != 1 || !equalsIgnoringCase(upgrade.value, "websocket"))
        return HandshakeRule::UpgradeMissing;
    const auto tokens = readTokenList(joinedField(fields, "Connection"));
    const auto isUpgrade = [](const QByteArray &token) { return equalsIgnoringCase(token, "upgrade"); };
    if (!tokens || std::none_of(tokens->begin(), tokens->end(), isUpgrade))
        return HandshakeRule::ConnectionMissing;
    const FoundField accept = findField(fields, "Sec-WebSocket-Accept");
    if (accept.count != 1)
        return HandshakeRule::AcceptMissing;
    if (accept.value != acceptFor(key))
        return HandshakeRule::AcceptWrong;
    return {};
}

} // namespace

base::Expected<ClientHandshake, RequestError> ClientHandshake::create(
    const ClientRequest &request, base::Random &random)
{
    if (const auto problem = problemOf(request))
        return base::Unexpected{*problem};
    std::array<std::byte, 16> nonce{};
    if (!random.fill(nonce))
        return base::Unexpected{RequestError::NoRandomness};
    ClientHandshake handshake;
    handshake.m_key = QByteArray(reinterpret_cast<const char *>(nonce.data()), nonce.size()).toBase64();
    handshake.m_request = writeRequest(request, handshake.m_key);
    handshake.m_asked = request;
    return handshake;
}

ClientHandshake::Result ClientHandshake::receive(QByteArrayView bytes)
{
    while (true) {
        if (m_body) {
            if (!m_body->receive(bytes))
                return Pending{};
            return refusal();
        }
        const HttpHeadReader::State state = m_head.receive(bytes);
        if (!mayBecomeHttp(m_head.bytes()))
            return error(HandshakeRule::NotHttp);
        if (state == HttpHeadReader::State::Reading)
            return Pending{};
        if (state == HttpHeadReader::State::Broken)
            return error(m_head.rule(), m_head.offender());
        Result result = headComplete(bytes);
        if (!std::holds_alternative<Pending>(result))
            return result;
    }
}

// Pending means: the same bytes go on as another head, or as a refusal's body.
ClientHandshake::Result ClientHandshake::headComplete(QByteArrayView rest)
{
    const auto line = readStatusLine(m_head.startLine());
    if (!line || (line->status == 101 && !line->isHttp11))
        return error(HandshakeRule::NotHttp, m_head.startLine());
    m_status = line->status;
    m_reasonPhrase = line->reason;
    if (m_status == 101)
        return agree(rest);
    if (m_status >= 200) {
        m_body.emplace(m_status, m_head.fields());
        return Pending{};
    }
    if (++m_interim > maxInterim)
        return error(HandshakeRule::TooManyInterim);
    m_head.beginNext();
    return Pending{};
}

ClientHandshake::Result ClientHandshake::agree(QByteArrayView rest)
{
    const QList<HeaderField> &fields = m_head.fields();
    if (const auto problem = upgradeProblem(fields, m_key))
        return error(*problem);

    Accepted accepted;
    const FoundField extensions = findField(fields, "Sec-WebSocket-Extensions");
    if (extensions.count > 0) {
        const auto list = readExtensions(extensions.value);
        const auto offer = m_asked.offerDeflate ? std::optional(m_asked.deflate) : std::nullopt;
        const auto deflate = list && extensions.count == 1 ? readAnswer(*list, offer) : std::nullopt;
        if (!deflate)
            return error(HandshakeRule::ExtensionNotOffered, extensions.value);
        accepted.deflate = *deflate;
    }
    const FoundField subprotocol = findField(fields, "Sec-WebSocket-Protocol");
    if (subprotocol.count > 1 || (subprotocol.count == 1 && !m_asked.subprotocols.contains(subprotocol.value)))
        return error(HandshakeRule::SubprotocolNotOffered, subprotocol.value);
    if (subprotocol.count == 0 && !m_asked.subprotocols.isEmpty())
        return error(HandshakeRule::SubprotocolMissing);
    accepted.subprotocol = subprotocol.value;
    accepted.head = m_head.bytes();
    accepted.rest = rest.toByteArray();
    return accepted;
}

HandshakeError ClientHandshake::finished() { return m_body ? refusal() : error(HandshakeRule::ConnectionClosed); }

HandshakeError ClientHandshake::error(HandshakeRule rule, const QByteArray &offender) const
{
    return {.rule = rule,
        .status = m_status,
        .reason = offender.isEmpty() ? m_reasonPhrase : offender,
        .head = m_head.bytes(),
        .body = {},
        .retryAfter = {}};
}

HandshakeError ClientHandshake::refusal() const
{
    HandshakeError refusal = error(HandshakeRule::StatusNot101);
    refusal.body = m_body->bytes();
    refusal.retryAfter = findField(m_head.fields(), "Retry-After").value;
    return refusal;
}

} // namespace ws
