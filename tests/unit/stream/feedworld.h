// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/messageanalysis.h"

#include <QList>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

//! A feed nobody would write on purpose, made from a seed or from a fuzzer's bytes, and the proof that its rows give
//! the same series live and replayed (A1).
namespace feedworld {

//! Choices: from bytes while there are some, then from a seeded generator.
class Chance
{
public:
    explicit Chance(std::uint64_t seed, std::span<const std::uint8_t> bytes = {})
        : m_state(seed * 2 + 1)
        , m_bytes(bytes)
    {
    }

    //! 0 to \a below - 1.
    int of(int below)
    {
        if (m_at < m_bytes.size())
            return m_bytes[m_at++] % below;
        m_state ^= m_state << 13;
        m_state ^= m_state >> 7;
        m_state ^= m_state << 17;
        return static_cast<int>((m_state >> 11) % static_cast<std::uint64_t>(below));
    }
    bool oneIn(int n) { return of(n) == 0; }

private:
    std::uint64_t m_state;
    std::span<const std::uint8_t> m_bytes;
    std::size_t m_at = 0;
};

//! Objects that come and go, keys that change, texts that begin to vary, types that change, late keys, gaps, rubbish.
class Script
{
public:
    explicit Script(Chance &chance)
        : m_chance(chance)
        , m_nested(!chance.oneIn(3))
        , m_clock(chance.of(4))
        , m_isCalm(!chance.oneIn(3))
        , m_restlessness(2 + chance.of(15))
    {
        const int count = 1 + chance.of(6);
        for (int i = 0; i < count; ++i)
            m_objects.push_back(makeObject(i));
    }

