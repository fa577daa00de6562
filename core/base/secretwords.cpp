// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secretwalk.h"

#include <algorithm>
#include <array>

namespace base {
namespace {

constexpr QByteArrayView lineEnds("\n\r\0\x1E", 4);
constexpr QByteArrayView wordEnds(" \t&;,\"'<>|()[]{}`");
constexpr QByteArrayView addressEnds(" \t\"'<>`");

qsizetype endOf(QByteArrayView text, qsizetype from, qsizetype limit, QByteArrayView ends)
{
    while (from < limit && !ends.contains(text[from]))
        ++from;
    return from;
}

// Those that only credentials follow.
bool isScheme(QByteArrayView word)
{
    constexpr std::array<QByteArrayView, 16> fronts{"bearer", "basic", "token", "dpop", "negotiate", "ntlm", "apikey",
        "sharedaccesssignature", "sharedkey", "aws4-hmac-sha256", "hawk", "gnap", "vapid", "jwt", "sso-key",
        "privatetoken"};
    const auto isSame = [&](QByteArrayView each) { return word.compare(each, Qt::CaseInsensitive) == 0; };
    return std::ranges::any_of(fronts, isSame);
}

//! Goes through a text that is no JSON, line by line and word by word, each byte once.
class WordsJudge
{
public:
    WordsJudge(QByteArrayView text, int depth) : m_text(text), m_depth(depth) { }
    FoundSecrets run();

private:
    void line(qsizetype begin, qsizetype end);
    [[nodiscard]] bool isWhole(qsizetype begin, qsizetype end);
    [[nodiscard]] qsizetype word(qsizetype begin, qsizetype limit);
    [[nodiscard]] qsizetype pair(qsizetype begin, qsizetype split, qsizetype end, qsizetype limit);
    void plainWord(qsizetype begin, qsizetype end);
    void tag(qsizetype begin, qsizetype limit);
    void add(qsizetype begin, qsizetype end, Judgement judgement, const QByteArray &name = {});
    [[nodiscard]] QByteArrayView part(qsizetype begin, qsizetype end) const
    {
        return m_text.sliced(begin, end - begin);
    }

