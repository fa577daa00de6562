// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/rereading.h"

#include <algorithm>
#include <limits>

namespace fields {

void Rereading::add(const FieldTree &tree, NodeId node, const FieldDecision &decision, const LateField &late)
{
    FieldDecision here = decision;
    here.keyNode = m_tree.graft(tree, decision.keyNode);
    here.kindNode = m_tree.graft(tree, decision.kindNode);
    here.timeNode = m_tree.graft(tree, decision.timeNode);
    const NodeId grafted = m_tree.graft(tree, node);
    if (grafted == FieldTree::ignored)
        return;
    m_entries.push_back({late, grafted});
    m_before = std::max(m_before, late.before);
    m_map.preset(grafted, here, late.before);
}

void Rereading::read(QByteArrayView payload, bool text, qint64 wallNs, quint64 position)
{
    m_map.setPosition(position);
    (void)m_payloads.read(m_payloads.unwrap(payload, text).bytes, {.isText = text, .wallNs = wallNs},
        [&](const MessageFields &fields) { m_map.feed(fields, wallNs, 0); });
}

void Rereading::gap(qint64 wallNs)
{
    m_payloads.reset();
    m_store.markGap(wallNs);
}

void Rereading::finish() { m_store.settle(std::numeric_limits<qint64>::max() / 2); }

} // namespace fields
