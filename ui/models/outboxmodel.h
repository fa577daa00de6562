// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/outbox/entry.h"

#include <QAbstractTableModel>

namespace models {

//! The messages of an outbox as a table: what waits in its order, then the newest of what is over.
//!
//! It holds the View that it was given and makes a cell's text when it is painted.
class OutboxModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Status, Age, Size, Message, ColumnCount };

    explicit OutboxModel(QObject *parent = nullptr) : QAbstractTableModel(parent) { }

    //! Rows that stay keep their place and their selection.
    void setView(const outbox::ViewPtr &view);
    //! Ages are counted from here.
    void setNow(qint64 wallNs);

    [[nodiscard]] outbox::EntryPtr entry(int row) const;
    //! Whether the row is over: sent for sure, or cancelled.
    [[nodiscard]] bool isOver(int row) const { return row >= m_waiting; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void replacePart(int begin, int end, const std::vector<outbox::EntryPtr> &entries);
    [[nodiscard]] QString text(const outbox::Entry &entry, int column) const;
    [[nodiscard]] QString hint(const outbox::Entry &entry, bool over) const;

    std::vector<outbox::EntryPtr> m_rows;
    int m_waiting = 0; //!< So many of them wait.
    qint64 m_nowNs = 0;
};

} // namespace models
