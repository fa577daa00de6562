// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secretwalk.h"

#include <algorithm>
#include <array>

namespace base {
namespace {

// A part of an address: where it begins in the whole, and its bytes.
struct AddressPart
{
    qsizetype at = 0;
    QByteArrayView text;
};

// Behind a `${…}` that begins at \a at; \a at itself when none does.
qsizetype behindReference(QByteArrayView text, qsizetype at)
{
    if (at + 1 >= text.size() || text[at] != '$' || text[at + 1] != '{')
        return at;
    const qsizetype end = text.indexOf('}', at);
    return end < 0 ? at : end + 1;
}

// The first of \a ends from \a from on that stands in no `${…}`; the end of the text when there is none.
qsizetype findOutside(QByteArrayView text, qsizetype from, QByteArrayView ends)
{
    qsizetype noReference = 0; // Below it no `}` is looked for again: each is looked for once.
    for (qsizetype i = from; i < text.size();) {
        if (text[i] == '$' && i >= noReference) {
            if (const qsizetype behind = behindReference(text, i); behind > i) {
                i = behind;
                continue;
            }
            if (i + 1 < text.size() && text[i + 1] == '{')
                noReference = text.size();
        }
        if (ends.contains(text[i]))
            return i;
        ++i;
    }
    return text.size();
}

std::vector<AddressPart> splitOutside(const AddressPart &whole, QByteArrayView separators)
{
    std::vector<AddressPart> parts;
    for (qsizetype from = 0; from <= whole.text.size();) {
        const qsizetype end = findOutside(whole.text, from, separators);
        parts.push_back({whole.at + from, whole.text.sliced(from, end - from)});
        from = end + 1;
    }
    return parts;
}

// `stream`, `v2`, `login`: what stands behind /auth/ and is no secret.
bool isPlainWord(QByteArrayView text)
{
    const auto isLower = [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == '_'; };
    const bool version = text.size() <= 3 && text.startsWith('v');
    return text.isEmpty() || version || (text.size() <= 15 && std::ranges::all_of(text, isLower));
}

class AddressJudge
{
public:
    AddressJudge(QueryValues values, int depth) : m_values(values), m_depth(depth) { }
    void login(const AddressPart &part) { add(part, "login", Judgement::Secret); }
    void path(const AddressPart &whole);
    void items(const AddressPart &whole);
    FoundSecrets take() { return std::move(m_found); }

private:
    void segment(const AddressPart &part, bool behindName);
    void add(const AddressPart &part, const QByteArray &name, Judgement judgement)
    {
        if (judgement != Judgement::Plain && !part.text.isEmpty() && !isReference(part.text))
            m_found.append({.at = part.at, .size = part.text.size(), .name = name, .judgement = judgement});
    }

