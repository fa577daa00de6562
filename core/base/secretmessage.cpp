// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secretwalk.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace base {
namespace {

constexpr std::size_t deepestJson = 512;
constexpr qsizetype longestPath = 120;

bool isOneOf(const QByteArray &word, std::span<const char *const> words)
{
    return std::ranges::any_of(words, [&](const char *each) { return word == each; });
}

// Members that say what a message wants, such as `"op":"login"`.
constexpr std::array verbKeys{"op", "type", "method", "cmd", "command", "action", "event", "request", "req", "msg",
    "message", "kind", "name", "func", "function", "call", "route", "path", "target", "messagetype", "msgtype",
    "operation", "topic", "channel", "service", "rpc", "query"};
// Members that stay beside it.
constexpr std::array harmlessKeys{"id", "reqid", "requestid", "ref", "seq", "version", "jsonrpc", "ts", "timestamp",
    "time", "encoding", "format", "lang", "locale", "platform", "os", "scope", "grant_type", "channels", "topics",
    "symbol", "symbols"};
constexpr std::array nameKeys{"name", "key", "header", "field", "param", "parameter", "property", "k", "n", "label"};
constexpr std::array valueKeys{"value", "val", "v", "content", "data", "text"};

//! The text that the body of a JSON string means.
QByteArray meaningOf(QByteArrayView raw)
{
    if (!raw.contains('\\'))
        return raw.toByteArray();
    QString out;
    qsizetype from = 0;
    for (qsizetype at = raw.indexOf('\\'); at >= 0 && at + 1 < raw.size(); at = raw.indexOf('\\', from)) {
        out += QString::fromUtf8(raw.sliced(from, at - from));
        const char c = raw[at + 1];
        from = at + 2;
        bool isHex = false;
        const ushort unit
            = c == 'u' && at + 6 <= raw.size() ? raw.sliced(at + 2, 4).toByteArray().toUShort(&isHex, 16) : 0;
        if (isHex) {
            out += QChar(unit);
            from = at + 6;
        } else {
            out += c == 'n' ? u'\n' : c == 't' ? u'\t' : c == 'r' ? u'\r' : QChar(QLatin1Char(c));
        }
    }
    return (out + QString::fromUtf8(raw.sliced(std::min(from, raw.size())))).toUtf8();
}

//! Walks JSON texts that stand one behind the other, with `${…}` wherever a value may stand. Takes more than RFC 8259
//! does: what matters is which value belongs to which name.
class JsonSecrets
{
public:
    JsonSecrets(QByteArrayView text, qsizetype from, int depth) : m_text(text), m_at(from), m_depth(depth) { }
    //! False when the text is no JSON, or too deep.
    [[nodiscard]] bool walk();
    [[nodiscard]] FoundSecrets take();

private:
    struct Leaf
    {
        qsizetype at = 0, size = 0;
        QByteArray path;
        Judgement judgement = Judgement::Plain;
        bool stays = false; //!< Beside an announcement.
    };
    struct Frame
    {
        bool isObject = false;
        bool isSecret = false; //!< By a name around it.
        bool needsComma = false;
        bool announces = false;
        bool namesSecret = false; //!< `{"name":"X-Api-Key","value":"…"}`
        bool behindName = false; //!< `["X-Api-Key","…"]`
        std::size_t firstLeaf = 0;
        int index = 0;
        QByteArray path{};
        QByteArray key{}; //!< Of the member being read, in lower case.
        QByteArray keyPath{};
        Judgement keyJudgement = Judgement::Plain;
        std::vector<std::size_t> values{}; //!< Leaves that `namesSecret` is about.
    };

    void skipSpace();
    [[nodiscard]] bool skipReference();
    [[nodiscard]] bool readString(QByteArrayView &body);
    [[nodiscard]] bool readKey(Frame &frame);
    [[nodiscard]] bool value();
    [[nodiscard]] bool bareword();
    void string(QByteArrayView body);
    void memberRead(const QByteArray &meaning, Leaf &leaf);
    void open(bool isObject);
    void close();
    [[nodiscard]] QByteArray pathHere() const;
    [[nodiscard]] Judgement nameHere() const;