    //! One row more; its payload lives until the next call, with 64 readable bytes behind it.
    capture::Record next()
    {
        static constexpr qint64 steps[] = {0, 1, 5, 10, 10, 10, 100, 600, 700, 5'000};
        m_wallNs += steps[m_chance.of(10)] * 1'000'000;
        if (m_chance.oneIn(200))
            m_wallNs -= 2'000'000'000;
        capture::Record record{.seq = ++m_seq, .wallNs = m_wallNs, .steadyNs = m_wallNs};
        if (m_chance.oneIn(60))
            record.kind = m_chance.oneIn(2) ? capture::Kind::Gap : capture::Kind::Ping;
        else if (m_chance.oneIn(40))
            record.direction = capture::Direction::Out;
        else if (m_chance.oneIn(40))
            record.isHeartbeat = true;
        else if (m_chance.oneIn(30))
            record.kind = capture::Kind::Binary;
        m_payload = QByteArray::fromStdString(payload(record.kind));
        record.size = record.wireSize = m_payload.size();
        m_payload.append(64, '\0');
        record.data = m_payload.constData();
        return record;
    }

private:
    enum class Habit { Constant, Few, Many, Unique, TwiceEach, Long, Escaped };
    enum class Type { Number, Text, Boolean, Null, Numeric, Object, Array };
    struct Text
    {
        std::string name;
        Habit habit{};
        int count = 0;
    };
    struct Number
    {
        std::string name;
        Type type{};
    };
    struct Object
    {
        std::string name;
        std::vector<Text> texts;
        std::vector<Number> numbers;
        bool isArray = false;
    };

    Object makeObject(int number)
    {
        static constexpr const char *texts[]
            = {"zone", "qqz", "symbol", "type", "channel", "name", "id", "place", "unit"};
        static constexpr const char *numbers[]
            = {"speed", "vv", "price", "battery", "count", "ts", "seq", "\\u0076", "ok"};
        Object object{.name = "g" + std::to_string(number), .texts = {}, .numbers = {}, .isArray = m_chance.oneIn(5)};
        for (int i = m_chance.of(3); i >= 0; --i)
            object.texts.push_back(
                {texts[m_chance.of(9)], m_isCalm ? Habit::Constant : static_cast<Habit>(m_chance.of(7))});
        for (int i = m_chance.of(3); i >= 0; --i)
            object.numbers.push_back({numbers[m_chance.of(9)]});
        return object;
    }

    std::string payload(capture::Kind kind)
    {
        if (kind == capture::Kind::Gap || kind == capture::Kind::Ping)
            return "{}";
        if (m_chance.oneIn(m_isCalm ? 200 : 25))
            return rubbish();
        mutate();
        std::string text = "{";
        if (m_clock == 1)
            text += "\"t\":" + std::to_string(m_wallNs / 1'000'000) + ",";
        else if (m_clock == 2)
            text += "\"time\":" + std::to_string(static_cast<double>(m_wallNs) / 1e9 - 20) + ",";
        const int only = m_chance.oneIn(3) ? m_chance.of(static_cast<int>(m_objects.size())) : -1;
        for (int i = 0; i < static_cast<int>(m_objects.size()); ++i) {
            if (only >= 0 && i != only)
                continue;
            Object &object = m_objects[static_cast<std::size_t>(i)];
            if (m_nested || object.isArray)
                text += "\"" + object.name + "\":" + (object.isArray ? elements(object) : "{" + members(object) + "}")
                    + ",";
            else
                text += members(object) + ",";
        }
        return text + "\"end\":0}";
    }

    std::string elements(Object &object)
    {
        std::string text = "[";
        for (int i = m_chance.of(4); i >= 0; --i)
            text += "{" + members(object) + "}" + (i > 0 ? "," : "");
        return text + "]";
    }

    std::string members(Object &object)
    {
        std::string text;
        for (Text &one : object.texts)
            text += "\"" + one.name + "\":\"" + value(one) + "\",";
        for (const Number &one : object.numbers)
            text += "\"" + one.name + "\":" + value(one) + ",";
        text.pop_back();
        return text;
    }

    std::string value(Text &text)
    {
        switch (text.habit) {
        case Habit::Constant: return "hall A";
        case Habit::Few: return "v" + std::to_string(text.count++ % 3);
        case Habit::Many: return "key " + std::to_string(text.count++ % 40);
        case Habit::Unique: return std::to_string(text.count++) + " of many";
        case Habit::TwiceEach: return std::to_string(text.count++ / 2) + std::string(50, 'x');
        case Habit::Long: return std::string(300, 'y') + std::to_string(text.count++ % 2);
        case Habit::Escaped: return "a\\\"b\\u00e4" + std::to_string(text.count++ % 3);
        }
        return {};
    }

    std::string value(const Number &number)
    {
        const int n = m_chance.of(1000);
        switch (number.type) {
        case Type::Number: return std::to_string(n) + (m_chance.oneIn(2) ? ".5" : "");
        case Type::Text: return "\"unavailable\"";
        case Type::Boolean: return n % 2 == 0 ? "true" : "false";
        case Type::Null: return "null";
        case Type::Numeric: return "\"" + std::to_string(n) + ".25\"";
        case Type::Object: return "{\"deep\":" + std::to_string(n) + "}";
        case Type::Array: return "[" + std::to_string(n) + ",2,\"x\"]";
        }
        return {};
    }

    // Things change: a text begins to vary, a number becomes a text, an object appears or goes.
    void mutate()
    {
        // A calm feed was judged long ago when it begins to change.
        if ((m_isCalm && m_seq < 70) || !m_chance.oneIn(m_restlessness))
            return;
        Object &object = m_objects[static_cast<std::size_t>(m_chance.of(static_cast<int>(m_objects.size())))];
        switch (m_chance.of(9)) {
        case 0:
        case 1:
        case 6:
        case 7:
            object.texts[static_cast<std::size_t>(m_chance.of(static_cast<int>(object.texts.size())))].habit
                = static_cast<Habit>(m_chance.of(7));
            break;
        case 2:
            object.numbers[static_cast<std::size_t>(m_chance.of(static_cast<int>(object.numbers.size())))].type
                = static_cast<Type>(m_chance.of(7));
            break;
        case 3: m_objects.push_back(makeObject(static_cast<int>(m_objects.size()))); break;
        case 4:
            if (m_objects.size() > 1)
                m_objects.pop_back();
            break;
        default:
            for (Object &each : m_objects)
                each.texts.front().habit = Habit::Constant;
            break;
        }
    }

    std::string rubbish()
    {
        switch (m_chance.of(8)) {
        case 0: return "{\"g0\":{\"zone\":\"x\"";
        case 1: return "hello";
        case 2: return std::string(static_cast<std::size_t>(m_chance.of(600)), '[');
        case 3: return R"({"type":"metrics","ids":{"1":"sales","2":"load","x":"no"}})";
        case 4: return std::string("\0\1\x40\x09\x21\xfb\x54\x44\x2d\x18\x30\x39", 12);
        case 5: return "42";
        case 6: return R"([{"symbol":"A","price":1},{"symbol":"B","price":2}])";
        default: return "";
        }
    }

    Chance &m_chance;
    const bool m_nested;
    const int m_clock;
    const bool m_isCalm;
    const int m_restlessness;
    std::vector<Object> m_objects;
    qint64 m_wallNs = 1'700'000'000'000'000'000;
    base::Seq m_seq = 0;
    QByteArray m_payload;
};

//! The rows of a script, kept.
struct Rows
{
    std::vector<capture::Record> records;
    QList<QByteArray> payloads;

