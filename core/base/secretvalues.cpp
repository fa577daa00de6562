// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secrets.h"

#include <algorithm>
#include <array>

namespace base {
namespace {

constexpr int decodingRounds = 5;

// The words of RFC 9110 §11 that stand before credentials, and those of others.
constexpr std::array schemes{"bearer", "basic", "token", "dpop", "digest", "negotiate", "ntlm", "hawk", "hoba", "oauth",
    "gnap", "vapid", "jwt", "aws4-hmac-sha256", "apikey", "api-key", "sharedkey", "sharedaccesssignature", "splunk",
    "privatetoken", "sso-key", "hmac", "scram-sha-1", "scram-sha-256", "bot", "kerberos", "mutual"};

// Issued with these in front.
constexpr std::array beginnings{"sk-", "sk_", "pk_", "rk_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_",
    "xoxb-", "xoxp-", "xoxa-", "xoxs-", "xapp-", "glpat-", "AKIA", "ASIA", "AIza", "ya29.", "SG.", "npm_", "pypi-",
    "hvs.", "dop_v1_", "shpat_", "eyJ", "whsec_", "tskey-"};

enum class CharClass : quint8 { Lower, Upper, Digit, Joint, Other };

constexpr CharClass classOf(char c)
{
    if (c >= 'a' && c <= 'z')
        return CharClass::Lower;
    if (c >= 'A' && c <= 'Z')
        return CharClass::Upper;
    if (c >= '0' && c <= '9')
        return CharClass::Digit;
    constexpr QByteArrayView joints("-_.~=+/:|,!@$*^#");
    return joints.contains(c) ? CharClass::Joint : CharClass::Other;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Undoes one layer; false when there was none.
bool decodeOnce(QByteArray &text)
{
    QByteArray out;
    out.reserve(text.size());
    bool any = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low < 0) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(high * 16 + low);
        i += 2;
        any = true;
    }
    if (any)
        text = out;
    return any;
}

// What a text consists of.
struct Mixture
{
    qsizetype letters = 0, digits = 0, joints = 0;
    qsizetype changes = 0; //!< Between lower case, upper case and digits, joints left out.
    qsizetype longestRun = 0; //!< Of letters and digits.
    bool lower = false, upper = false, strange = false;
    bool onlyOldJoints = true; //!< `-_.~=+`, as in names and Base64 for addresses.
    [[nodiscard]] double density() const
    {
        return letters + digits > 1 ? static_cast<double>(changes) / static_cast<double>(letters + digits - 1) : 0;
    }
};

Mixture mixtureOf(QByteArrayView text)
{
    Mixture mixture;
    auto last = CharClass::Other;
    qsizetype run = 0;
    for (const char c : text) {
        const CharClass now = classOf(c);
        mixture.lower = mixture.lower || now == CharClass::Lower;
        mixture.upper = mixture.upper || now == CharClass::Upper;
        mixture.strange = mixture.strange || now == CharClass::Other;
        if (now == CharClass::Joint) {
            ++mixture.joints;
            mixture.onlyOldJoints = mixture.onlyOldJoints && QByteArrayView("-_.~=+").contains(c);
            run = 0;
            continue;
        }
        ++(now == CharClass::Digit ? mixture.digits : mixture.letters);
        mixture.changes += last != CharClass::Other && last != now;
        last = now;
        mixture.longestRun = std::max(mixture.longestRun, ++run);
    }
    return mixture;
}

Judgement judgeMixture(QByteArrayView text)
{
    const Mixture mixture = mixtureOf(text);
    const qsizetype size = text.size();
    if (mixture.strange || size < 12)
        return Judgement::Plain;
    const bool mixed = mixture.letters > 0 && mixture.digits > 0;
    if (size >= 20 && mixed && mixture.onlyOldJoints)
        return Judgement::Secret;
    const bool dense = mixture.digits >= 2 && mixture.letters > 0 && mixture.density() >= 0.3;
    const bool denseLetters = mixture.lower && mixture.upper && mixture.density() >= 0.45;
    if (size >= 16 && (dense || denseLetters))
        return Judgement::Secret;
    // No language has such a word in an address or a message.
    if ((mixed && mixture.longestRun >= 16) || (mixture.letters > 0 && mixture.longestRun >= 32))
        return Judgement::Secret;
    const bool denser = mixture.lower && mixture.upper && mixture.density() >= 0.35;
    return dense || denser || mixture.longestRun >= 24 ? Judgement::Suspect : Judgement::Plain;
}

bool hasScheme(QByteArrayView text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '+'; };
    const auto end = std::ranges::find_if(text, isSpace);
    if (end == text.end())
        return false;
    const auto first = std::ranges::find_if_not(end, text.end(), isSpace);
    const QByteArrayView word = text.first(end - text.begin());
    return first != text.end() && std::ranges::any_of(schemes, [&](const char *each) {
        return word.compare(QByteArrayView(each), Qt::CaseInsensitive) == 0;
    });
}

// Three parts of Base64 for addresses; the first is a JSON object (RFC 7519).
bool isJsonWebToken(QByteArrayView text)
{
    return text.startsWith("eyJ") && std::ranges::count(text, '.') >= 1 && text.size() >= 16;
}

} // namespace

bool isReference(QByteArrayView text)
{
    QByteArrayView rest = text.trimmed();
    for (const QByteArrayView scheme :
        {QByteArrayView("Basic "), QByteArrayView("Bearer "), QByteArrayView("Token ")}) {
        if (rest.startsWith(scheme))
            rest = rest.sliced(scheme.size());
    }
    if (rest.isEmpty())
        return false;
    while (!rest.isEmpty()) {
        const qsizetype end = rest.startsWith("${") ? rest.indexOf('}') : -1;
        if (end < 0)
            return false;
        rest = rest.sliced(end + 1);
    }
    return true;
}

bool decodePercents(QByteArray &text)
{
    for (int round = 0; round < decodingRounds; ++round) {
        if (!text.contains('%') || !decodeOnce(text))
            return true;
    }
    QByteArray further = text;
    return !decodeOnce(further);
}

Judgement judgeValue(QByteArrayView value)
{
    constexpr qsizetype shortestValue = 7; // Basic x
    if (value.size() < shortestValue)
        return Judgement::Plain;
    QByteArray text = value.trimmed().toByteArray();
    if (!decodePercents(text))
        return Judgement::Secret;
    text = text.trimmed();
    if (text.size() > 1 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
        text = text.mid(1, text.size() - 2);
    if (text.isEmpty() || isReference(text))
        return Judgement::Plain;
    const bool issued = text.size() >= 12
        && std::ranges::any_of(beginnings, [&](const char *each) { return text.startsWith(each); })
        && !text.contains(' ');
    if (issued || hasScheme(text) || isJsonWebToken(text) || text.contains("PRIVATE KEY-----"))
        return Judgement::Secret;
    return judgeMixture(text);
}

} // namespace base