    QByteArrayView m_text;
    qsizetype m_at;
    const int m_depth;
    std::vector<Frame> m_frames;
    std::vector<Leaf> m_leaves;
    std::vector<std::pair<std::size_t, std::size_t>> m_announced; //!< Leaves from … to.
};

void JsonSecrets::skipSpace()
{
    constexpr QByteArrayView space(" \t\r\n\0\x1E", 6); // Also what ends a STOMP frame and a SignalR record.
    while (m_at < m_text.size() && space.contains(m_text[m_at]))
        ++m_at;
}

bool JsonSecrets::skipReference()
{
    if (!m_text.sliced(m_at).startsWith("${"))
        return false;
    const qsizetype end = m_text.indexOf('}', m_at);
    if (end < 0)
        return false;
    m_at = end + 1;
    return true;
}

bool JsonSecrets::readString(QByteArrayView &body)
{
    const qsizetype begin = m_at + 1;
    for (qsizetype i = begin; i < m_text.size(); ++i) {
        if (m_text[i] == '\\') {
            ++i;
        } else if (m_text[i] == '"') {
            body = m_text.sliced(begin, i - begin);
            m_at = i + 1;
            return true;
        }
    }
    return false;
}

QByteArray JsonSecrets::pathHere() const
{
    if (m_frames.empty())
        return {};
    const Frame &frame = m_frames.back();
    return frame.isObject ? frame.keyPath : frame.path + '[' + QByteArray::number(frame.index) + ']';
}

Judgement JsonSecrets::nameHere() const
{
    if (m_frames.empty())
        return Judgement::Plain;
    const Frame &frame = m_frames.back();
    if (frame.isSecret || (!frame.isObject && frame.behindName))
        return Judgement::Secret;
    return frame.isObject ? frame.keyJudgement : Judgement::Plain;
}

bool JsonSecrets::readKey(Frame &frame)
{
    QByteArrayView body;
    if (m_at >= m_text.size() || m_text[m_at] != '"' || !readString(body))
        return false;
    const QByteArray key = meaningOf(body);
    frame.key = key.size() <= 64 ? key.toLower() : QByteArray();
    frame.keyJudgement = judgeName(key);
    const bool isToken = looksLikeToken(key);
    frame.keyPath = ((frame.path.isEmpty() ? QByteArray() : frame.path + '.') + (isToken ? QByteArray("*") : key))
                        .right(longestPath);
    if (isToken)
        m_leaves.push_back({.at = body.begin() - m_text.begin(),
            .size = body.size(),
            .path = frame.keyPath,
            .judgement = Judgement::Secret});
    skipSpace();
    if (m_at >= m_text.size() || m_text[m_at] != ':')
        return false;
    ++m_at;
    skipSpace();
    return true;
}

void JsonSecrets::open(bool isObject)
{
    Frame frame{.isObject = isObject, .isSecret = nameHere() == Judgement::Secret, .firstLeaf = m_leaves.size()};
    frame.path = pathHere();
    if (!m_frames.empty())
        m_frames.back().needsComma = true;
    m_frames.push_back(std::move(frame));
    ++m_at;
}

void JsonSecrets::close()
{
    const Frame &frame = m_frames.back();
    if (frame.announces)
        m_announced.emplace_back(frame.firstLeaf, m_leaves.size());
    if (frame.namesSecret) {
        for (const std::size_t leaf : frame.values)
            m_leaves[leaf].judgement = Judgement::Secret;
    }
    m_frames.pop_back();
    if (!m_frames.empty())
        ++m_frames.back().index;
    ++m_at;
}

// What a string says of those beside it.
void JsonSecrets::memberRead(const QByteArray &meaning, Leaf &leaf)
{
    if (m_frames.empty())
        return;
    Frame &frame = m_frames.back();
    const bool isWord = meaning.size() <= 64 && !meaning.contains(' ');
    if (!frame.isObject) {
        const bool announces = isWord && announcesSecrets(meaning);
        frame.behindName = isWord && isSecretName(meaning);
        frame.announces = frame.announces || announces;
        leaf.stays = announces || meaning.size() < 3;
        return;
    }
    if (isOneOf(frame.key, verbKeys) || frame.key.size() <= 2) {
        const bool announces = isWord && announcesSecrets(meaning);
        frame.announces = frame.announces || announces;
        leaf.stays = announces || (isWord && isOneOf(frame.key, verbKeys));
    }
    if (isOneOf(frame.key, nameKeys))
        frame.namesSecret = frame.namesSecret || (isWord && isSecretName(meaning));
    if (isOneOf(frame.key, valueKeys))
        frame.values.push_back(m_leaves.size());
    leaf.stays = leaf.stays || isOneOf(frame.key, harmlessKeys);
}

void JsonSecrets::string(QByteArrayView body)
{
    const QByteArray meaning = meaningOf(body);
    Leaf leaf{.at = body.begin() - m_text.begin(), .size = body.size(), .path = pathHere()};
    leaf.judgement = nameHere();
    if (leaf.judgement < Judgement::Secret)
        leaf.judgement = std::max(leaf.judgement, secretwalk::inside(meaning, false, m_depth));
    memberRead(meaning, leaf);
    if (!body.isEmpty())
        m_leaves.push_back(std::move(leaf));
    else if (!m_frames.empty() && !m_frames.back().values.empty() && m_frames.back().values.back() == m_leaves.size())
        m_frames.back().values.pop_back();
}

// A number, true, false or null; a number of some digits under a secret's name is a PIN.
bool JsonSecrets::bareword()
{
    const qsizetype begin = m_at;
    const auto belongs = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '+'
            || c == '.';
    };
    while (m_at < m_text.size() && belongs(m_text[m_at]))
        ++m_at;
    const QByteArrayView word = m_text.sliced(begin, m_at - begin);
    bool isNumber = false;
    (void)word.toByteArray().toDouble(&isNumber);
    if (!isNumber && word != "true" && word != "false" && word != "null")
        return false;
    if (isNumber && word.size() >= 4 && nameHere() == Judgement::Secret)
        m_leaves.push_back({.at = begin, .size = word.size(), .path = pathHere(), .judgement = Judgement::Secret});
    if (!m_frames.empty())
        m_frames.back().behindName = false;
    return true;
}

