// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/recordviewaccessible.h"

#include "ui/widgets/recordview.h"

namespace widgets {

RecordViewAccessible::RecordViewAccessible(RecordView *view) : QAccessibleWidget(view, QAccessible::Table) { }

QString RecordViewAccessible::text(QAccessible::Text text) const
{
    const auto *view = static_cast<const RecordView *>(widget());
    switch (text) {
    case QAccessible::Value: return view->currentRow() >= 0 ? view->rowText(view->currentRow()) : QString();
    case QAccessible::Description:
        return RecordView::tr("%n rows", nullptr, view->model() ? view->model()->rowCount() : 0);
    default: return QAccessibleWidget::text(text);
    }
}

void installRecordViewAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory([](const QString &, QObject *object) -> QAccessibleInterface * {
            auto *view = qobject_cast<RecordView *>(object);
            return view ? new RecordViewAccessible(view) : nullptr; // Qt's cache owns it.
        });
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace widgets
