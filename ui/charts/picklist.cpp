// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/picklist.h"

#include "ui/text/format.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace charts {

PickList::PickList(const QString &title, const std::vector<PickItem> &items, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_filter(new QLineEdit)
    , m_list(new QListWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    auto *const label = new QLabel(title);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(m_list);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter"));
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setToolTip(tr("Click, Space or Enter checks a line."));
    for (const PickItem &item : items) {
        auto *const line = new QListWidgetItem(text::plain(item.text, 200), m_list);
        line->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        line->setCheckState(item.checked ? Qt::Checked : Qt::Unchecked);
    }
    m_list->setCurrentRow(0);
    auto *const column = new QVBoxLayout(this);
    column->addWidget(label);
    column->addWidget(m_filter);
    column->addWidget(m_list);
    setFocusProxy(m_filter);

    m_filter->installEventFilter(this);
    m_list->installEventFilter(this);
    connect(m_filter, &QLineEdit::textChanged, this, &PickList::applyFilter);
    connect(m_list, &QListWidget::itemClicked, this, &PickList::toggleCurrent);
}

void PickList::popupAt(const QWidget &anchor)
{
    const int line = fontMetrics().height();
    const int rows = std::clamp(m_list->count(), 4, 14);
    resize(fontMetrics().averageCharWidth() * 42, (rows + 5) * line * 3 / 2);
    QPoint corner = anchor.mapToGlobal(QPoint(anchor.width() - width(), anchor.height()));
    const QRect screen = anchor.screen()->availableGeometry();
    corner.setX(std::clamp(corner.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
    corner.setY(std::clamp(corner.y(), screen.top(), std::max(screen.top(), screen.bottom() - height())));
    move(corner);
    show();
    m_filter->setFocus();
}

void PickList::applyFilter(const QString &text)
{
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *const item = m_list->item(row);
        item->setHidden(!item->text().contains(text, Qt::CaseInsensitive));
        if (!first && !item->isHidden())
            first = item;
    }
    m_list->setCurrentItem(first);
}

void PickList::toggleCurrent()
{
    QListWidgetItem *const item = m_list->currentItem();
    if (!item || item->isHidden())
        return;
    const bool checked = item->checkState() != Qt::Checked;
    item->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
    emit picked({m_list->row(item), checked});
}

bool PickList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const bool enter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (enter || (key == Qt::Key_Space && watched == m_list)) {
        toggleCurrent();
        return true;
    }
    // Up and down move in the list while the filter has the focus.
    if (watched == m_filter && (key == Qt::Key_Down || key == Qt::Key_Up)) {
        m_list->setFocus();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace charts
