// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/messagefields.h"

#include <algorithm>

namespace series {

void MessageFields::begin() { m_known = m_tree.size(); }

void MessageFields::keep() { m_known = m_tree.size(); }

void MessageFields::drop() { m_tree.rollBack(m_known); }

void MessageFields::beginText()
{
    drop();
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
    if (frame.scalars > fewNumbers) {
        if (frame.scalars == fewNumbers + 1)
            dropPositions(frame);
        return FieldTree::ignored;
    }
    return index < fewNumbers ? m_tree.position(frame.node, index) : FieldTree::ignored;
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
    if (frame.scalars > fewNumbers && frame.numbers > 0) {
        const auto add = [&](QByteArrayView name, double value) {
            this->add(m_tree.key(frame.node, name), value, FieldValue::Kind::Number, false);
        };
        add("length", frame.scalars);
        add("first", frame.first);
        add("last", frame.last);
        add("min", frame.min);
        add("max", frame.max);
    }
    m_frames.pop_back();
}

void MessageFields::string(QByteArrayView raw, bool escaped)
{
    if (const auto number = escaped ? std::nullopt : decoders::numberIn(raw)) {
        addNumber(
            number->value, number->isBeyond ? FieldValue::Kind::Beyond : FieldValue::Kind::Text, number->isInteger);
        return;
    }
    const NodeId node = nextScalar();
    if (node != FieldTree::ignored)
        texts.push_back({node, m_frames.empty() ? 0 : m_frames.back().scope, raw, escaped});
}

void MessageFields::number(const decoders::JsonNumber &number)
{
    addNumber(number.value, number.isBeyond ? FieldValue::Kind::Beyond : FieldValue::Kind::Number, number.isInteger);
}

void MessageFields::boolean(bool value) { add(nextScalar(), value ? 1 : 0, FieldValue::Kind::Boolean, true); }

void MessageFields::null() { add(nextScalar(), 0, FieldValue::Kind::Null, false); }

void MessageFields::addNumber(double value, FieldValue::Kind kind, bool isInteger)
{
    add(nextScalar(), value, kind, isInteger);
    if (m_frames.empty() || !m_frames.back().isArray || kind == FieldValue::Kind::Beyond)
        return;
    Frame &frame = m_frames.back();
    if (frame.numbers++ == 0)
        frame.first = frame.min = frame.max = value;
    frame.last = value;
    frame.min = std::min(frame.min, value);
    frame.max = std::max(frame.max, value);
}

void MessageFields::add(NodeId node, double value, FieldValue::Kind kind, bool isInteger)
{
    if (node != FieldTree::ignored)
        values.push_back({node, m_frames.empty() ? 0 : m_frames.back().scope, value, kind, isInteger});
}

} // namespace series
