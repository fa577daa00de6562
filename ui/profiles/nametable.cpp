// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/nametable.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

namespace profiles {
namespace {

class ValueDelegate : public QStyledItemDelegate
{
public:
    explicit ValueDelegate(const NameTable *table) : QStyledItemDelegate(const_cast<NameTable *>(table)), m_table(table)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (!option->text.isEmpty() && m_table->isSecret(index.siblingAtColumn(0).data().toString()))
            option->text = QString(8, QChar(0x2022));
    }

private:
    const NameTable *m_table;
};

} // namespace

NameTable::NameTable(const QString &name, const QString &nameTitle, const QString &valueTitle, QWidget *parent)
    : QTableWidget(0, 2, parent)
{
    setAccessibleName(name);
    setHorizontalHeaderLabels({nameTitle, valueTitle});
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Interactive);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->resizeSection(0, fontMetrics().averageCharWidth() * 28);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    setTabKeyNavigation(false);
    setEditTriggers(AllEditTriggers);
    setMinimumHeight(fontMetrics().height() * 7);
    setItemDelegateForColumn(1, new ValueDelegate(this));
    connect(this, &QTableWidget::itemChanged, this, &NameTable::keepEmptyRow);
    setPairs({});
}

void NameTable::setPairs(const Pairs &pairs)
{
    const QSignalBlocker quiet(this);
    setRowCount(static_cast<int>(pairs.size()));
    for (int row = 0; row < rowCount(); ++row) {
        setItem(row, 0, new QTableWidgetItem(pairs[row].first));
        setItem(row, 1, new QTableWidgetItem(pairs[row].second));
    }
    keepEmptyRow();
}

NameTable::Pairs NameTable::pairs() const
{
    Pairs pairs;
    for (int row = 0; row < rowCount(); ++row) {
        const QString name = item(row, 0)->text().trimmed(), value = item(row, 1)->text();
        if (!name.isEmpty() || !value.isEmpty())
            pairs.append({name, value});
    }
    return pairs;
}

void NameTable::keepEmptyRow()
{
    const int last = rowCount() - 1;
    if (last >= 0 && item(last, 0)->text().isEmpty() && item(last, 1)->text().isEmpty())
        return;
    const QSignalBlocker quiet(this);
    insertRow(last + 1);
    setItem(last + 1, 0, new QTableWidgetItem);
    setItem(last + 1, 1, new QTableWidgetItem);
}

void NameTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Delete)
        return QTableWidget::keyPressEvent(event);
    QList<int> rows;
    for (const QModelIndex &index : selectedIndexes()) {
        if (!rows.contains(index.row()))
            rows.append(index.row());
    }
    std::ranges::sort(rows, std::greater());
    for (const int row : rows)
        removeRow(row);
    keepEmptyRow();
}

} // namespace profiles
