// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/icons.h"
#include "ui/look/kind.h"
#include "ui/look/tokens.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTableWidget>
#include <QToolButton>

namespace gallery {

//! \a widget as it looks at \a ratio device pixels to one.
inline QImage picture(QWidget &widget, qreal ratio)
{
    widget.ensurePolished();
    QImage image(widget.size() * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(look::tokensOf(widget.palette()).ground);
    widget.render(&image, {}, {}, QWidget::DrawWindowBackground | QWidget::DrawChildren);
    return image;
}

//! Every control in every state that needs no pointer.
class Gallery : public QWidget
{
public:
    Gallery()
    {
        setWindowTitle(QStringLiteral("Gallery"));
        auto *grid = new QGridLayout(this);
        grid->setContentsMargins(24, 24, 24, 24);
        grid->setVerticalSpacing(12);
        int row = 0;
        for (const look::Kind kind : {look::Kind::Plain, look::Kind::Primary, look::Kind::Quiet, look::Kind::Danger})
            addButtons(grid, row++, kind);
        addFields(grid, row++);
        addChoices(grid, row++);
        addViews(grid, row++);
        resize(sizeHint());
    }

    template <typename Widget>
    Widget *add(QGridLayout *grid, int row, int column, Widget *widget, const char *name)
    {
        widget->setObjectName(QLatin1String(name));
        grid->addWidget(widget, row, column);
        return widget;
    }

    QLineEdit *focused = nullptr;
    QTableWidget *table = nullptr;

private:
    void addButtons(QGridLayout *grid, int row, look::Kind kind)
    {
        int column = 0;
        const auto button = [&](const char *name) {
            auto *made = add(grid, row, column++, new QPushButton(QStringLiteral("Disconnect")), name);
            look::setKind(made, kind);
            return made;
        };
        button("rest");
        button("down")->setDown(true);
        auto *chosen = button("chosen");
        chosen->setCheckable(true);
        chosen->setChecked(true);
        button("off")->setEnabled(false);
        button("icon")->setIcon(look::icon(QStringLiteral("export")));
        auto *menu = button("menu");
        menu->setMenu(new QMenu(menu));
        auto *dense = button("dense");
        look::setDense(dense);
    }
    void addFields(QGridLayout *grid, int row)
    {
        int column = 0;
        focused = add(grid, row, column++, new QLineEdit(QStringLiteral("250 ms")), "field");
        add(grid, row, column++, new QLineEdit, "placeholder")->setPlaceholderText(QStringLiteral("wss://host"));
        add(grid, row, column++, new QLineEdit(QStringLiteral("size>>96")), "wrong")->setProperty("valid", false);
        add(grid, row, column++, new QLineEdit(QStringLiteral("profile")), "fieldOff")->setEnabled(false);
        auto *combo = add(grid, row, column++, new QComboBox, "combo");
        combo->addItems({QStringLiteral("HAR, for Chrome"), QStringLiteral("NDJSON")});
        auto *typed = add(grid, row, column++, new QComboBox, "comboTyped");
        typed->setEditable(true);
        typed->addItem(QStringLiteral("typed"));
        add(grid, row, column++, new QSpinBox, "spin")->setSuffix(QStringLiteral(" s"));
    }
    void addChoices(QGridLayout *grid, int row)
    {
        int column = 0;
        add(grid, row, column++, new QCheckBox(QStringLiteral("Compress")), "checked")->setChecked(true);
        add(grid, row, column++, new QCheckBox(QStringLiteral("Repeat")), "unchecked");
        auto *partly = add(grid, row, column++, new QCheckBox(QStringLiteral("Partly")), "partly");
        partly->setTristate(true);
        partly->setCheckState(Qt::PartiallyChecked);
        add(grid, row, column++, new QRadioButton(QStringLiteral("Local")), "radioOn")->setChecked(true);
        add(grid, row, column++, new QRadioButton(QStringLiteral("UTC")), "radioOff")->setAutoExclusive(false);
        auto *bar = add(grid, row, column++, new QProgressBar, "progress");
        bar->setValue(60);
        bar->setTextVisible(false);
        add(grid, row, column++, new QSlider(Qt::Horizontal), "slider")->setValue(40);
    }
    void addViews(QGridLayout *grid, int row)
    {
        table = new QTableWidget(12, 3);
        table->setObjectName(QStringLiteral("table"));
        table->setHorizontalHeaderLabels(
            {QStringLiteral("No."), QStringLiteral("Received"), QStringLiteral("Message")});
        table->verticalHeader()->hide();
        table->verticalHeader()->setDefaultSectionSize(22);
        table->setShowGrid(false);
        table->setSelectionBehavior(QAbstractItemView::SelectRows);
        for (int each = 0; each < 12; ++each) {
            for (int column = 0; column < 3; ++column)
                table->setItem(each, column, new QTableWidgetItem(QStringLiteral("48,22%1").arg(each)));
        }
        table->setCurrentCell(2, 1);
        table->setFixedHeight(160);
        grid->addWidget(table, row, 0, 1, 3);
        auto *tabs = new QTabBar;
        tabs->setObjectName(QStringLiteral("tabs"));
        for (const char *word : {"Tree", "Text", "Hex"})
            tabs->addTab(QLatin1String(word));
        tabs->setTabEnabled(2, false);
        tabs->setExpanding(false);
        grid->addWidget(tabs, row, 3, 1, 2, Qt::AlignTop);
        auto *tool = new QToolButton;
        tool->setObjectName(QStringLiteral("tool"));
        tool->setIcon(look::icon(QStringLiteral("settings")));
        tool->setAutoRaise(true);
        tool->setCheckable(true);
        tool->setChecked(true);
        tool->setToolTip(QStringLiteral("Settings"));
        grid->addWidget(tool, row, 5, Qt::AlignTop);
    }
};

//! A menu with what menus have.
inline QMenu *menu(QWidget *parent)
{
    auto *made = new QMenu(parent);
    QAction *chart = made->addAction(look::icon(QStringLiteral("charts")), QStringLiteral("Chart this &field"));
    chart->setShortcut(Qt::Key_Return);
    made->addAction(look::icon(QStringLiteral("filter")), QStringLiteral("Filter by this value"))
        ->setShortcut(Qt::Key_F);
    made->addSeparator();
    QAction *shown = made->addAction(QStringLiteral("Show as a column"));
    shown->setCheckable(true);
    shown->setChecked(true);
    made->addAction(QStringLiteral("Send again"))->setEnabled(false);
    made->addMenu(QStringLiteral("Copy"))->addAction(QStringLiteral("Path"));
    made->setActiveAction(chart);
    return made;
}

} // namespace gallery
