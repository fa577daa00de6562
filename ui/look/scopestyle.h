// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace look {

class FocusRing;

//! How every control is drawn: flat, from the tokens of the palette at hand, on Qt's Fusion.
//!
//! What a widget may say of itself, as dynamic properties: `kind` (kind.h) and `dense` for its height; `valid` = false
//! of a field; `ring` and `radius` of what has the focus (focusring.h). Style sheets swap this style away for a whole
//! subtree: none on a window, a view or a field.
class ScopeStyle : public QProxyStyle
{
    Q_OBJECT
public:
    ScopeStyle();
    ~ScopeStyle() override;

    //! False: nothing moves by itself, because the person asked the desktop for that.
    void setAnimated(bool animated) { m_animated = animated; }
    [[nodiscard]] bool isAnimated() const { return m_animated; }

    void polish(QWidget *widget) override;
    void polish(QPalette &palette) override { QProxyStyle::polish(palette); }
    void polish(QApplication *application) override;
    void unpolish(QWidget *widget) override;
    void unpolish(QApplication *application) override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;

    [[nodiscard]] QRect subElementRect(
        SubElement element, const QStyleOption *option, const QWidget *widget = nullptr) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
        const QWidget *widget = nullptr) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
        const QWidget *widget = nullptr) const override;
    [[nodiscard]] int pixelMetric(
        PixelMetric metric, const QStyleOption *option = nullptr, const QWidget *widget = nullptr) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option = nullptr, const QWidget *widget = nullptr,
        QStyleHintReturn *answer = nullptr) const override;

private:
    bool m_animated = true;
    FocusRing *m_ring = nullptr;
};

} // namespace look
