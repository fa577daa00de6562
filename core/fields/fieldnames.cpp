// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/fieldnames.h"

#include <algorithm>
#include <array>
#include <utility>

namespace fields {

namespace {

constexpr bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool isLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) { return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

template <std::size_t N>
bool isOneOf(QByteArrayView word, const std::array<const char *, N> &list)
{
    return std::any_of(list.begin(), list.end(), [&](const char *one) { return word == QByteArrayView(one); });
}

template <std::size_t N>
bool anyOf(const QList<QByteArray> &words, const std::array<const char *, N> &list)
{
    return std::any_of(words.begin(), words.end(), [&](const QByteArray &word) { return isOneOf(word, list); });
}

// Words joined by `_`, whatever the case: `deviceId` and `DeviceID` are `device_id`.
constexpr std::array strongKeys{"metric", "symbol", "product_id", "inst_id", "entity_id", "device", "device_id",
    "sensor", "sensor_id", "sensor_index", "sensor_name", "instrument_name", "instrument_id", "instrument",
    "currency_pair", "pair", "ticker", "host", "hostname", "station_id", "stock_code", "channel_id", "node_id", "user_id"};
constexpr std::array numberedThings{"sensor", "device", "channel", "station", "node", "slot", "core", "cpu", "gpu",
    "axis", "motor", "zone", "room", "robot", "vehicle", "meter", "probe", "player", "user", "unit", "instrument",
    "symbol", "code", "ticker", "address", "addr", "idx", "index", "id", "num", "nr", "no", "number", "line", "cell",
    "tag", "bus", "module", "wheel", "fan", "disk", "port", "lane", "pump", "valve", "machine", "camera", "track"};
constexpr std::array weakKeys{"s", "topic", "channel", "ch", "path", "name", "src", "stream", "cd"};
constexpr std::array states{"type", "side", "direction", "status", "state", "event", "event_type", "op", "action",
    "method", "unit", "units", "level", "severity", "kind", "e", "m", "S", "ord_type", "tickDirection", "origin",
    "message", "msg", "text", "reason", "unit_of_measurement", "jsonrpc", "version", "instType", "interval", "i",
    "operation", "mode", "trend"};

constexpr std::array timeWords{"time", "timestamp", "ts", "tms", "date", "datetime", "stamp", "at", "microtimestamp",
    "nanosec", "nsecs", "updated", "changed", "fired"};
constexpr std::array timeLetters{"t", "T", "E"};

constexpr std::array identifierWords{"id", "ids", "uid", "uuid", "seq", "seqnum", "sequence", "nonce", "offset", "cs",
    "index", "cursor", "tid", "sid", "rowid", "version", "num", "port", "pid"};

constexpr std::array prices{"price", "last", "close", "value", "val", "px", "state", "mid"};
constexpr std::array references{"mark", "index"};
constexpr std::array amounts{"size", "sz", "qty", "quantity", "amount", "volume", "vol", "count", "lot"};
constexpr std::array extremes{"open", "high", "low", "min", "max", "vwap", "avg"};
constexpr std::array settings{"funding", "next", "prev", "settlement", "estimated", "delivery", "old", "interval",
    "limit", "precision", "step", "utc"};
constexpr std::array changes{"pcnt", "pct", "percent", "change", "chg"};
constexpr std::array spans{"h", "d", "w", "hr", "day", "week"};

int worthOfLetter(char c)
{
    switch (c) {
    case 'p': return 95;
    case 'c': return 93;
    case 'b': return 80;
    case 'a': return 79;
    case 'q':
    case 'v': return 40;
    case 't':
    case 'T':
    case 'E': return 5;
    default: return 50;
    }
}

// `24h`, `30d`, `52w`: a figure about a long span moves little.
bool coversSpan(const QList<QByteArray> &words)
{
    for (qsizetype i = 0; i + 1 < words.size(); ++i) {
        if (isDigit(words[i].front()) && isOneOf(words[i + 1], spans))
            return true;
    }
    return false;
}

} // namespace

QList<QByteArray> wordsOf(QByteArrayView name)
{
    QList<QByteArray> words;
    QByteArray word;
    const auto finish = [&] {
        if (!word.isEmpty())
            words.append(std::exchange(word, {}));
    };
    char before = '_';
    for (const char c : name) {
        if (!isUpper(c) && !isLower(c) && !isDigit(c) && static_cast<unsigned char>(c) < 0x80) {
            finish();
        } else {
            if ((isUpper(c) && isLower(before)) || isDigit(c) != isDigit(before))
                finish();
            word += lower(c);
        }
        before = c;
    }
    finish();
    return words;
}

int keyWorth(QByteArrayView name)
{
    if (isOneOf(wordsOf(name).join('_'), strongKeys))
        return 2;
    if (isOneOf(name, weakKeys))
        return 1;
    return isOneOf(name, states) ? -1 : 0;
}

bool mayNumberThings(QByteArrayView name)
{
    return !isOneOf(name, states) && (keyWorth(name) >= 2 || anyOf(wordsOf(name), numberedThings));
}

bool isNoKey(QByteArrayView text)
{
    const auto digitsFrom = [&](qsizetype at) {
        qsizetype count = 0;
        while (at + count < text.size() && isDigit(text[at + count]))
            ++count;
        return count;
    };
    if (text.isEmpty())
        return true;
    const qsizetype lead = digitsFrom(0);
    if (lead >= 1 && lead <= 2 && lead < text.size() && text[lead] == ':' && digitsFrom(lead + 1) == 2)
        return true; // 12:30, 12:30:01.5.
    if ((lead == 4 || lead == 1 || lead == 2) && lead < text.size()) {
        const char mark = text[lead];
        const qsizetype second = digitsFrom(lead + 1);
        const qsizetype behind = lead + 1 + second;
        if ((mark == '-' || mark == '/' || mark == '.') && (second == 1 || second == 2) && behind < text.size()
            && text[behind] == mark && digitsFrom(behind + 1) >= 1)
            return true; // 2026-11-27, 27.11.2026.
    }
    if ((text.front() == '+' || text.front() == '-') && digitsFrom(1) > 0)
        return true;
    if (text.size() >= 16 && std::all_of(text.begin(), text.end(), [](char c) {
            return isDigit(c) || (lower(c) >= 'a' && lower(c) <= 'f') || c == '-';
        }))
        return true; // A UUID, a hash.
    return std::count(text.begin(), text.end(), ' ') >= 3
        || (text.size() > 4 && text[3] == ',' && text[4] == ' '); // Or a date of RFC 1123.
}

int kindWorth(QByteArrayView name)
{
    constexpr std::array kinds{
        "method", "type", "e", "event_type", "eventType", "event", "table", "topic", "stream", "ch", "channel"};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (name == QByteArrayView(kinds[i]))
            return static_cast<int>(i) + 1;
    }
    return 0;
}

