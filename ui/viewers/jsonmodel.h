// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewers/jsonoutline.h"

#include <QAbstractItemModel>
#include <QHash>

namespace viewers {

//! The outline of a JSON text as a tree. Children are told a few hundred at a time, so a million keys open at once.
class JsonModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Key, Value, ColumnCount };
    static constexpr int childrenAtOnce = 256;
    static constexpr qsizetype mostCharacters = 256; //!< Of a value in a cell.

    using QAbstractItemModel::QAbstractItemModel;

    void setOutline(JsonOutlinePtr outline); //!< Null: empty.
    //! The bytes of the value at \a index, exact, with quotes when it is a string.
    [[nodiscard]] QByteArray rawValue(const QModelIndex &index) const;
    //! Where the value stands: `data.items[3].price`.
    [[nodiscard]] QString path(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] const decoders::OutlineNode &node(quint32 id) const { return m_outline->nodes[id]; }
    [[nodiscard]] const decoders::OutlineNode &parentOf(const decoders::OutlineNode &node) const;
    [[nodiscard]] QByteArrayView bytes(decoders::TextSpan span) const;
    [[nodiscard]] QString keyText(const decoders::OutlineNode &node) const;
    [[nodiscard]] QString valueText(const decoders::OutlineNode &node) const;

    JsonOutlinePtr m_outline;
    QHash<quint32, std::vector<quint32>> m_children; //!< Told so far, of each node that was opened.
};

} // namespace viewers
