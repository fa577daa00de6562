// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/messageid.h"

#include "core/decoders/jsonspace.h"

#include <algorithm>
#include <utility>

namespace messaging {
namespace {

std::vector<decoders::FieldPath> readingsOf(const QStringList &paths, std::vector<std::size_t> &first)
{
    std::vector<decoders::FieldPath> all;
    for (const QString &path : paths) {
        first.push_back(all.size());
        std::ranges::move(decoders::savedReadings(path.toUtf8()), std::back_inserter(all));
    }
    first.push_back(all.size());
    return all;
}

} // namespace

JsonFields::JsonFields(const QStringList &paths) : m_reader(readingsOf(paths, m_first)) { }

void JsonFields::read(QByteArrayView text)
{
    // Cheap for what is no object: most feeds are, and the rest has no fields.
    const auto first = std::ranges::find_if_not(text, decoders::isSpace);
    m_isObject = first != text.end() && *first == '{' && m_reader.read(text);
}

const decoders::PathValue &JsonFields::find(std::size_t path) const
{
    static constexpr decoders::PathValue none{};
    for (std::size_t i = m_first[path]; m_isObject && i < m_first[path + 1]; ++i) {
        if (m_reader.value(i).isFound())
            return m_reader.value(i);
    }
    return none;
}

base::Expected<QByteArray, IdProblem> JsonFields::id(std::size_t path) const
{
    using base::Unexpected;
    using Kind = decoders::PathValue::Kind;
    if (!m_isObject)
        return Unexpected{IdProblem::NotJson};
    const decoders::PathValue &value = find(path);
    if (value.kind == Kind::Missing || value.kind == Kind::Null)
        return Unexpected{IdProblem::Missing};
    if (value.kind != Kind::String && value.kind != Kind::Number)
        return Unexpected{IdProblem::NotScalar};
    const QByteArrayView token = value.kind == Kind::Number
        ? value.raw
        : QByteArrayView(value.raw.data() - 1, value.raw.size() + 2); // The quotes stand around it.
    if (token.size() > longestId)
        return Unexpected{IdProblem::TooLong};
    return token.toByteArray();
}

QByteArray JsonFields::text(std::size_t path) const
{
    const decoders::PathValue &value = find(path);
    if (value.kind != decoders::PathValue::Kind::String || value.raw.size() + 2 > longestId)
        return {};
    return value.text();
}

base::Expected<QByteArray, IdProblem> idIn(QByteArrayView text, const QString &path)
{
    JsonFields fields({path});
    fields.read(text);
    return fields.id(0);
}

namespace integer {

std::optional<QByteArray> of(QByteArrayView id)
{
    if (id.size() > 2 && id.front() == '"' && id.back() == '"')
        id = id.sliced(1, id.size() - 2);
    if (id.isEmpty() || !std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    while (id.size() > 1 && id.front() == '0')
        id = id.sliced(1);
    return id.toByteArray();
}

int compare(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return a.size() < b.size() ? -1 : 1;
    return a.compare(b);
}

QByteArray plus(QByteArray number, int small)
{
    for (qsizetype i = number.size(); small > 0;) {
        if (--i < 0) {
            number.prepend('0');
            i = 0;
        }
        const int sum = number[i] - '0' + small % 10;
        number[i] = static_cast<char>('0' + sum % 10);
        small = small / 10 + sum / 10;
    }
    return number;
}

QByteArray minusOne(QByteArray number)
{
    qsizetype i = number.size() - 1;
    for (; i > 0 && number[i] == '0'; --i)
        number[i] = '9';
    number[i] = static_cast<char>(number[i] - 1);
    return number.size() > 1 && number.front() == '0' ? number.sliced(1) : number;
}

} // namespace integer

} // namespace messaging
