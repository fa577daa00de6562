// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/jsonmodel.h"

#include "core/decoders/jsonreader.h"
#include "ui/text/format.h"

namespace viewers {

using decoders::JsonKind;
using decoders::OutlineNode;

const OutlineNode &JsonModel::parentOf(const OutlineNode &node) const
{
    return this->node(static_cast<quint32>(node.parent));
}

QByteArrayView JsonModel::bytes(decoders::TextSpan span) const
{
    return QByteArrayView(m_outline->text).sliced(span.at, span.size);
}

void JsonModel::setOutline(JsonOutlinePtr outline)
{
    beginResetModel();
    m_outline = std::move(outline);
    m_children.clear();
    endResetModel();
}

QByteArray JsonModel::rawValue(const QModelIndex &index) const
{
    if (!index.isValid() || !m_outline)
        return {};
    const OutlineNode &at = node(static_cast<quint32>(index.internalId()));
    return bytes(at.value).toByteArray();
}

QString JsonModel::path(const QModelIndex &index) const
{
    QString path;
    for (QModelIndex at = index; at.isValid() && at.internalId() != 0; at = at.parent()) {
        const OutlineNode &child = node(static_cast<quint32>(at.internalId()));
        const bool inArray = parentOf(child).kind == JsonKind::Array;
        const QString step
            = inArray ? QLatin1Char('[') + QString::number(child.position) + QLatin1Char(']') : keyText(child);
        path = path.isEmpty() || path.startsWith(QLatin1Char('[')) ? step + path : step + QLatin1Char('.') + path;
    }
    return path;
}

// The identifier of an index is the node's number; the whole text is the only row at the top.
QModelIndex JsonModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!m_outline || row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent))
        return {};
    if (!parent.isValid())
        return createIndex(0, column, quintptr(0));
    const std::vector<quint32> &told = *m_children.constFind(static_cast<quint32>(parent.internalId()));
    return createIndex(row, column, quintptr(told[static_cast<std::size_t>(row)]));
}

QModelIndex JsonModel::parent(const QModelIndex &index) const
{
    if (!m_outline || !index.isValid() || index.internalId() == 0)
        return {};
    const auto up = static_cast<quint32>(node(static_cast<quint32>(index.internalId())).parent);
    return createIndex(static_cast<int>(node(up).position), 0, quintptr(up));
}

int JsonModel::rowCount(const QModelIndex &parent) const
{
    if (!m_outline || parent.column() > 0)
        return 0;
    if (!parent.isValid())
        return 1;
    const auto told = m_children.constFind(static_cast<quint32>(parent.internalId()));
    return told == m_children.constEnd() ? 0 : static_cast<int>(told->size());
}

int JsonModel::columnCount(const QModelIndex &) const { return ColumnCount; }

bool JsonModel::hasChildren(const QModelIndex &parent) const
{
    if (!m_outline || parent.column() > 0)
        return false;
    return !parent.isValid() || node(static_cast<quint32>(parent.internalId())).childCount > 0;
}

bool JsonModel::canFetchMore(const QModelIndex &parent) const
{
    if (!m_outline || !parent.isValid() || parent.column() > 0)
        return false;
    return static_cast<quint32>(rowCount(parent)) < node(static_cast<quint32>(parent.internalId())).childCount;
}

void JsonModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const auto id = static_cast<quint32>(parent.internalId());
    const int before = rowCount(parent);
    const int more = std::min(childrenAtOnce, static_cast<int>(node(id).childCount) - before);
    beginInsertRows(parent, before, before + more - 1);
    std::vector<quint32> &told = m_children[id];
    quint32 child = told.empty() ? id + 1 : node(told.back()).next;
    for (int i = 0; i < more; ++i, child = node(child).next)
        told.push_back(child);
    endInsertRows();
}

QVariant JsonModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_outline || role != Qt::DisplayRole)
        return {};
    const OutlineNode &at = node(static_cast<quint32>(index.internalId()));
    if (index.column() == Value)
        return valueText(at);
    if (index.internalId() == 0)
        return tr("(whole)");
    return parentOf(at).kind == JsonKind::Array ? QLatin1Char('[') + QString::number(at.position) + QLatin1Char(']')
                                                : keyText(at);
}

QVariant JsonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Key ? tr("Name") : tr("Value");
}

QString JsonModel::keyText(const OutlineNode &at) const
{
    const QByteArrayView quoted = bytes(at.key);
    return text::preview(quoted.sliced(1, quoted.size() - 2), mostCharacters);
}

QString JsonModel::valueText(const OutlineNode &at) const
{
    switch (at.kind) {
    case JsonKind::Object: return QStringLiteral("{ ") + text::count(at.childCount) + QStringLiteral(" }");
    case JsonKind::Array: return QStringLiteral("[ ") + text::count(at.childCount) + QStringLiteral(" ]");
    case JsonKind::String: {
        // Escapes that mean plain characters are read; what is dangerous comes out as a visible escape again.
        static constexpr quint32 longest = 4 * mostCharacters;
        const QByteArrayView raw = bytes({at.value.at + 1, at.value.size - 2});
        const bool cut = raw.size() > qsizetype(longest);
        if (cut || !raw.contains('\\'))
            return QLatin1Char('"') + text::preview(raw, mostCharacters) + (cut ? QString() : QStringLiteral("\""));
        return QLatin1Char('"') + text::preview(decoders::unescaped(raw), mostCharacters) + QLatin1Char('"');
    }
    case JsonKind::Number:
    case JsonKind::True:
    case JsonKind::False:
    case JsonKind::Null: return text::preview(bytes(at.value), mostCharacters);
    }
    return {};
}

} // namespace viewers