    QByteArrayView m_text;
    const int m_depth;
    FoundSecrets m_found;
    QByteArray m_pending; //!< The next word is the value of this name; empty: it is not.
    QByteArray m_tag; //!< The secret XML element whose text follows; empty: none.
    bool m_first = true; //!< No line was read.
};

void WordsJudge::add(qsizetype begin, qsizetype end, Judgement judgement, const QByteArray &name)
{
    if (judgement != Judgement::Plain && end > begin && !isReference(part(begin, end)))
        m_found.append({.at = begin, .size = end - begin, .name = name.left(120), .judgement = judgement});
}

// `Authorization: …` and `AUTH …`: what follows in the line is the secret.
bool WordsJudge::isWhole(qsizetype begin, qsizetype end)
{
    const auto belongs = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || QByteArrayView("_-./").contains(c);
    };
    qsizetype nameEnd = begin;
    while (nameEnd < end && belongs(m_text[nameEnd]) && nameEnd - begin <= 64)
        ++nameEnd;
    if (nameEnd == begin || nameEnd >= end || !QByteArrayView(" \t:|,").contains(m_text[nameEnd]))
        return false;
    const QByteArrayView name = part(begin, nameEnd);
    qsizetype from = nameEnd;
    while (from < end && QByteArrayView(" \t:|,=").contains(m_text[from]))
        ++from;
    if (from == end)
        return false;
    const bool isField = part(nameEnd, from).contains(':') || part(nameEnd, from).contains('|');
    const auto spaces = std::ranges::count(part(from, end), ' ');
    const bool shouts = std::ranges::none_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
    const bool named = isSecretName(name);
    const bool announced = announcesSecrets(name) && (m_depth == 0 || shouts || spaces == 0);
    if (!(isField && (named || announced)) && !(m_first && (announced || (named && spaces < 2))))
        return false;
    if (isField && part(from, from + 1) == "/" && part(nameEnd, from) == ":" && part(from, end).startsWith("//"))
        return false; // token://… is an address.
    add(from, end, Judgement::Secret, name.toByteArray());
    return true;
}

void WordsJudge::tag(qsizetype begin, qsizetype limit)
{
    const qsizetype end = endOf(m_text, begin, limit, " \t/>");
    const QByteArrayView name = part(begin, end);
    m_tag = isSecretName(name) ? name.toByteArray() : QByteArray();
}

// From `name` over `=` or `:` to the end of the value, which may stand in quotes.
qsizetype WordsJudge::pair(qsizetype begin, qsizetype split, qsizetype end, qsizetype limit)
{
    QByteArrayView name = part(begin, split);
    const Judgement named = judgeName(name);
    if (looksLikeToken(name)) {
        add(begin, split, Judgement::Secret);
        name = {};
        begin = split;
    }
    if (split + 1 == end && end < limit && (m_text[end] == '"' || m_text[end] == '\'')) {
        const qsizetype close = endOf(m_text, end + 1, limit, m_text.sliced(end, 1));
        const QByteArrayView value = part(end + 1, close);
        add(end + 1, close, std::max(named, secretwalk::inside(value, true, m_depth)), name.toByteArray());
        return std::min(close + 1, limit);
    }
    if (split + 1 == end) {
        if (named == Judgement::Secret)
            m_pending = name.toByteArray();
        return end;
    }
    const Judgement judgement = std::max(named, secretwalk::inside(part(split + 1, end), true, m_depth));
    if (judgement != Judgement::Plain)
        add(split + 1, end, judgement, name.toByteArray());
    else
        plainWord(begin, end);
    return end;
}

void WordsJudge::plainWord(qsizetype begin, qsizetype end)
{
    const QByteArrayView whole = part(begin, end);
    if (!whole.startsWith('/')) // As a path does, and Base64 seldom.
        return add(begin, end, judgeValue(whole));
    for (qsizetype from = begin; from < end;) {
        const qsizetype to = endOf(m_text, from, end, "/");
        add(from, to, judgeValue(part(from, to)));
        from = to + 1;
    }
}

qsizetype WordsJudge::word(qsizetype begin, qsizetype limit)
{
    qsizetype end = endOf(m_text, begin, limit, wordEnds);
    // A variable is one word.
    for (qsizetype open = begin; end < limit && m_text[end] == '{' && end > open && m_text[end - 1] == '$';
         open = end) {
        const qsizetype close = endOf(m_text, end, limit, "}");
        end = close < limit ? endOf(m_text, close + 1, limit, wordEnds) : limit;
    }
    const bool isFront = isScheme(part(begin, end)) && end < limit && m_text[end] == ' '; // Authorization: Bearer …
    if (!m_pending.isEmpty() && !isFront) {
        add(begin, end, Judgement::Secret, std::exchange(m_pending, {}));
        return end;
    }
    const QByteArrayView whole = part(begin, end);
    if (whole.contains("://")) {
        end = endOf(m_text, end, limit, addressEnds);
        if (m_depth >= secretwalk::deepest) {
            add(begin, end, Judgement::Secret);
            return end;
        }
        for (FoundSecret each : secretwalk::inAddress(part(begin, end), QueryValues::Judged, m_depth + 1)) {
            each.at += begin;
            m_found.append(each);
        }
        return end;
    }
    const qsizetype split = whole.startsWith("${") ? end : endOf(m_text, begin, end, "=:");
    if (split > begin && split < end)
        return pair(begin, split, end, limit);
    qsizetype next = end;
    while (next < limit && m_text[next] == ' ')
        ++next;
    if (next < limit && next > end && (m_text[next] == '=' || m_text[next] == ':') && isSecretName(whole)) {
        m_pending = whole.toByteArray();
        return next + 1;
    }
    if (isScheme(whole) && next > end)
        m_pending = whole.toByteArray();
    else
        plainWord(begin, end);
    return end;
}

void WordsJudge::line(qsizetype begin, qsizetype end)
{
    while (begin < end && (m_text[begin] == ' ' || m_text[begin] == '\t'))
        ++begin;
    if (begin == end || isWhole(begin, end))
        return;
    for (qsizetype at = begin; at < end;) {
        const char c = m_text[at];
        if (c == '<') {
            tag(++at, end);
        } else if (c == '>' && !m_tag.isEmpty() && !(at > 0 && m_text[at - 1] == '/')) {
            const qsizetype close = endOf(m_text, at + 1, end, "<");
            add(at + 1, close, Judgement::Secret, m_tag);
            at = close;
        } else if (wordEnds.contains(c)) {
            ++at;
        } else {
            at = std::max(word(at, end), at + 1);
        }
    }
}

FoundSecrets WordsJudge::run()
{
    for (qsizetype begin = 0; begin < m_text.size();) {
        const qsizetype end = endOf(m_text, begin, m_text.size(), lineEnds);
        line(begin, end);
        m_first = m_first && end == begin;
        m_pending.clear();
        begin = end + 1;
    }
    return std::move(m_found);
}

} // namespace

FoundSecrets secretwalk::inWords(QByteArrayView message, int depth) { return WordsJudge(message, depth).run(); }

} // namespace base
