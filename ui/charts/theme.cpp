// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/theme.h"

#include <array>

namespace charts {

namespace {

QColor mixed(const QColor &a, const QColor &b, double part)
{
    const auto channel = [part](float x, float y) { return static_cast<float>(x + (y - x) * part); };
    return QColor::fromRgbF(
        channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()), channel(a.blueF(), b.blueF()));
}

// After the hues of Okabe and Ito, darkened on light ground and lightened on dark, for contrast.
constexpr std::array<QRgb, 8> onLight{
    0xff0067a8, 0xffc95000, 0xff007f5f, 0xffb04c8c, 0xff8a6a00, 0xff2f8fc4, 0xff5b3fa0, 0xff6b4a2f};
constexpr std::array<QRgb, 8> onDark{
    0xff56b4e9, 0xfff0883e, 0xff2fc79a, 0xffe08fc0, 0xffe8d44d, 0xff7f9cf5, 0xffb79cf0, 0xffc9a98a};

} // namespace

Theme Theme::of(const QPalette &palette)
{
    const QColor base = palette.color(QPalette::Base);
    const QColor text = palette.color(QPalette::Text);
    Theme theme;
    theme.dark = base.lightness() < text.lightness();
    theme.ground = palette.color(QPalette::Window);
    theme.plot = base;
    theme.text = palette.color(QPalette::WindowText);
    theme.mutedText = mixed(theme.text, theme.ground, 0.25);
    theme.grid = mixed(base, text, theme.dark ? 0.16 : 0.10);
    theme.frame = mixed(base, text, 0.30);
    theme.cursor = mixed(base, text, 0.65);
    return theme;
}

QColor curveColour(int index, bool dark)
{
    const auto &colours = dark ? onDark : onLight;
    const int count = static_cast<int>(colours.size());
    const QColor colour = QColor::fromRgb(colours[index % count]);
    const int round = index / count;
    if (round % 2 == 0)
        return colour;
    return dark ? colour.darker(140) : colour.darker(150);
}

QColor othersColour(bool dark) { return dark ? QColor(0xa8, 0xa8, 0xa8) : QColor(0x6e, 0x6e, 0x6e); }

} // namespace charts