    Rows() = default;
    Rows(Chance &chance, int count)
    {
        Script script(chance);
        for (int i = 0; i < count; ++i) {
            records.push_back(script.next());
            payloads.append(QByteArray(records.back().data, records.back().size + 64));
            records.back().data = payloads.last().constData();
        }
    }
    void readAgain(stream::MessageAnalysis::Again &again) const
    {
        for (base::Seq seq = again.first(); seq <= again.last(); ++seq) {
            const capture::Record &record = records[seq - 1];
            const capture::PassingRow row{.seq = record.seq,
                .wallNs = record.wallNs,
                .direction = record.direction,
                .kind = record.kind,
                .isHeartbeat = record.isHeartbeat,
                .payload = record.payload()};
            again.read(row, row.payload);
        }
        again.finish();
    }
};

//! What a person would see of a store.
struct Seen
{
    using Name = std::pair<QString, QString>;
    std::map<Name, std::vector<std::pair<qint64, double>>> samples; //!< Sorted; without gaps.
    bool reachedALimit = false; //!< *Others*, or no more series: then it depends on what came first.

    explicit Seen(const series::SeriesStore &store)
    {
        const auto catalogue = store.catalogue();
        reachedALimit = catalogue->limitReached;
        for (const series::SeriesEntry &entry : catalogue->entries) {
            reachedALimit = reachedALimit || entry.isOthers || entry.path.endsWith(QStringLiteral("[…]"));
            if (entry.superseded)
                continue;
            auto &all = samples[{entry.path, entry.key}];
            for (const series::Sample &sample : series::samplesOf(store.view(entry.id))) {
                if (!std::isnan(sample.value))
                    all.emplace_back(sample.timeNs, sample.value);
            }
            std::ranges::sort(all);
        }
        std::erase_if(samples, [](const auto &one) { return one.second.empty(); });
    }
};

//! Reads \a rows as they come in life: settled now and then, read again and adopted at any time.
class Live
{
public:
    Live(const Rows &rows, Chance &chance)
    {
        std::unique_ptr<stream::MessageAnalysis::Again> again;
        for (std::size_t i = 0; i < rows.records.size(); ++i) {
            const capture::Record &record = rows.records[i];
            if (i > 0 && chance.oneIn(4) && record.wallNs > rows.records[i - 1].wallNs)
                analysis.settle(rows.records[i - 1].wallNs + (record.wallNs - rows.records[i - 1].wallNs) / 2);
            analysis.read(record);
            if (!again && chance.oneIn(3)) {
                again = analysis.takeAgain();
                if (again)
                    rows.readAgain(*again);
            } else if (again && chance.oneIn(5)) {
                analysis.adopt(*again);
                again.reset();
            }
        }
        analysis.settle(rows.records.back().wallNs + 10'000'000'000);
        if (again)
            analysis.adopt(*again);
        finish(analysis, rows);
    }

    static void finish(stream::MessageAnalysis &analysis, const Rows &rows)
    {
        while (const auto again = analysis.takeAgain()) {
            rows.readAgain(*again);
            analysis.adopt(*again);
        }
    }

    series::SeriesStore store;
    stream::MessageAnalysis analysis{store};
};

//! Reads \a rows as a capture is replayed.
struct Replayed
{
    explicit Replayed(const Rows &rows)
    {
        for (const capture::Record &record : rows.records)
            analysis.read(record);
        analysis.settle(rows.records.back().wallNs + 10'000'000'000);
        Live::finish(analysis, rows);
    }
    series::SeriesStore store;
    stream::MessageAnalysis analysis{store};
};

//! In which both differ; nothing: they are the same.
inline std::optional<QString> difference(const Rows &rows, Chance &chance)
{
    const Live live(rows, chance);
    const Replayed replayed(rows);
    const Seen a(live.store), b(replayed.store);
    if (live.analysis.snapshot({}) != replayed.analysis.snapshot({}))
        return QStringLiteral("the counts");
    if (live.analysis.run() != replayed.analysis.run())
        return QStringLiteral("the metrics");
    if (a.reachedALimit || b.reachedALimit)
        return std::nullopt;
    for (const auto &[name, samples] : a.samples) {
        const auto found = b.samples.find(name);
        if (found == b.samples.end())
            return QStringLiteral("only live: %1|%2").arg(name.first, name.second);
        if (found->second != samples)
            return QStringLiteral("%1|%2: %3 samples live, %4 replayed")
                .arg(name.first, name.second)
                .arg(samples.size())
                .arg(found->second.size());
    }
    for (const auto &[name, samples] : b.samples) {
        if (!a.samples.contains(name))
            return QStringLiteral("only replayed: %1|%2").arg(name.first, name.second);
    }
    return std::nullopt;
}

} // namespace feedworld
