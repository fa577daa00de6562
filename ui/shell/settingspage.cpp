// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/settingspage.h"

#include "ui/shell/actions.h"

#include <QAction>
#include <QActionGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace shell {
namespace {

//! A list of the group's actions that chooses among them, and follows when they are chosen elsewhere.
QComboBox *choiceOf(QActionGroup &group, const QString &name)
{
    auto *box = new QComboBox;
    box->setAccessibleName(name);
    const auto plain = [](QString text) { return text.remove(u'&'); };
    const QList<QAction *> actions = group.actions();
    for (const QAction *action : actions)
        box->addItem(plain(action->text()));
    const auto show = [box, actions] {
        for (int i = 0; i < actions.size(); ++i) {
            if (actions[i]->isChecked())
                box->setCurrentIndex(i);
        }
    };
    show();
    QObject::connect(box, &QComboBox::activated, box, [actions](int index) { actions[index]->trigger(); });
    QObject::connect(&group, &QActionGroup::triggered, box, show);
    return box;
}

QCheckBox *switchOf(QAction &action)
{
    auto *box = new QCheckBox(action.text().remove(u'&'));
    box->setChecked(action.isChecked());
    box->setToolTip(action.toolTip());
    QObject::connect(box, &QCheckBox::clicked, &action, &QAction::setChecked);
    QObject::connect(&action, &QAction::toggled, box, &QCheckBox::setChecked);
    return box;
}

} // namespace

SettingsPage::SettingsPage(Actions &actions, QWidget *parent) : Page(tr("Settings"), parent)
{
    setObjectName(QStringLiteral("settingsPage"));
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->setContentsMargins(24, 8, 24, 24);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(12);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    QComboBox *theme = choiceOf(actions.themes(), tr("Theme"));
    theme->setObjectName(QStringLiteral("themeChoice"));
    form->addRow(tr("Theme"), theme);
    if (actions.desktopNotices->isVisible())
        form->addRow(QString(), switchOf(*actions.desktopNotices));
    auto *keys = new QPushButton(tr("Keyboard shortcuts…"));
    QObject::connect(keys, &QPushButton::clicked, actions.shortcuts, &QAction::trigger);
    form->addRow(tr("Keys"), keys);
    auto *reset = new QPushButton(tr("Reset layout"));
    QObject::connect(reset, &QPushButton::clicked, actions.resetLayout, &QAction::trigger);
    form->addRow(tr("Window"), reset);
    auto *scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    body()->addWidget(scroll, 1);
}

} // namespace shell
