// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace fields {

//! Names a place in messages; stable while the tree lives.
using NodeId = quint32;

//! Every place that messages of one connection have had: object keys, array positions, array elements in general.
//!
//! Keys are found by their bytes, so keys that differ only by case stay apart and a known message builds no string.
class FieldTree
{
public:
    static constexpr NodeId root = 0;
    static constexpr NodeId ignored = 0xFFFF'FFFF; //!< A place beyond the limits; so is all below it.
    static constexpr std::size_t maxNodes = 20'000;
    static constexpr int mostPositions = 100;
    static constexpr qsizetype maxName = 256; //!< Bytes of a key, and of a path.

    enum class Kind : quint8 { Root, Key, Elements, Position };

    FieldTree();

    //! The place of \a name (unescaped) in the object at \a parent; made when it is new.
    NodeId key(NodeId parent, QByteArrayView name);
    //! The place of containers in the array at \a array: all elements share it.
    NodeId elements(NodeId array);
    //! The place of a scalar at \a index of the array at \a array.
    NodeId position(NodeId array, int index);

    //! The place here that \a node has in \a other; made when it is new.
    NodeId graft(const FieldTree &other, NodeId node);

    [[nodiscard]] std::size_t size() const { return m_nodes.size(); }
    //! Forgets the places made since the tree had \a size.
    void rollBack(std::size_t size);

    //! The places right below \a node, in the order they came.
    [[nodiscard]] const std::vector<NodeId> &children(NodeId node) const { return m_nodes[node].children; }
    [[nodiscard]] NodeId parent(NodeId node) const { return m_nodes[node].parent; }
    [[nodiscard]] Kind kind(NodeId node) const { return m_nodes[node].kind; }
    [[nodiscard]] QByteArrayView name(NodeId node) const { return m_nodes[node].name; }
    //! The nearest array element above or at \a node, else the root: what has its own key and time.
    [[nodiscard]] NodeId scope(NodeId node) const { return m_nodes[node].scope; }
    //! How many scopes \a outer is above the scope of \a node; -1 when it is not above.
    [[nodiscard]] int scopesUp(NodeId node, NodeId outer) const;
    [[nodiscard]] int depth(NodeId node) const { return m_nodes[node].depth; }
    //! As decoders::FieldPath writes it: `data.price`, `row[0]`, `a["b.c"]`; array elements leave no trace.
    [[nodiscard]] QString path(NodeId node) const;

private:
    struct Node
    {
        NodeId parent = ignored;
        NodeId scope = root;
        Kind kind = Kind::Root;
        quint16 depth = 0;
        qsizetype pathSize = 0;
        QByteArray name{};
        std::vector<NodeId> children{};
        std::size_t expected = 0; // Keys mostly come in the order they came last time.
        std::unique_ptr<std::unordered_map<std::string_view, NodeId>> index{}; // When there are many children.
    };

    [[nodiscard]] NodeId find(Node &node, Kind kind, QByteArrayView name);
    NodeId add(NodeId parent, Kind kind, QByteArrayView name);

    std::vector<Node> m_nodes;
};

} // namespace fields
