// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/scopestyle.h"

#include "ui/look/barpaint.h"
#include "ui/look/buttonpaint.h"
#include "ui/look/fieldpaint.h"
#include "ui/look/focusring.h"
#include "ui/look/icons.h"
#include "ui/look/measures.h"
#include "ui/look/menupaint.h"
#include "ui/look/paint.h"
#include "ui/look/tokens.h"
#include "ui/look/viewpaint.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QFocusFrame>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSlider>
#include <QSplitterHandle>
#include <QStyleOption>
#include <QTabBar>

namespace look {
namespace {

bool feelsPointer(const QWidget *widget)
{
    return isField(widget) || qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QTabBar *>(widget)
        || qobject_cast<const QSlider *>(widget) || qobject_cast<const QSplitterHandle *>(widget);
}

//! \a option, with words in \a colour.
template <typename Option>
Option withWords(const Option &option, const QColor &colour)
{
    Option changed(option);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        changed.palette.setColor(role, colour);
    return changed;
}

} // namespace

ScopeStyle::ScopeStyle() : QProxyStyle(QStringLiteral("Fusion")) { setObjectName(QStringLiteral("socketscope")); }

ScopeStyle::~ScopeStyle() = default;

void ScopeStyle::polish(QApplication *application)
{
    QProxyStyle::polish(application);
    m_ring = new FocusRing(this);
}

void ScopeStyle::unpolish(QApplication *application)
{
    delete std::exchange(m_ring, nullptr);
    QProxyStyle::unpolish(application);
}

void ScopeStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (feelsPointer(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *const view = qobject_cast<QAbstractItemView *>(widget))
        view->viewport()->setAttribute(Qt::WA_Hover);
    if (qobject_cast<QMenu *>(widget)) // Its corners are round.
        widget->setAttribute(Qt::WA_TranslucentBackground);
}

void ScopeStyle::unpolish(QWidget *widget)
{
    if (qobject_cast<QMenu *>(widget))
        widget->setAttribute(Qt::WA_TranslucentBackground, false);
    QProxyStyle::unpolish(widget);
}

void ScopeStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = tokensOf(option->palette);
    const QRectF rect(option->rect);
    switch (element) {
    case PE_PanelButtonCommand: drawButtonPanel(*painter, *option, widget, t); return;
    case PE_PanelButtonTool:
    case PE_PanelButtonBevel: drawToolPanel(*painter, *option, widget, t); return;
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
    case PE_FrameMenu:
    case PE_FrameTabWidget:
    case PE_FrameButtonBevel:
    case PE_FrameButtonTool: return;
    case PE_PanelLineEdit:
        if (isInRow(widget) || (widget && isField(widget->parentWidget()))) {
            painter->fillRect(option->rect, isInRow(widget) ? t.sunken : QColor(Qt::transparent));
            return;
        }
        if (const auto *const frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            drawField(*painter, *option, widget, t);
        return;
    case PE_FrameLineEdit: return; // Part of its panel.
    case PE_FrameFocusRect:
        if (const auto *const focus = qstyleoption_cast<const QStyleOptionFocusRect *>(option);
            focus && widget && qobject_cast<const QAbstractItemView *>(widget))
            drawItemFocus(*painter, *option, t);
        else if (!widget || FocusRing::target(const_cast<QWidget *>(widget)) == nullptr)
            drawRing(*painter, rect, 4, t.accent);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: drawCheckMark(*painter, *option, t); return;
    case PE_IndicatorRadioButton: drawRadioMark(*painter, *option, t); return;
    case PE_PanelMenu: drawMenuPanel(*painter, *option, t); return;
    case PE_PanelMenuBar: return;
    case PE_PanelTipLabel: drawBox(*painter, rect, 0, t.raised, t.line2); return;
    case PE_PanelItemViewItem:
        if (const auto *const item = qstyleoption_cast<const QStyleOptionViewItem *>(option))
            drawItemPanel(*painter, *item, t);
        return;
    case PE_PanelItemViewRow:
        if (option->state & State_Selected) {
            const bool active = option->state & State_Active;
            painter->fillRect(option->rect, active ? t.accentSoft : t.line);
        }
        return;
    case PE_PanelStatusBar:
        painter->fillRect(option->rect, t.chrome);
        drawLine(*painter, {rect.x(), rect.y(), rect.width(), 1}, t.line);
        return;
    case PE_FrameTabBarBase: drawTabBase(*painter, *option, t); return;
    case PE_Frame: {
        const bool focused = (option->state & State_HasFocus) && widget && widget->hasFocus();
        drawBox(*painter, rect, 0, QColor(), focused ? t.accent : t.line);
        return;
    }
    case PE_IndicatorToolBarSeparator: {
        const QRectF line = option->state & State_Horizontal
            ? QRectF(rect.center().x(), rect.y() + 8, 1, rect.height() - 16)
            : QRectF(rect.x() + 8, rect.center().y(), rect.width() - 16, 1);
        drawLine(*painter, line, t.line2);
        return;
    }
    case PE_IndicatorBranch:
        if (option->state & State_Children) {
            const bool open = option->state & State_Open;
            const bool mirrored = option->direction == Qt::RightToLeft;
            drawIcon(*painter,
                open           ? QStringLiteral("chevdown")
                    : mirrored ? QStringLiteral("chevleft")
                               : QStringLiteral("chevright"),
                t.text3, option->rect, 14);
        }
        return;
    case PE_IndicatorArrowDown: drawIcon(*painter, QStringLiteral("chevdown"), t.text2, option->rect, 14); return;
    case PE_IndicatorArrowLeft: drawIcon(*painter, QStringLiteral("chevleft"), t.text2, option->rect, 14); return;
    case PE_IndicatorArrowRight: drawIcon(*painter, QStringLiteral("chevright"), t.text2, option->rect, 14); return;
    case PE_IndicatorTabClose: {
        if (option->state & State_MouseOver)
            drawBox(*painter, rect, 4, t.hover);
        drawIcon(
            *painter, QStringLiteral("close"), option->state & State_MouseOver ? t.text : t.text3, option->rect, 14);
        return;
    }
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ScopeStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = tokensOf(option->palette);
    switch (element) {
    case CE_PushButtonBevel: drawButtonPanel(*painter, *option, widget, t); return;
    case CE_PushButtonLabel:
        if (const auto *const button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            drawButtonLabel(*painter, *button, widget, t, *this);
            return;
        }
        break;
    case CE_FocusFrame:
        if (const auto *const frame = qobject_cast<const QFocusFrame *>(widget))
            drawRing(*painter, QRectF(option->rect), FocusRing::radius(frame->widget()) + ringReach, t.accent);
        return;
    case CE_MenuItem:
        if (const auto *const item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            drawMenuItem(*painter, *item, t);
        return;
    case CE_MenuBarItem:
        if (const auto *const item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            drawMenuBarItem(*painter, *item, t);
        return;
    case CE_MenuBarEmptyArea: painter->fillRect(option->rect, t.chrome); return;
    case CE_TabBarTabShape:
        if (const auto *const tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            drawTabShape(*painter, *tab, t);
        return;
    case CE_TabBarTabLabel:
        if (const auto *const tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            const bool bright = tab->state & (State_Selected | State_MouseOver);
            QStyleOptionTab changed = withWords(*tab,
                !(tab->state & State_Enabled) ? t.text3
                    : bright                  ? t.text
                                              : t.text2);
            changed.state &= ~QStyle::State_HasFocus;
            QProxyStyle::drawControl(element, &changed, painter, widget);
            if (tab->state & State_HasFocus)
                drawRing(*painter, QRectF(option->rect).adjusted(2, 3, -2, -3), 4, t.accent);
            return;
        }
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: drawHeaderSection(*painter, *option, t); return;
    case CE_HeaderLabel:
        if (const auto *const header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeader changed = withWords(*header, t.text2);
            changed.state &= ~State_On; // Else the head of a chosen column turns bold.
            QProxyStyle::drawControl(element, &changed, painter, widget);
            return;
        }
        break;
    case CE_ItemViewItem:
        if (const auto *const item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem changed(*item); // Chosen rows keep their own colours.
            for (const auto group : {QPalette::Active, QPalette::Inactive})
                changed.palette.setColor(group, QPalette::HighlightedText, item->palette.color(group, QPalette::Text));
            QProxyStyle::drawControl(element, &changed, painter, widget);
            return;
        }
        break;
    case CE_ComboBoxLabel:
        if (const auto *const box = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            drawComboLabel(*painter, *box, t);
            return;
        }
        break;
    case CE_ProgressBarGroove: drawProgressGroove(*painter, *option, t); return;
    case CE_ProgressBarContents:
        if (const auto *const bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option))
            drawProgress(*painter, *bar, t);
        return;
    case CE_Splitter: drawSplitter(*painter, *option, t); return;
    case CE_ToolBar:
        painter->fillRect(option->rect, t.chrome);
        drawLine(*painter, QRectF(option->rect.x(), option->rect.bottom(), option->rect.width(), 1), t.line);
        return;
    case CE_ScrollBarSlider:
    case CE_SizeGrip: return;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ScopeStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const Tokens &t = tokensOf(option->palette);
    if (control == CC_ScrollBar) {
        if (const auto *const bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            drawScrollBar(*painter, *bar, widget, t);
    } else if (control == CC_ComboBox) {
        if (const auto *const box = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            drawComboBox(*painter, *box, widget, t);
    } else if (control == CC_SpinBox) {
        if (const auto *const box = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            drawSpinBox(*painter, *box, widget, t);
    } else if (const auto *const tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
               tool && control == CC_ToolButton) {
        drawToolButton(*painter, *tool, widget, t, *this);
    } else if (const auto *const slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
               slider && control == CC_Slider && slider->tickPosition == QSlider::NoTicks) {
        drawSlider(*painter, *slider, subControlRect(CC_Slider, option, SC_SliderHandle, widget), t);
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect ScopeStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents && !isInRow(widget) && !(widget && isField(widget->parentWidget())))
        return rect.adjusted(4, 0, -4, 0); // With what Qt adds: 8.
    return rect;
}

QRect ScopeStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *const bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return scrollBarPart(*bar, part);
    } else if (control == CC_ComboBox && part != SC_ComboBoxListBoxPopup) {
        if (const auto *const box = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            return comboPart(*box, part);
    } else if (control == CC_SpinBox) {
        if (const auto *const box = qstyleoption_cast<const QStyleOptionSpinBox *>(option))
            return spinPart(*box, part);
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QSize ScopeStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const
{
    const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    return option ? measuredSize(type, *option, contents, size, widget) : size;
}

int ScopeStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    const std::optional<int> ours = measure(metric, widget);
    return ours ? *ours : QProxyStyle::pixelMetric(metric, option, widget);
}

int ScopeStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *answer) const
{
    switch (hint) {
    case SH_FocusFrame_AboveWidget: return 1;
    case SH_FocusFrame_Mask:
        if (auto *const mask = qstyleoption_cast<QStyleHintReturnMask *>(answer); mask && option) {
            constexpr int inner = 2 * ringReach; // Round corners reach in.
            mask->region = QRegion(option->rect) - QRegion(option->rect.adjusted(inner, inner, -inner, -inner));
            return 1;
        }
        return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
    case SH_ItemView_ShowDecorationSelected:
    case SH_UnderlineShortcut: // Alt and the letter work without it.
    case SH_TabBar_PreferNoArrows: return hint == SH_ItemView_ShowDecorationSelected;
    case SH_ToolTipLabel_Opacity: return 255;
    case SH_Widget_Animation_Duration: return m_animated ? 120 : 0;
    case SH_MenuBar_AltKeyNavigation: return 1;
    default: return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

} // namespace look
