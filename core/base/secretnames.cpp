// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secrets.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace base {
namespace {

// A word of a name that is one of these: the value is a secret.
constexpr std::array secretWords{"token", "tokens", "secret", "secrets", "password", "passwords", "pass", "pwd", "pw",
    "psw", "pswd", "pin", "otp", "totp", "hotp", "mfa", "tfa", "auth", "authn", "authz", "oauth", "oauth2", "jwt",
    "jws", "jwe", "bearer", "key", "keys", "session", "sessions", "sess", "sid", "cookie", "cookies", "sig", "sign",
    "signed", "hmac", "ticket", "saml", "assertion", "sso", "sas", "cred", "creds", "csrf", "xsrf", "dpop", "psk",
    "apikey", "accesskey", "secretkey", "privatekey", "mnemonic", "macaroon", "sesskey", "pincode", "otpcode",
    "kennwort", "geheimnis", "senha", "clave", "wachtwoord", "haslo", "motdepasse", "mdp"};

// Inside a word that is written together.
constexpr std::array secretParts{"token", "secret", "passw", "passphrase", "passcode", "passkey", "credential", "jwt",
    "apikey", "signature", "authoriz", "authoris", "authenticat", "oauth", "cookie", "csrf", "xsrf", "bearer",
    "sessionid", "sessid", "sessionkey", "phpsess", "otpcode", "passwor", "contrasena", "authtok", "authkey",
    "accesskey", "privatekey", "signingkey"};

// Letters that are not ours.
constexpr std::array foreignParts{"contraseña", "密码", "密碼", "口令", "令牌", "密钥", "密鑰", "秘密", "пароль",
    "токен", "ключ", "パスワード", "トークン", "비밀번호"};

// Endings of words written together, and the words that only end so.
constexpr std::array plainEndings{"monkey", "donkey", "turkey", "hockey", "jockey", "whiskey", "hotkey", "mickey",
    "lackey", "smokey", "malarkey", "disckey", "compass", "bypass", "trespass", "overpass", "underpass", "surpass",
    "encompass", "lowpass", "highpass", "bandpass", "allpass", "obsession", "possession", "tokenizer", "tokenize",
    "tokenized", "tokenization", "secretary", "secretaries", "secretariat"};

constexpr std::array suspectWords{"user", "username", "login", "logon", "account", "email", "mail", "code", "state",
    "hash", "nonce", "salt", "challenge", "response", "access", "refresh", "private", "cert", "certificate", "guid",
    "uuid", "invite", "signin", "identity", "license", "licence", "serial", "phone", "iban", "ssn", "card", "cvv",
    "seed"};

constexpr std::array announcing{"auth", "authn", "authenticate", "authentication", "authorize", "authorise",
    "authorization", "authenticated", "oauth", "oauth2", "login", "logon", "signin", "token", "apikey", "password",
    "passwd", "pass", "jwt", "bearer", "credentials", "identify", "reauth", "relogin", "settoken", "setauth",
    "accesstoken", "authtoken"};

template <typename Words>
bool isAmong(const QByteArray &word, const Words &words)
{
    return std::ranges::any_of(words, [&](const char *each) { return word == each; });
}

template <typename Words>
bool hasPart(const QByteArray &word, const Words &words)
{
    return std::ranges::any_of(words, [&](const char *each) { return word.contains(each); });
}

// `X-AmzSignature2` → x, amz, signature; what is written in one case stays together.
QByteArrayList wordsOf(const QString &name)
{
    QByteArrayList words;
    QString word;
    const auto end = [&] {
        if (!word.isEmpty())
            words.append(std::exchange(word, {}).toLower().toUtf8());
    };
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name[i];
        if (!c.isLetter() && !c.isMark() && !c.isSurrogate()) {
            end();
            continue;
        }
        const bool behindLower = i > 0 && name[i - 1].isLower();
        const bool endsCapitals
            = i > 0 && name[i - 1].isUpper() && i + 1 < name.size() && name[i + 1].isLower() && c.isUpper();
        if (c.isUpper() && (behindLower || endsCapitals))
            end();
        word += c;
    }
    end();
    return words;
}

bool isSecretWord(const QByteArray &word)
{
    if (isAmong(word, plainEndings))
        return false;
    if (isAmong(word, secretWords) || hasPart(word, secretParts) || hasPart(word, foreignParts))
        return true;
    // authcode, authdata; not author, authority, authentic.
    if (word.startsWith("auth") && !word.startsWith("author") && !word.startsWith("authentic"))
        return true;
    const bool endsLikeOne = word.endsWith("key") || word.endsWith("keys") || word.endsWith("auth")
        || word.endsWith("session") || word.endsWith("pass") || word.endsWith("pwd");
    return endsLikeOne && std::ranges::none_of(plainEndings, [&](const char *each) {
        return word == each || word == QByteArray(each) + 's';
    });
}

// A name may be as long as it likes; what counts stands at its end or its beginning.
constexpr qsizetype longestName = 4096;

QString readableName(QByteArrayView name)
{
    QByteArray decoded = name.size() <= longestName
        ? name.toByteArray()
        : name.first(longestName / 2).toByteArray() + ' ' + name.last(longestName / 2).toByteArray();
    (void)decodePercents(decoded);
    const QString text = QString::fromUtf8(decoded);
    const bool isAscii = std::ranges::none_of(decoded, [](char c) { return (c & 0x80) != 0; });
    return isAscii ? text : text.normalized(QString::NormalizationForm_KC);
}

} // namespace

Judgement judgeName(QByteArrayView name)
{
    constexpr qsizetype shortestWord = 2; // pw
    if (name.size() < shortestWord)
        return Judgement::Plain;
    const QByteArrayList words = wordsOf(readableName(name));
    // api_key and apiKey are two words, apikey is one; `pass_word` and `to-ken` are meant as one.
    const QByteArray together = words.join();
    if (std::ranges::any_of(words, isSecretWord)
        || (words.size() > 1 && words.size() < 4 && together.size() < 12
            && (together == "password" || together == "token" || together == "secret" || together == "passwd")))
        return Judgement::Secret;
    const bool isSuspect
        = std::ranges::any_of(words, [](const QByteArray &word) { return isAmong(word, suspectWords); });
    return isSuspect ? Judgement::Suspect : Judgement::Plain;
}

bool announcesSecrets(QByteArrayView word)
{
    if (word.isEmpty() || word.size() > 64 || word.contains(' '))
        return false;
    const QByteArrayList words = wordsOf(readableName(word));
    return std::ranges::any_of(words, [](const QByteArray &each) { return isAmong(each, announcing); })
        || words.join() == "signin";
}

} // namespace base
