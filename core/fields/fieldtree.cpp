// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/fieldtree.h"

#include "core/decoders/fieldpath.h"

#include <charconv>

namespace fields {

namespace {

constexpr std::size_t fewChildren = 24;

std::string_view viewOf(QByteArrayView bytes) { return {bytes.data(), static_cast<std::size_t>(bytes.size())}; }

} // namespace

FieldTree::FieldTree() { m_nodes.emplace_back(); }

NodeId FieldTree::key(NodeId parent, QByteArrayView name)
{
    if (parent == ignored || name.size() > maxName)
        return ignored;
    const NodeId known = find(m_nodes[parent], Kind::Key, name);
    return known != ignored ? known : add(parent, Kind::Key, name);
}

NodeId FieldTree::elements(NodeId array)
{
    if (array == ignored)
        return ignored;
    const NodeId known = find(m_nodes[array], Kind::Elements, "[]");
    return known != ignored ? known : add(array, Kind::Elements, "[]");
}

NodeId FieldTree::position(NodeId array, int index)
{
    if (array == ignored || index >= mostPositions)
        return ignored;
    char name[8] = "[";
    char *end = std::to_chars(name + 1, name + 6, index).ptr;
    *end++ = ']';
    const QByteArrayView view(name, end - name);
    const NodeId known = find(m_nodes[array], Kind::Position, view);
    return known != ignored ? known : add(array, Kind::Position, view);
}

NodeId FieldTree::graft(const FieldTree &other, NodeId node)
{
    if (node == root || node == ignored)
        return node;
    const NodeId parent = graft(other, other.parent(node));
    switch (other.kind(node)) {
    case Kind::Key: return key(parent, other.name(node));
    case Kind::Elements: return elements(parent);
    case Kind::Position: return position(parent, other.name(node).sliced(1).chopped(1).toByteArray().toInt());
    case Kind::Root: break;
    }
    return root;
}

NodeId FieldTree::find(Node &node, Kind kind, QByteArrayView name)
{
    const auto matches = [&](NodeId child) { return m_nodes[child].name == name && m_nodes[child].kind == kind; };
    auto &children = node.children;
    if (node.expected < children.size() && matches(children[node.expected]))
        return children[node.expected++];
    if (node.index != nullptr && kind == Kind::Key) {
        const auto at = node.index->find(viewOf(name));
        return at != node.index->end() ? at->second : ignored;
    }
    for (std::size_t i = 0; i < children.size(); ++i) {
        if (matches(children[i])) {
            node.expected = i + 1;
            return children[i];
        }
    }
    return ignored;
}

NodeId FieldTree::add(NodeId parent, Kind kind, QByteArrayView name)
{
    const qsizetype pathSize = m_nodes[parent].pathSize + name.size() + 1;
    if (m_nodes.size() >= maxNodes || pathSize > maxName)
        return ignored;
    const auto id = static_cast<NodeId>(m_nodes.size());
    Node node;
    node.parent = parent;
    node.kind = kind;
    node.scope = kind == Kind::Elements ? id : m_nodes[parent].scope;
    node.depth = static_cast<quint16>(m_nodes[parent].depth + 1);
    node.pathSize = pathSize;
    node.name = name.toByteArray();
    m_nodes.push_back(std::move(node));

    Node &owner = m_nodes[parent];
    owner.children.push_back(id);
    owner.expected = owner.children.size();
    if (owner.index == nullptr && owner.children.size() > fewChildren)
        owner.index = std::make_unique<std::unordered_map<std::string_view, NodeId>>();
    if (owner.index != nullptr && owner.index->empty()) {
        for (const NodeId child : owner.children) {
            if (m_nodes[child].kind == Kind::Key)
                owner.index->emplace(viewOf(m_nodes[child].name), child);
        }
    } else if (owner.index != nullptr && kind == Kind::Key) {
        owner.index->emplace(viewOf(m_nodes[id].name), id);
    }
    return id;
}

void FieldTree::rollBack(std::size_t size)
{
    while (m_nodes.size() > size) {
        Node &owner = m_nodes[m_nodes.back().parent];
        if (owner.index != nullptr && m_nodes.back().kind == Kind::Key)
            owner.index->erase(viewOf(m_nodes.back().name));
        owner.children.pop_back();
        m_nodes.pop_back();
    }
}

int FieldTree::scopesUp(NodeId node, NodeId outer) const
{
    int up = 0;
    for (NodeId at = scope(node); at != outer; at = scope(parent(at)), ++up) {
        if (at == root)
            return -1;
    }
    return up;
}

QString FieldTree::path(NodeId node) const
{
    std::vector<NodeId> way; // From the innermost outwards.
    for (NodeId at = node; at != root; at = parent(at)) {
        if (kind(at) != Kind::Elements)
            way.push_back(at);
    }
    QByteArray path;
    for (auto at = way.rbegin(); at != way.rend(); ++at)
        path += kind(*at) == Kind::Position ? m_nodes[*at].name : decoders::pathText(m_nodes[*at].name, path.isEmpty());
    return path.isEmpty() ? QStringLiteral("value") : QString::fromUtf8(path);
}

} // namespace fields