bool JsonSecrets::value()
{
    if (m_at >= m_text.size())
        return false;
    const char c = m_text[m_at];
    if (c == '{' || c == '[') {
        if (m_frames.size() >= deepestJson)
            return false;
        open(c == '{');
        return true;
    }
    QByteArrayView body;
    if (c == '"') {
        if (!readString(body))
            return false;
        string(body);
    } else if (c == '$' ? !skipReference() : !bareword()) {
        return false;
    }
    if (!m_frames.empty()) {
        m_frames.back().needsComma = true;
        ++m_frames.back().index;
    }
    return true;
}

bool JsonSecrets::walk()
{
    for (;;) {
        skipSpace();
        if (m_at >= m_text.size())
            return m_frames.empty();
        if (m_frames.empty()) {
            if (!value())
                return false;
            continue;
        }
        Frame &frame = m_frames.back();
        const char c = m_text[m_at];
        if (c == (frame.isObject ? '}' : ']')) {
            close();
            continue;
        }
        if (frame.needsComma) {
            if (c != ',')
                return false;
            ++m_at;
            frame.needsComma = false;
            continue;
        }
        // A variable may stand for whole members.
        if (frame.isObject && c == '$') {
            if (!skipReference())
                return false;
            frame.needsComma = true;
            continue;
        }
        if ((frame.isObject && !readKey(frame)) || !value())
            return false;
    }
}

FoundSecrets JsonSecrets::take()
{
    std::vector<int> change(m_leaves.size() + 1, 0);
    for (const auto &[from, to] : m_announced) {
        ++change[from];
        --change[to];
    }
    FoundSecrets found;
    int announced = 0;
    for (std::size_t i = 0; i < m_leaves.size(); ++i) {
        announced += change[i];
        const Leaf &leaf = m_leaves[i];
        const Judgement judgement = announced > 0 && !leaf.stays ? Judgement::Secret : leaf.judgement;
        if (judgement != Judgement::Plain && !isReference(m_text.sliced(leaf.at, leaf.size)))
            found.append({.at = leaf.at, .size = leaf.size, .name = leaf.path, .judgement = judgement});
    }
    return found;
}

// Where JSON begins: at once, or behind the numbers and names that Socket.IO and others put in front.
qsizetype beginOfJson(QByteArrayView text)
{
    constexpr qsizetype longestFront = 64;
    constexpr QByteArrayView joints("/,:.@_-");
    for (qsizetype i = 0; i < text.size() && i <= longestFront; ++i) {
        const char c = text[i];
        if (c == '{' || c == '[' || (c == '"' && i == 0))
            return i;
        const bool belongs
            = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || joints.contains(c);
        if (!belongs)
            return -1;
    }
    return -1;
}

} // namespace

FoundSecrets secretsInMessage(QByteArrayView message) { return secretwalk::inMessage(message, 0); }

FoundSecrets secretwalk::inMessage(QByteArrayView message, int depth)
{
    const QByteArrayView text = message.trimmed();
    if (text.isEmpty())
        return {};
    const qsizetype front = text.begin() - message.begin();
    const FoundSecrets whole{{.at = front, .size = text.size(), .judgement = Judgement::Secret, .unjudged = true}};
    if (depth > deepest)
        return whole;
    const qsizetype begin = beginOfJson(text);
    if (begin < 0)
        return inWords(message, depth);
    JsonSecrets json(message, front + begin, depth);
    if (json.walk())
        return announcesSecrets(text.first(begin)) ? whole : json.take();
    // `[INFO] …` is no JSON, and says so by its first letter; everything else is JSON gone wrong.
    return begin == 0 && text[0] != '"' ? whole : inWords(message, depth);
}

} // namespace base