    QueryValues m_values;
    int m_depth;
    FoundSecrets m_found;
};

void AddressJudge::segment(const AddressPart &part, bool behindName)
{
    for (const AddressPart &piece : splitOutside(part, ";")) {
        const qsizetype split = findOutside(piece.text, 0, "=:");
        const QByteArrayView name = piece.text.first(split);
        const AddressPart value{piece.at + split + 1, piece.text.sliced(std::min(split + 1, piece.text.size()))};
        if (split < piece.text.size() && isSecretName(name))
            add(value, name.toByteArray(), Judgement::Secret);
        else if (behindName && !isPlainWord(piece.text))
            add(piece, "path", Judgement::Secret);
        else
            add(piece, "path", secretwalk::inside(piece.text, false, m_depth));
    }
}

void AddressJudge::path(const AddressPart &whole)
{
    bool behindName = false;
    for (const AddressPart &part : splitOutside(whole, "/")) {
        segment(part, behindName);
        behindName = !part.text.isEmpty() && part.text.size() <= 40 && isSecretName(part.text);
    }
}

void AddressJudge::items(const AddressPart &whole)
{
    for (const AddressPart &item : splitOutside(whole, "&")) {
        const qsizetype equals = findOutside(item.text, 0, "=");
        const bool isPair = equals < item.text.size();
        const QByteArrayView name = isPair ? item.text.first(equals) : QByteArrayView();
        const AddressPart value = isPair ? AddressPart{item.at + equals + 1, item.text.sliced(equals + 1)} : item;
        Judgement judgement = std::max(judgeName(name), secretwalk::inside(value.text, true, m_depth));
        if (m_values == QueryValues::All && isPair)
            judgement = std::max(judgement, Judgement::Suspect);
        if (!isPair && item.text.size() > 24)
            judgement = std::max(judgement, Judgement::Suspect);
        add(value, name.isEmpty() || looksLikeToken(name) ? QByteArray("query") : name.toByteArray(), judgement);
        if (isPair && looksLikeToken(name))
            m_found.insert(m_found.size() - (m_found.isEmpty() || m_found.last().at < value.at ? 0 : 1),
                {.at = item.at, .size = name.size(), .name = "query"});
    }
}

// What is public whatever it looks like, and wanted by whoever looks for a fault.
bool isPublicField(const QByteArray &name)
{
    static constexpr std::array fields{"accept", "accept-encoding", "accept-language", "age", "allow", "alt-svc",
        "cache-control", "cf-ray", "connection", "content-encoding", "content-length", "content-security-policy",
        "content-type", "date", "etag", "expires", "host", "if-none-match", "keep-alive", "last-modified", "nel",
        "retry-after", "sec-websocket-accept", "sec-websocket-extensions", "sec-websocket-version", "server",
        "strict-transport-security", "traceparent", "transfer-encoding", "upgrade", "user-agent", "vary", "via"};
    return std::ranges::any_of(fields, [&](const char *each) { return name == each; })
        || name.startsWith("access-control-") || name.endsWith("request-id") || name.endsWith("trace-id")
        || name.endsWith("correlation-id");
}

bool isWholeField(const QByteArray &name)
{
    static constexpr std::array fields{"authorization", "proxy-authorization", "cookie", "set-cookie",
        "sec-websocket-key", "sec-websocket-protocol", "x-forwarded-client-cert"};
    return std::ranges::any_of(fields, [&](const char *each) { return name == each; }) || isSecretName(name);
}

} // namespace

FoundSecrets secretsInField(QByteArrayView name, QByteArrayView value)
{
    const QByteArray field = name.trimmed().toByteArray().toLower();
    const QByteArrayView trimmed = value.trimmed();
    if (trimmed.isEmpty() || isReference(trimmed))
        return {};
    FoundSecret whole{.at = trimmed.begin() - value.begin(), .size = trimmed.size(), .name = field};
    if (isPublicField(field)) {
        // A person may write anything into a field of any name.
        const bool hasCredentials = judgeValue(trimmed) == Judgement::Secret && trimmed.contains(' ');
        return hasCredentials && field != "user-agent" && field != "server" ? FoundSecrets{whole} : FoundSecrets{};
    }
    const bool isChallenge = field == "www-authenticate" || field == "proxy-authenticate";
    if (!isChallenge && (isWholeField(field) || judgeValue(trimmed) == Judgement::Secret))
        return {whole};
    if (judgeName(field) == Judgement::Suspect) {
        whole.judgement = Judgement::Suspect;
        return {whole};
    }
    FoundSecrets found = secretsInMessage(value);
    if (isChallenge) // `Basic realm="x"` asks for credentials and has none.
        found.removeIf([&](const FoundSecret &each) { return !looksLikeToken(value.sliced(each.at, each.size)); });
    for (FoundSecret &each : found)
        each.name = each.name.isEmpty() ? field : field + '.' + each.name;
    return found;
}

FoundSecrets secretsInAddress(QByteArrayView address, QueryValues values)
{
    return secretwalk::inAddress(address, values, 0);
}

FoundSecrets secretwalk::inAddress(QByteArrayView address, QueryValues values, int depth)
{
    AddressJudge judge(values, depth);
    const qsizetype slashes = address.indexOf("://");
    const qsizetype firstEnd = findOutside(address, 0, "/?#");
    const bool hasScheme = slashes >= 0 && slashes + 1 == firstEnd;
    const bool isTail = !hasScheme && (address.startsWith('/') || address.startsWith('?') || address.startsWith('#'));
    qsizetype at = hasScheme ? slashes + 3 : 0;
    if (!isTail) {
        const qsizetype end = findOutside(address, at, "/?#");
        qsizetype sign = -1;
        for (qsizetype next = findOutside(address.first(end), at, "@"); next < end;
             next = findOutside(address.first(end), next + 1, "@"))
            sign = next;
        if (sign > at)
            judge.login({at, address.sliced(at, sign - at)});
        at = end;
    }
    const qsizetype pathEnd = findOutside(address, at, "?#");
    judge.path({at, address.sliced(at, pathEnd - at)});
    qsizetype rest = pathEnd;
    if (rest < address.size() && address[rest] == '?') {
        const qsizetype end = findOutside(address, rest, "#");
        judge.items({rest + 1, address.sliced(rest + 1, end - rest - 1)});
        rest = end;
    }
    if (rest < address.size())
        judge.items({rest + 1, address.sliced(rest + 1)});
    return judge.take();
}

Judgement secretwalk::inside(QByteArrayView value, bool plusIsSpace, int depth)
{
    QByteArray text = value.toByteArray();
    if (plusIsSpace)
        text.replace('+', ' ');
    if (!decodePercents(text))
        return Judgement::Secret;
    const Judgement judgement = std::max(judgeValue(value), judgeValue(text));
    constexpr QByteArrayView structured(" =:&{[\"<\n");
    const bool hasParts = std::ranges::any_of(text, [&](char c) { return structured.contains(c); });
    if (judgement == Judgement::Secret || !hasParts)
        return judgement;
    return std::max(judgement, worst(inMessage(text, depth + 1)));
}

QList<Judgement> judgeSubprotocols(const QList<QByteArray> &subprotocols)
{
    QList<Judgement> judgements;
    bool behindName = false;
    for (const QByteArray &subprotocol : subprotocols) {
        Judgement judgement = behindName ? Judgement::Secret : secretwalk::inside(subprotocol, false, 0);
        // `access_token.VALUE`, `base64url.bearer.authorization.k8s.io.VALUE`
        for (const QByteArrayView joint :
            {QByteArrayView("."), QByteArrayView(","), QByteArrayView(":"), QByteArrayView("=")}) {
            bool named = false;
            for (const AddressPart &part : splitOutside({0, subprotocol}, joint)) {
                if (named && !isPlainWord(part.text) && !isSecretName(part.text))
                    judgement = Judgement::Secret;
                judgement = std::max(judgement, judgeValue(part.text));
                named = named || isSecretName(part.text) || announcesSecrets(part.text);
            }
        }
        const bool isName = isSecretName(subprotocol) || announcesSecrets(subprotocol);
        if (isName && judgement == Judgement::Plain && subprotocol.contains('-') && !isPlainWord(subprotocol))
            judgement = Judgement::Secret; // `auth-VALUE`
        behindName = isName && judgement < Judgement::Secret;
        judgements.append(judgement);
    }
    return judgements;
}

Judgement worst(const FoundSecrets &found)
{
    Judgement judgement = Judgement::Plain;
    for (const FoundSecret &each : found)
        judgement = std::max(judgement, each.judgement);
    return judgement;
}

QByteArray withoutSecrets(QByteArrayView text, const FoundSecrets &found, QByteArrayView instead)
{
    QByteArray out;
    qsizetype from = 0;
    for (const FoundSecret &each : found) {
        out += text.sliced(from, each.at - from);
        out += instead;
        from = each.at + each.size;
    }
    return out + text.sliced(from).toByteArray();
}

QByteArray redactedMessage(QByteArrayView message) { return withoutSecrets(message, secretsInMessage(message)); }

} // namespace base
