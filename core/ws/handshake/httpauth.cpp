// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/httpauth.h"

#include "core/ws/handshake/grammar.h"

#include <QCryptographicHash>

#include <algorithm>

namespace ws {
namespace {

//! Reads the pieces of an authentication field one after the other.
class ChallengeScanner
{
public:
    explicit ChallengeScanner(QByteArrayView text) : m_rest(text) { }

    void skipBlanks()
    {
        while (!m_rest.isEmpty() && (m_rest[0] == ' ' || m_rest[0] == '\t'))
            m_rest = m_rest.sliced(1);
    }
    void skipBlanksAndCommas()
    {
        for (skipBlanks(); take(','); skipBlanks()) { }
    }
    bool take(char c)
    {
        if (m_rest.isEmpty() || m_rest[0] != c)
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }
    QByteArray token()
    {
        qsizetype size = 0;
        while (size < m_rest.size() && isToken(m_rest.sliced(size, 1)))
            ++size;
        return cut(size);
    }
    // Also a token68, as `Negotiate` and `Basic` use it.
    QByteArray token68()
    {
        qsizetype size = 0;
        while (size < m_rest.size() && (isToken(m_rest.sliced(size, 1)) || m_rest[size] == '/' || m_rest[size] == '='))
            ++size;
        return cut(size);
    }
    std::optional<QByteArray> quoted()
    {
        QByteArray value;
        for (qsizetype at = 0; at < m_rest.size(); ++at) {
            if (m_rest[at] == '"') {
                m_rest = m_rest.sliced(at + 1);
                return value;
            }
            if (m_rest[at] == '\\' && ++at == m_rest.size())
                return {};
            value += m_rest[at];
        }
        return {};
    }
    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }
    [[nodiscard]] QByteArrayView rest() const { return m_rest; }
    void goBack(QByteArrayView rest) { m_rest = rest; }

private:
    QByteArray cut(qsizetype size)
    {
        const QByteArray piece = m_rest.first(size).toByteArray();
        m_rest = m_rest.sliced(size);
        return piece;
    }
    QByteArrayView m_rest;
};

// `name = value`, or nothing and the scanner where it was: then it is the next scheme.
std::optional<HeaderField> readParameter(ChallengeScanner &scanner)
{
    const QByteArrayView before = scanner.rest();
    const QByteArray name = scanner.token().toLower();
    scanner.skipBlanks();
    if (name.isEmpty() || !scanner.take('=')) {
        scanner.goBack(before);
        return {};
    }
    scanner.skipBlanks();
    if (scanner.take('"')) {
        const auto value = scanner.quoted();
        if (!value)
            return {};
        return HeaderField{.name = name, .value = *value};
    }
    const QByteArray value = scanner.token();
    if (value.isEmpty()) { // `abc==` is a token68.
        scanner.goBack(before);
        return {};
    }
    return HeaderField{.name = name, .value = value};
}

std::optional<QCryptographicHash::Algorithm> algorithmOf(const Challenge &challenge)
{
    const QByteArray name = challenge.value("algorithm").toUpper();
    if (name.isEmpty() || name == "MD5")
        return QCryptographicHash::Md5;
    if (name == "SHA-256")
        return QCryptographicHash::Sha256;
    return {};
}

bool mayBeQuoted(const QByteArray &text)
{
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
}

QByteArray quotedString(const QByteArray &text)
{
    QByteArray out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

bool offersAuth(const QByteArray &qop)
{
    const auto words = readTokenList(qop);
    return words
        && std::ranges::any_of(*words, [](const QByteArray &word) { return equalsIgnoringCase(word, "auth"); });
}

} // namespace

QByteArray Challenge::value(QByteArrayView name) const { return findField(parameters, name).value; }

QList<Challenge> readChallenges(QByteArrayView field)
{
    QList<Challenge> challenges;
    ChallengeScanner scanner(field);
    for (scanner.skipBlanksAndCommas(); !scanner.atEnd(); scanner.skipBlanksAndCommas()) {
        Challenge challenge{.scheme = scanner.token(), .parameters = {}};
        if (challenge.scheme.isEmpty())
            return {};
        scanner.skipBlanks();
        bool any = false;
        while (const auto parameter = readParameter(scanner)) {
            challenge.parameters.append(*parameter);
            scanner.skipBlanksAndCommas();
            any = true;
        }
        if (!any)
            (void)scanner.token68();
        if (!scanner.atEnd() && !isToken(scanner.rest().first(1)) && scanner.rest()[0] != ',')
            return {};
        challenges.append(challenge);
    }
    return challenges;
}

std::optional<QByteArray> digestAnswer(const Challenge &challenge, const DigestInput &input)
{
    const auto algorithm = algorithmOf(challenge);
    const QByteArray realm = challenge.value("realm");
    const QByteArray nonce = challenge.value("nonce");
    const QByteArray opaque = challenge.value("opaque");
    const QByteArray qop = challenge.value("qop");
    if (!equalsIgnoringCase(challenge.scheme, "Digest") || !algorithm || nonce.isEmpty()
        || findField(challenge.parameters, "realm").count != 1)
        return {};
    if (!qop.isEmpty() && !offersAuth(qop))
        return {};
    for (const QByteArray &part : {input.user, realm, nonce, opaque, input.target, input.clientNonce}) {
        if (!mayBeQuoted(part))
            return {};
    }
    const auto hash = [&](const QByteArray &text) { return QCryptographicHash::hash(text, *algorithm).toHex(); };
    const QByteArray ha1 = hash(input.user + ':' + realm + ':' + input.password);
    const QByteArray ha2 = hash(input.method + ':' + input.target);
    const QByteArray count = QByteArray::number(input.count, 16).rightJustified(8, '0');
    const QByteArray response = qop.isEmpty()
        ? hash(ha1 + ':' + nonce + ':' + ha2)
        : hash(ha1 + ':' + nonce + ':' + count + ':' + input.clientNonce + ":auth:" + ha2);
    QByteArray answer = "Digest username=" + quotedString(input.user) + ", realm=" + quotedString(realm)
        + ", nonce=" + quotedString(nonce) + ", uri=" + quotedString(input.target) + ", response=\"" + response + '"';
    if (const QByteArray name = challenge.value("algorithm"); !name.isEmpty())
        answer += ", algorithm=" + QByteArray(*algorithm == QCryptographicHash::Md5 ? "MD5" : "SHA-256");
    if (!qop.isEmpty())
        answer += ", qop=auth, nc=" + count + ", cnonce=" + quotedString(input.clientNonce);
    if (!opaque.isEmpty())
        answer += ", opaque=" + quotedString(opaque);
    return answer;
}

std::optional<Challenge> bestDigest(const QList<Challenge> &challenges)
{
    std::optional<Challenge> best;
    for (const Challenge &challenge : challenges) {
        if (!digestAnswer(challenge, {.user = "u", .password = {}, .method = {}, .target = {}, .clientNonce = {}}))
            continue;
        if (!best || algorithmOf(challenge) == QCryptographicHash::Sha256)
            best = challenge;
        if (algorithmOf(*best) == QCryptographicHash::Sha256)
            break;
    }
    return best;
}

QByteArray basicAnswer(const QByteArray &user, const QByteArray &password)
{
    return "Basic " + (user + ':' + password).toBase64();
}

} // namespace ws
