// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/discovery.h"

#include "core/fields/eventtime.h"
#include "core/fields/fieldnames.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <tuple>

namespace fields {

namespace {

constexpr std::size_t maxTexts = 64; // Candidates for the key in one scope.
constexpr qsizetype maxNumberKey = 20; // Digits.
constexpr int fewMessages = 16; // Of a slow feed: then nothing is decided for good about a number.
constexpr qsizetype fewNumbers = 8; // Different ones: more, and it counts something.
constexpr int strongKey = 2; // keyWorth() of names like `symbol`.
constexpr qsizetype maxKinds = 16; // More different texts name no kinds of message.
constexpr int enoughTexts = 128; // Then a string that hardly ever repeats is free text.
constexpr qint64 hourNs = 3'600'000'000'000;

//! Where an event time candidate lies, compared with the receive time.
struct TimeFit
{
    int count = 0;
    qint64 total = 0;
    qint64 least = std::numeric_limits<qint64>::max(), most = std::numeric_limits<qint64>::min(); // Received - event.
    qint64 firstEvent = std::numeric_limits<qint64>::max(), lastEvent = std::numeric_limits<qint64>::min();
    qint64 firstReceived = std::numeric_limits<qint64>::max(), lastReceived = std::numeric_limits<qint64>::min();

    void add(qint64 event, qint64 received)
    {
        const qint64 delay = received - event;
        ++count;
        total += std::min(std::abs(delay), hourNs);
        least = std::min(least, delay);
        most = std::max(most, delay);
        firstEvent = std::min(firstEvent, event);
        lastEvent = std::max(lastEvent, event);
        firstReceived = std::min(firstReceived, received);
        lastReceived = std::max(lastReceived, received);
    }
    // A clock may be off by any amount, but it goes on. One that is off by hours has to be seen to.
    [[nodiscard]] bool isClock() const
    {
        const qint64 went = lastEvent - firstEvent;
        const qint64 passed = lastReceived - firstReceived;
        if (most - least > hourNs)
            return false;
        if (std::max(std::abs(least), std::abs(most)) <= hourNs)
            return went > 0 || passed < 2'500'000'000;
        return count == 1 || (went >= passed / 2 && went > 0);
    }
};

//! The texts of one place, as far as they tell whether it is a key.
struct Candidate
{
    TextCounts counts{};
    int distance = 0;
    QByteArray last{};
    bool returns = false; // A text came again after another one.
    int odd = 0; // Texts that are clocks, dates, sentences.
    bool isNumber = false;