bool isPhase(QByteArrayView value)
{
    constexpr std::array phases{
        "snapshot", "update", "delta", "partial", "insert", "delete", "initial", "change", "changed"};
    return std::ranges::any_of(phases, [value](const char *phase) { return value == QByteArrayView(phase); });
}

bool isPlainWord(QByteArrayView value)
{
    const auto belongs = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !value.isEmpty() && std::ranges::all_of(value, belongs);
}

bool isTimeName(QByteArrayView name)
{
    if (isOneOf(name, timeLetters))
        return true;
    const auto words = wordsOf(name);
    // `lock_time` and `time_in` are instants, `uptime` is none: whole words only.
    return anyOf(words, timeWords) && !anyOf(words, std::array{"interval", "period", "zone", "out", "uptime"});
}

bool isIdentifierName(QByteArrayView name)
{
    const auto words = wordsOf(name);
    return !words.isEmpty()
        && (isOneOf(words.back(), identifierWords) || words == QList<QByteArray>{"last", "update", "id"});
}

RangeName rangeBefore(QByteArrayView name, QByteArrayView last)
{
    if (last == "u")
        return name == "U" ? RangeName::First : name == "pu" ? RangeName::Previous : RangeName::None;
    if (name.size() < 3 || last.size() < 3)
        return RangeName::None;
    QList<QByteArray> from = wordsOf(name);
    QList<QByteArray> to = wordsOf(last);
    if (from.size() == to.size() + 1 && (from.front() == "prev" || from.front() == "previous")) {
        from.removeFirst();
        return from == to ? RangeName::Previous : RangeName::None;
    }
    static constexpr std::array<std::pair<const char *, const char *>, 5> ends{
        {{"first", "last"}, {"first", "final"}, {"start", "end"}, {"begin", "end"}, {"from", "to"}}};
    for (const auto &[begin, end] : ends) {
        QList<QByteArray> swapped = from;
        const qsizetype at = swapped.indexOf(begin);
        if (at < 0)
            continue;
        swapped[at] = end;
        if (swapped == to)
            return RangeName::First;
    }
    return RangeName::None;
}

int interest(QByteArrayView name)
{
    if (name.size() == 1)
        return worthOfLetter(name.front());
    const auto words = wordsOf(name);
    int worth = 50;
    if (anyOf(words, std::array{"bid"}))
        worth = 80;
    else if (anyOf(words, std::array{"ask"}))
        worth = 79;
    else if (anyOf(words, references))
        worth = 85;
    else if (anyOf(words, prices))
        worth = words.contains("last") ? 104 : 100;
    else if (anyOf(words, std::array{"rate"}))
        worth = 60;
    if (anyOf(words, amounts))
        worth = worth == 50 || worth >= 100 ? 40 : 30;
    if (words == QList<QByteArray>{"spread"})
        worth = 70;
    worth -= anyOf(words, extremes) ? 20 : 0;
    worth -= anyOf(words, changes) ? 15 : 0;
    worth -= anyOf(words, settings) ? 40 : 0;
    worth -= coversSpan(words) ? 45 : 0;
    worth -= words.contains("str") ? 70 : 0;
    worth -= anyOf(words, std::array{"type", "status", "code", "error", "lock"}) ? 40 : 0;
    worth -= words.contains("length") ? 30 : 0;
    return std::max(worth, 0);
}

} // namespace fields
