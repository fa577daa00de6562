// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/messagefields.h"

#include <algorithm>

namespace fields {

namespace {

// A message that says so carries changes; the best price among these is not that of the book.
bool tellsOfChanges(const std::vector<FieldText> &texts)
{
    return std::ranges::any_of(texts, [](const FieldText &text) {
        return text.raw.size() <= 64
            && (text.raw.contains("pdate") || text.raw.contains("elta") || text.raw.contains("diff")
                || text.raw.contains("hange"));
    });
}

// Sides with names of a letter or two are only believed where the message says what it is.
bool tellsOfBooks(const std::vector<FieldText> &texts)
{
    return std::ranges::any_of(texts, [](const FieldText &text) {
        return text.raw.size() <= 64 && (text.raw.contains("epth") || text.raw.contains("ook"));
    });
}

} // namespace

MessageFields::BookSide MessageFields::sideOf(NodeId node) const
{
    if (node == FieldTree::ignored || m_tree.kind(node) != FieldTree::Kind::Key)
        return BookSide::None;
    const QByteArrayView name = m_tree.name(node);
    if (name == "bids" || name == "b" || name == "bs" || name == "bid" || name == "Bids")
        return BookSide::Bids;
    return name == "asks" || name == "a" || name == "as" || name == "ask" || name == "Asks" ? BookSide::Asks
                                                                                            : BookSide::None;
}

// Levels are arrays or objects of a price and a size at least, in this order; nothing else is a side of a book.
bool MessageFields::readLevels(const Frame &frame)
{
    m_levels.clear();
    if (frame.scalars > 0 || frame.elements == 0)
        return false;
    if (m_tree.name(frame.node).size() <= 2 && !tellsOfBooks(texts))
        return false;
    int numbers = 0;
    quint32 instance = 0;
    for (std::size_t i = frame.firstValue; i < values.size(); ++i) {
        const FieldValue &value = values[i];
        if (value.kind > FieldValue::Kind::Text || m_tree.parent(value.node) == FieldTree::ignored
            || m_tree.parent(m_tree.parent(value.node)) != frame.node)
            return false;
        if (numbers == 0 || value.instance != instance) {
            if (numbers == 1)
                return false;
            m_levels.push_back({value.value, 0});
            instance = value.instance;
            numbers = 1;
        } else if (numbers++ == 1) {
            m_levels.back().size = value.value;
        }
    }
    return numbers >= 2 && m_levels.size() == static_cast<std::size_t>(frame.elements);
}

// Once a level of size 0 came, or levels in no order, the place carries changes for good.
bool MessageFields::isWholeBook(const Frame &frame)
{
    if (std::ranges::find(m_changes, frame.node) != m_changes.end())
        return false;
    const bool isDown = frame.side == BookSide::Bids;
    const auto isOutOfOrder
        = [isDown](const Level &a, const Level &b) { return isDown ? a.price <= b.price : a.price >= b.price; };
    const bool isWhole = std::ranges::adjacent_find(m_levels, isOutOfOrder) == m_levels.end()
        && std::ranges::none_of(m_levels, [](const Level &level) { return level.size <= 0; });
    if (!isWhole && m_changes.size() < 64)
        m_changes.push_back(frame.node);
    return isWhole && !tellsOfChanges(texts);
}

// The levels themselves are no fields: they would be a band over the whole book.
void MessageFields::summarizeBook(const Frame &frame)
{
    values.resize(frame.firstValue);
    texts.resize(frame.firstText);
    const auto add
        = [&](QByteArrayView name, double value) { this->add({.node = m_tree.key(frame.node, name), .value = value}); };
    if (!isWholeBook(frame))
        return add("changes", static_cast<double>(m_levels.size()));
    double depth = 0;
    for (const Level &level : m_levels)
        depth += level.size;
    add("depth", depth);
    add("levels", static_cast<double>(m_levels.size()));
    Frame &outer = m_frames[m_frames.size() - 2];
    outer.best[static_cast<std::size_t>(frame.side)] = m_levels.front().price;
}

void MessageFields::endObject()
{
    const auto [bid, ask] = m_frames.back().best;
    const NodeId node = m_frames.back().node;
    const auto add
        = [&](QByteArrayView name, double value) { this->add({.node = m_tree.key(node, name), .value = value}); };
    if (bid)
        add("best_bid", *bid);
    if (ask)
        add("best_ask", *ask);
    if (bid && ask)
        add("spread", *ask - *bid);
    m_frames.pop_back();
}

} // namespace fields