    void add(const QByteArray &text)
    {
        if (text != last) {
            returns = returns || counts.contains(text);
            last = text;
        }
        ++counts[text];
        odd += isNoKey(text) ? 1 : 0;
    }
    void begin(const TextCounts &prior)
    {
        counts = prior;
        if (prior.size() == 1)
            last = prior.constBegin().key();
    }
    [[nodiscard]] int total() const { return std::accumulate(counts.begin(), counts.end(), 0); }
};

} // namespace

void Discovery::add(const MessageFields &message, qint64 wallNs)
{
    const auto first = static_cast<quint32>(m_scopes.size());
    for (const FieldScope &scope : message.scopes)
        m_scopes.push_back({first + scope.parent, wallNs});
    for (const FieldValue &value : message.values) {
        m_values[value.node].push_back({value, first + value.instance});
        m_values[value.node].back().field.raw = {}; // The message goes.
        if (value.kind > FieldValue::Kind::Text)
            continue;
        if (value.isInteger && !value.raw.isEmpty() && value.raw.size() <= maxNumberKey
            && mayNumberThings(m_tree.name(value.node)))
            m_scopes[first + value.instance].texts.push_back({value.node, value.raw.toByteArray(), true});
        const auto time = timeOfNumber(value.value);
        const bool mayBeTime = isTimeName(m_tree.name(value.node)) || value.value >= 1e11;
        if (time && mayBeTime && isPlausibleTime(*time))
            m_scopes[first + value.instance].times.push_back({value.node, *time});
    }
    for (const FieldText &text : message.texts) {
        Scope &scope = m_scopes[first + text.instance];
        if (const auto time = timeOfText(text.raw))
            scope.times.push_back({text.node, *time});
        else if (scope.texts.size() < maxTexts && !text.raw.isEmpty() && text.raw.size() <= maxKeyBytes)
            scope.texts.push_back({text.node, text.raw.toByteArray()});
    }
}

template <typename Visit>
void Discovery::forEachScope(quint32 scope, Visit visit) const
{
    for (int up = 0;; ++up) {
        visit(m_scopes[scope], up);
        if (m_scopes[scope].parent == scope)
            return;
        scope = m_scopes[scope].parent;
    }
}

FieldDecision Discovery::decide(NodeId field) const
{
    FieldDecision decision;
    decision.keyNode = chooseKey(field, decision);
    if (decision.keyNode != FieldTree::ignored)
        chooseKind(field, decision);
    decision.timeNode = chooseTime(field);
    decision.kind = kindOf(m_tree.name(field), observations(field, decision.keyNode));
    return decision;
}

// What varies among few values and repeats splits a field; a known name may also do so before it varied. Among equals
// the better name wins, then the nearer scope.
NodeId Discovery::chooseKey(NodeId field, FieldDecision &decision) const
{
    std::map<NodeId, Candidate> seen;
    const auto values = m_values.value(field);
    for (const Value &value : values) {
        forEachScope(value.scope, [&](const Scope &scope, int up) {
            for (const Text &text : scope.texts) {
                const auto [found, isNew] = seen.try_emplace(text.node);
                if (isNew)
                    found->second.begin(m_prior.value(text.node));
                found->second.add(text.value);
                found->second.distance = up;
                found->second.isNumber = text.isNumber;
            }
        });
    }
    // Where a symbol is named, a plain `channel` tells kinds of message apart (chooseKind), not instruments.
    const bool hasStrong = std::ranges::any_of(
        seen, [&](const auto &each) { return each.first != field && keyWorth(m_tree.name(each.first)) >= strongKey; });
    NodeId best = FieldTree::ignored;
    int bestScore = 0;
    for (const auto &[node, found] : seen) {
        const TextCounts &counts = found.counts;
        const int worth = keyWorth(m_tree.name(node));
        if (hasStrong && worth < strongKey && namesKind(node)
            && std::all_of(counts.keyBegin(), counts.keyEnd(), isPlainWord))
            continue;
        const int total = found.total();
        const auto repeated = std::count_if(counts.begin(), counts.end(), [](int count) { return count >= 2; });
        // A value that never comes back tells no things apart, and neither does a clock.
        const bool isOdd = worth < strongKey && found.odd * 2 > total;
        const bool repeats = repeated >= 2 && counts.size() <= maxKeys && total >= 2 * counts.size()
            && (found.returns || worth >= strongKey) && !isOdd;
        const bool isFreeText = counts.size() > maxKeys || m_freeTexts.contains(node);
        if (worth < 0 || node == field || (worth < strongKey && isFreeText) || isOdd)
            continue;
        if ((worth == 0 || (found.isNumber && worth < strongKey)) && !repeats) {
            const bool mayBecomeKey = found.isNumber ? counts.size() <= fewNumbers && (total < fewMessages || counts.size() * 2 <= total)
                                                     : total < enoughTexts || counts.size() < total / 2;
            if (counts.size() <= maxKeys && mayBecomeKey)
                decision.constants.emplace_back(node, counts);
            continue;
        }
        const int score = 1 + (repeats ? 100 : 0) + worth * 40 - std::min(found.distance, 3) * 10
            - std::min(m_tree.depth(node), 5) - (found.isNumber ? 5 : 0);
        if (score > bestScore) {
            bestScore = score;
            best = node;
        }
    }
    if (best != FieldTree::ignored)
        decision.constants.clear();
    return best;
}

// A ticker and a candle may both have a `volume` of the same symbol: what names the kind of message then splits the
// field as well. It is a plain word; routes such as `tickers.BTCUSDT` say what the key says already.
void Discovery::chooseKind(NodeId field, FieldDecision &decision) const
{
    struct Seen
    {
        TextCounts kinds{};
        QHash<QByteArray, QByteArray> firstKind{}; // By key.
        bool isShared = false; // One key came in several kinds.
        bool isPlain = true;
    };
    std::map<NodeId, Seen> candidates;
    const auto values = m_values.value(field);
    for (const Value &value : values) {
        QByteArray key;
        forEachScope(value.scope, [&](const Scope &scope, int) {
            const auto found = std::ranges::find(scope.texts, decision.keyNode, &Text::node);
            if (found != scope.texts.end())
                key = found->value;
        });
        forEachScope(value.scope, [&](const Scope &scope, int) {
            for (const Text &text : scope.texts) {
                if (text.node == decision.keyNode || text.isNumber || !namesKind(text.node))
                    continue;
                Seen &seen = candidates[text.node];
                ++seen.kinds[text.value];
                seen.isPlain = seen.isPlain && isPlainWord(text.value) && !isPhase(text.value);
                const auto known = seen.firstKind.constFind(key);
                if (known == seen.firstKind.constEnd())
                    seen.firstKind.insert(key, text.value);
                else if (*known != text.value)
                    seen.isShared = true;
            }
        });
    }
    int bestWorth = 0;
    for (const auto &[node, seen] : candidates) {
        const int worth = kindWorth(m_tree.name(node));
        const bool splits = seen.kinds.size() == 1 || seen.isShared;
        if (!seen.isPlain || !splits || seen.kinds.size() > maxKinds || worth <= bestWorth)
            continue;
        bestWorth = worth;
        decision.kindNode = node;
        QByteArray raw;
        int most = 0; // The first by name among equals: the order of a hash says nothing.
        for (const auto &[text, count] : seen.kinds.asKeyValueRange()) {
            if (count > most || (count == most && text < raw)) {
                raw = text;
                most = count;
            }
        }
        decision.mainKind = raw.contains('\\') ? decoders::unescaped(raw) : raw;
    }
}

bool Discovery::namesKind(NodeId node) const
{
    return m_tree.scope(node) == FieldTree::root && kindWorth(m_tree.name(node)) > 0;
}

NodeId Discovery::chooseTime(NodeId field) const
{
    const auto values = m_values.value(field);
    std::map<NodeId, std::pair<TimeFit, int>> fits;
    for (const Value &value : values) {
        forEachScope(value.scope, [&](const Scope &scope, int up) {
            for (const Time &time : scope.times) {
                auto &[fit, distance] = fits[time.node];
                fit.add(time.ns, scope.wallNs);
                distance = up;
            }
        });
    }
    NodeId best = FieldTree::ignored;
    std::tuple<int, qint64, bool> bestFit;
    for (const auto &[node, found] : fits) {
        const auto &[fit, distance] = found;
        if (!fit.isClock() || fit.count < static_cast<int>(values.size()))
            continue;
        // A quarter of a second between two clocks says nothing; then the one with a name, then the first.
        const std::tuple candidate{distance, fit.total / fit.count / 250'000'000, !isTimeName(m_tree.name(node))};
        if (best == FieldTree::ignored || candidate < bestFit) {
            best = node;
            bestFit = candidate;
        }
    }
    return best;
}

std::vector<Observation> Discovery::observations(NodeId field, NodeId keyNode) const
{
    std::vector<Observation> result;
    const auto values = m_values.value(field);
    for (const Value &value : values) {
        if (!value.field.hasValue())
            continue;
        Observation seen{0, m_scopes[value.scope].wallNs, value.field.value, value.field.kind, value.field.isInteger};
        forEachScope(value.scope, [&](const Scope &scope, int) {
            for (const Text &text : scope.texts) {
                if (text.node == keyNode)
                    seen.key = qHash(text.value, 1) | 1;
            }
        });
        result.push_back(seen);
    }
    return result;
}

} // namespace fields
