// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/messagefields.h"

#include "core/decoders/numbertext.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace fields {

namespace {

// Texts that cannot be numbers by their first byte cost nothing more; E2 begins a minus sign, C2 and E2 some
// currencies.
bool mayBeNumber(QByteArrayView raw)
{
    if (raw.isEmpty())
        return false;
    const char c = raw.front();
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == '$' || c == ' ' || c == '\xE2'
        || c == '\xC2';
}

std::optional<double> hexNumber(QByteArrayView raw)
{
    if (raw.size() < 3 || raw.size() > 18 || !(raw.startsWith("0x") || raw.startsWith("0X")))
        return {};
    quint64 number = 0;
    const char *const end = raw.data() + raw.size();
    const auto read = std::from_chars(raw.data() + 2, end, number, 16);
    return read.ec == std::errc() && read.ptr == end ? std::optional(static_cast<double>(number)) : std::nullopt;
}

} // namespace

void MessageFields::begin(const Listener *listener)
{
    m_known = m_tree.size();
    m_listener = listener;
}

void MessageFields::endText()
{
    (*m_listener)(*this);
    m_known = m_tree.size();
}

void MessageFields::drop() { m_tree.rollBack(m_known); }

void MessageFields::beginText()
{
    drop();
    if (m_styles.size() > m_tree.size())
        m_styles.resize(m_tree.size()); // What a broken record taught about places that are gone.
    values.clear();
    texts.clear();
    scopes.assign(1, {});
    shape = 0;
    m_frames.clear();
}

// Containers in an array share one place and have a scope each; containers in an object continue its scope.
void MessageFields::enter(bool isArray)
{
    Frame frame;
    frame.isArray = isArray;
    if (!m_frames.empty()) {
        Frame &outer = m_frames.back();
        frame.node = outer.child;
        frame.scope = outer.scope;
        if (outer.isArray) {
            ++outer.elements;
            frame.node = m_tree.elements(outer.node);
            frame.scope = static_cast<quint32>(scopes.size());
            scopes.push_back({outer.scope});
        }
    }
    frame.side = isArray && !m_frames.empty() && !m_frames.back().isArray ? sideOf(frame.node) : BookSide::None;
    frame.child = frame.node;
    frame.firstValue = values.size();
    frame.firstText = texts.size();
    m_frames.push_back(frame);
}

void MessageFields::beginObject() { enter(false); }

void MessageFields::beginArray() { enter(true); }

void MessageFields::key(QByteArrayView raw, bool escaped)
{
    Frame &frame = m_frames.back();
    frame.child = escaped ? m_tree.key(frame.node, decoders::unescaped(raw)) : m_tree.key(frame.node, raw);
    if (m_frames.size() == 1)
        shape = shape * 1'099'511'628'211ULL + frame.child + 1;
}

NodeId MessageFields::nextScalar()
{
    if (m_frames.empty())
        return FieldTree::root;
    Frame &frame = m_frames.back();
    if (!frame.isArray)
        return frame.child;
    ++frame.scalars;
    const int index = frame.elements++;
    if (frame.scalars > longestRow) {
        if (frame.scalars == longestRow + 1)
            dropPositions(frame);
        return FieldTree::ignored;
    }
    return index < longestRow ? m_tree.position(frame.node, index) : FieldTree::ignored;
}

// The array turned out to be long: its positions are no fields, its summary will be.
void MessageFields::dropPositions(const Frame &frame)
{
    const auto isPosition = [&](const auto &one) {
        return m_tree.parent(one.node) == frame.node && m_tree.kind(one.node) == FieldTree::Kind::Position;
    };
    values.erase(std::remove_if(values.begin() + static_cast<qptrdiff>(frame.firstValue), values.end(), isPosition),
        values.end());
    texts.erase(
        std::remove_if(texts.begin() + static_cast<qptrdiff>(frame.firstText), texts.end(), isPosition), texts.end());
}

void MessageFields::endArray()
{
    const Frame frame = m_frames.back();
    if (frame.side != BookSide::None && readLevels(frame))
        summarizeBook(frame);
    if (frame.scalars > longestRow && frame.numbers > 0) {
        const auto add = [&](QByteArrayView name, double value) {
            this->add({.node = m_tree.key(frame.node, name), .value = value});
        };
        add("length", frame.scalars);
        add("first", frame.first);
        add("last", frame.last);
        add("min", frame.min);
        add("max", frame.max);
        add("mean", frame.sum / frame.numbers);
    }
    m_frames.pop_back();
}

quint8 &MessageFields::styleOf(NodeId node)
{
    static constexpr std::size_t few = 64;
    if (node >= m_styles.size())
        m_styles.resize(node + few);
    return m_styles[node];
}

void MessageFields::string(QByteArrayView raw, bool escaped)
{
    const NodeId node = nextScalar();
    if (const auto number = m_readsHex && !escaped ? hexNumber(raw) : std::nullopt) {
        addNumber({.node = node, .value = *number, .kind = FieldValue::Kind::Text, .isInteger = true, .raw = raw});
        return;
    }
    quint8 unknown = 0;
    if (const auto number = escaped || !mayBeNumber(raw)
            ? std::nullopt
            : decoders::numberInText(raw, node == FieldTree::ignored ? unknown : styleOf(node))) {
        addNumber({.node = node,
            .value = number->value,
            .kind = FieldValue::Kind::Text,
            .isInteger = number->isInteger,
            .unit = number->unit,
            .raw = raw});
        return;
    }
    if (node != FieldTree::ignored)
        texts.push_back({node, m_frames.empty() ? 0 : m_frames.back().scope, raw, escaped});
}

void MessageFields::number(const decoders::JsonNumber &number)
{
    addNumber({.node = nextScalar(),
        .value = number.value,
        .kind = number.isBeyond ? FieldValue::Kind::Beyond : FieldValue::Kind::Number,
        .isInteger = number.isInteger,
        .raw = number.raw});
}

void MessageFields::boolean(bool value)
{
    add({.node = nextScalar(), .value = value ? 1.0 : 0.0, .kind = FieldValue::Kind::Boolean, .isInteger = true});
}

void MessageFields::null() { add({.node = nextScalar(), .kind = FieldValue::Kind::Null}); }

void MessageFields::addNumber(const FieldValue &value)
{
    add(value);
    if (m_frames.empty() || !m_frames.back().isArray || value.kind == FieldValue::Kind::Beyond)
        return;
    Frame &frame = m_frames.back();
    if (frame.numbers++ == 0)
        frame.first = frame.min = frame.max = value.value;
    frame.last = value.value;
    frame.sum += value.value;
    frame.min = std::min(frame.min, value.value);
    frame.max = std::max(frame.max, value.value);
}

void MessageFields::add(const FieldValue &value)
{
    if (value.node == FieldTree::ignored)
        return;
    values.push_back(value);
    values.back().instance = m_frames.empty() ? 0 : m_frames.back().scope;
}

} // namespace fields
