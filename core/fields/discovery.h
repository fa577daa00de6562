// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fields/messagefields.h"
#include "core/series/seriesstore.h"

#include <QHash>
#include <QSet>

namespace fields {

//! One value of a field, with what else is needed to judge it.
struct Observation
{
    quint64 key = 0; //!< The same for the same key.
    qint64 wallNs = 0;
    double value = 0;
    FieldValue::Kind kind = FieldValue::Kind::Number;
    bool isInteger = false;
};

//! How often strings were seen in one place.
using TextCounts = QHash<QByteArray, int>;
constexpr qsizetype maxKeyBytes = 64; //!< A key is a short string: longer ones are never counted.
constexpr qsizetype maxKeys = 200; //!< More different strings are no key, unless a good name says so.

//! What was decided about one field.
struct FieldDecision
{
    NodeId keyNode = FieldTree::ignored; //!< The string that splits it; ignored: nothing does.
    //! The string of the whole message that splits it further, where messages of several kinds carry the same key.
    NodeId kindNode = FieldTree::ignored;
    QByteArray mainKind{}; //!< Its most frequent value, unescaped: that kind keeps the bare path.
    NodeId timeNode = FieldTree::ignored; //!< Its event time; ignored: the receive time.
    series::FieldKind kind = series::FieldKind::Measure;
    //! Strings that did not vary yet; when one begins to, the field is to be judged again.
    std::vector<std::pair<NodeId, TextCounts>> constants{};
};

//! Kind of the field called \a name by how its values behave.
[[nodiscard]] series::FieldKind kindOf(QByteArrayView name, const std::vector<Observation> &observations);

//! Looks at a few messages of one shape together and judges their fields: which string is the key, which number the
//! time.
class Discovery
{
public:
    explicit Discovery(const FieldTree &tree) : m_tree(tree) { }

    void add(const MessageFields &message, qint64 wallNs);
    //! What was seen of \a node's strings before; counts as if it were among the messages.
    void addPrior(NodeId node, const TextCounts &counts) { m_prior.insert(node, counts); }
    //! \a node has had more different strings than a key may have: only a good name makes it one.
    void addFreeText(NodeId node) { m_freeTexts.insert(node); }

    [[nodiscard]] FieldDecision decide(NodeId field) const;
    //! The values of \a field that came, split by \a keyNode.
    [[nodiscard]] std::vector<Observation> observations(NodeId field, NodeId keyNode) const;

private:
    struct Value
    {
        FieldValue field;
        quint32 scope = 0;
    };
    struct Text
    {
        NodeId node = 0;
        QByteArray value{};
        bool isNumber = false;
    };
    struct Time
    {
        NodeId node = 0;
        qint64 ns = 0;
    };
    struct Scope
    {
        quint32 parent = 0; // Itself for a whole message.
        qint64 wallNs = 0;
        std::vector<Text> texts{};
        std::vector<Time> times{};
    };

    template <typename Visit>
    void forEachScope(quint32 scope, Visit visit) const;
    [[nodiscard]] NodeId chooseKey(NodeId field, FieldDecision &decision) const;
    void chooseKind(NodeId field, FieldDecision &decision) const;
    [[nodiscard]] bool namesKind(NodeId node) const;
    [[nodiscard]] NodeId chooseTime(NodeId field) const;

    const FieldTree &m_tree;
    std::vector<Scope> m_scopes;
    QHash<NodeId, std::vector<Value>> m_values;
    QHash<NodeId, TextCounts> m_prior;
    QSet<NodeId> m_freeTexts;
};

} // namespace fields
