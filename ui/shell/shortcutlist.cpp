// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutlist.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace shell {

QList<ShortcutLine> shortcutLines(const QWidget &window)
{
    QList<ShortcutLine> lines;
    for (const QAction *action : window.actions()) {
        if (action->shortcut().isEmpty())
            continue;
        QString what = action->text();
        what.remove(u'&').remove(u'…');
        lines.append({action->shortcut().toString(QKeySequence::NativeText), what});
    }
    const auto add = [&](const QString &keys, const QString &what) { lines.append({keys, what}); };
    add(ShortcutList::tr("Enter"), ShortcutList::tr("In the address: connect"));
    add(ShortcutList::tr("Down"), ShortcutList::tr("In the address: addresses used before"));
    add(ShortcutList::tr("Esc"), ShortcutList::tr("In the address: leave it as it was"));
    add(ShortcutList::tr("Ctrl+Enter"), ShortcutList::tr("In the composer: send"));
    add(ShortcutList::tr("Ctrl+Up, Ctrl+Down"), ShortcutList::tr("In the composer: what was sent before"));
    add(ShortcutList::tr("Space"), ShortcutList::tr("In the dashboard: pause and go on"));
    add(ShortcutList::tr("Left, Right"), ShortcutList::tr("In the dashboard: move in time"));
    add(ShortcutList::tr("+, -"), ShortcutList::tr("In the dashboard: zoom"));
    add(ShortcutList::tr("End"), ShortcutList::tr("In the dashboard and in messages: back to now"));
    add(ShortcutList::tr("Ctrl+C"), ShortcutList::tr("In messages: copy the payload exactly"));
    return lines;
}

ShortcutList::ShortcutList(QWidget *window) : QDialog(window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *list = new QTreeWidget;
    list->setRootIsDecorated(false);
    list->setHeaderLabels({tr("Keys"), tr("What they do")});
    for (const ShortcutLine &line : shortcutLines(*window))
        list->addTopLevelItem(new QTreeWidgetItem({line.keys, line.what}));
    list->header()->resizeSection(0, fontMetrics().averageCharWidth() * 26);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *page = new QVBoxLayout(this);
    page->addWidget(list, 1);
    page->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 84, fontMetrics().height() * 30);
}

} // namespace shell
