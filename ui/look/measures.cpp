// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/measures.h"

#include "ui/look/buttonpaint.h"
#include "ui/look/fonts.h"
#include "ui/look/kind.h"
#include "ui/look/menupaint.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QStyleOption>
#include <QTabBar>

#include <algorithm>

namespace look {
namespace {

constexpr int leastButton = 64;

int heightFor(const QWidget *widget) { return controlHeight(isDense(widget) ? 24 : 28); }

} // namespace

bool isField(const QWidget *widget)
{
    return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget)
        || qobject_cast<const QComboBox *>(widget);
}

bool isInRow(const QWidget *widget)
{
    const QWidget *const parent = widget ? widget->parentWidget() : nullptr;
    return parent && qobject_cast<const QAbstractItemView *>(parent->parentWidget());
}

QSize measuredSize(QStyle::ContentsType type, const QStyleOption &option, const QSize &contents, const QSize &usual,
    const QWidget *widget)
{
    const QSize size = usual;
    switch (type) {
    case QStyle::CT_PushButton: {
        const auto *const button = qstyleoption_cast<const QStyleOptionButton *>(&option);
        const bool words = button && !button->text.isEmpty();
        const int icon = button && !button->icon.isNull() ? button->iconSize.width() + (words ? 8 : 0) : 0;
        QFont font = widget ? widget->font() : QApplication::font();
        font.setWeight(QFont::Medium);
        const int text
            = words ? QFontMetrics(font).size(Qt::TextShowMnemonic | Qt::TextSingleLine, button->text).width() : 0;
        const int menu = button && (button->features & QStyleOptionButton::HasMenu) ? 16 : 0;
        const int wide = 24 + icon + text + menu;
        return {words ? std::max(wide, isDense(widget) ? 0 : leastButton) : heightFor(widget), heightFor(widget)};
    }
    case QStyle::CT_ToolButton: {
        const auto *const tool = qstyleoption_cast<const QStyleOptionToolButton *>(&option);
        const bool tall = tool && tool->toolButtonStyle == Qt::ToolButtonTextUnderIcon;
        const bool words = tool && !tool->text.isEmpty() && tool->toolButtonStyle != Qt::ToolButtonIconOnly;
        const int width = contents.width() + (words ? 12 : 8) + (tool && hasArrow(*tool) ? 14 : 0);
        return {std::max(width, heightFor(widget)), tall ? size.height() : heightFor(widget)};
    }
    case QStyle::CT_LineEdit: return isInRow(widget) ? size : QSize(size.width(), heightFor(widget));
    case QStyle::CT_ComboBox: return {size.width() + 8, heightFor(widget)};
    case QStyle::CT_SpinBox: return {contents.width() + 32, heightFor(widget)};
    case QStyle::CT_MenuItem:
        if (const auto *const item = qstyleoption_cast<const QStyleOptionMenuItem *>(&option))
            return menuItemSize(*item, contents);
        return size;
    case QStyle::CT_MenuBarItem: return {contents.width() + 16, controlHeight(31)};
    case QStyle::CT_TabBarTab: {
        const auto *const tab = qstyleoption_cast<const QStyleOptionTab *>(&option);
        const bool upright = tab && (tab->shape == QTabBar::RoundedEast || tab->shape == QTabBar::RoundedWest);
        return upright ? size : QSize(size.width(), std::max(controlHeight(32), contents.height()));
    }
    case QStyle::CT_HeaderSection: return {size.width(), std::max(size.height(), controlHeight(24))};
    case QStyle::CT_CheckBox:
    case QStyle::CT_RadioButton: return {size.width(), std::max(size.height(), controlHeight(24))};
    default: return size;
    }
}

std::optional<int> measure(QStyle::PixelMetric metric, const QWidget *widget)
{
    switch (metric) {
    case QStyle::PM_ButtonDefaultIndicator:
    case QStyle::PM_ButtonShiftHorizontal:
    case QStyle::PM_ButtonShiftVertical:
    case QStyle::PM_TabBarBaseHeight:
    case QStyle::PM_TabBarBaseOverlap:
    case QStyle::PM_TabBarTabShiftVertical:
    case QStyle::PM_TabBarTabShiftHorizontal:
    case QStyle::PM_MenuBarPanelWidth:
    case QStyle::PM_MenuBarVMargin:
    case QStyle::PM_MenuBarItemSpacing:
    case QStyle::PM_ScrollView_ScrollBarSpacing:
    case QStyle::PM_ScrollView_ScrollBarOverlap: return 0;
    case QStyle::PM_MenuBarHMargin: return 4;
    case QStyle::PM_MenuPanelWidth: return 1;
    case QStyle::PM_MenuHMargin:
    case QStyle::PM_MenuVMargin: return 4;
    case QStyle::PM_FocusFrameHMargin:
    case QStyle::PM_FocusFrameVMargin: return ringReach;
    case QStyle::PM_ScrollBarExtent: return 12;
    case QStyle::PM_ScrollBarSliderMin: return 24;
    case QStyle::PM_SplitterWidth: return 1;
    case QStyle::PM_IndicatorWidth:
    case QStyle::PM_IndicatorHeight:
    case QStyle::PM_ExclusiveIndicatorWidth:
    case QStyle::PM_ExclusiveIndicatorHeight:
    case QStyle::PM_SmallIconSize:
    case QStyle::PM_ButtonIconSize:
    case QStyle::PM_ListViewIconSize:
    case QStyle::PM_TabBarIconSize: return 16;
    case QStyle::PM_ToolBarIconSize: return 16;
    case QStyle::PM_CheckBoxLabelSpacing:
    case QStyle::PM_RadioButtonLabelSpacing: return 8;
    case QStyle::PM_TabBarTabHSpace: return 24;
    case QStyle::PM_ToolTipLabelFrameWidth: return 6;
    case QStyle::PM_DefaultFrameWidth: return qobject_cast<const QMenu *>(widget) ? 0 : 1;
    case QStyle::PM_ToolBarItemSpacing: return 4;
    default: return std::nullopt;
    }
}

} // namespace look
