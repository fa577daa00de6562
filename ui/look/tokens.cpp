// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/tokens.h"

#include <memory>
#include <utility>
#include <vector>

namespace look {
namespace {

QColor rgb(unsigned value) { return QColor::fromRgb(QRgb(value)); }

Tokens makeDark()
{
    return {
        .ground = rgb(0x0e1115),
        .chrome = rgb(0x14171c),
        .card = rgb(0x171b21),
        .raised = rgb(0x1f252d),
        .sunken = rgb(0x0b0e12),
        .hover = QColor(232, 235, 240, 18),
        .line = rgb(0x262c35),
        .line2 = rgb(0x38414d),
        .edge = rgb(0x6f7a89),
        .grid = rgb(0x242a33),
        .hatch = rgb(0x3d4755),
        .text = rgb(0xe8ebf0),
        .text2 = rgb(0xadb6c3),
        .text3 = rgb(0x8b95a4),
        .accent = rgb(0x7aa2ff),
        .accentFill = rgb(0x2e63d8),
        .onAccent = rgb(0xffffff),
        .accentSoft = rgb(0x1a2742),
        .good = rgb(0x4cc38a),
        .goodSoft = rgb(0x12281f),
        .warn = rgb(0xe9b44c),
        .warnSoft = rgb(0x2c2414),
        .bad = rgb(0xf5757e),
        .badSoft = rgb(0x351b20),
        .badFill = rgb(0xc93442),
        .series = {rgb(0x59acda), rgb(0xf6b293), rgb(0x876df9), rgb(0xcfe23d), rgb(0xea6f9e), rgb(0x90f1d6),
            rgb(0xae8942), rgb(0xd4d8fc)},
        .heat = {rgb(0x1b2733), rgb(0x1e3d55), rgb(0x27648c), rgb(0x3f9ad0), rgb(0x86d0f7), rgb(0xe6f7ff)},
        .dark = true,
    };
}

Tokens makeLight()
{
    return {
        .ground = rgb(0xeceff2),
        .chrome = rgb(0xf7f8fa),
        .card = rgb(0xffffff),
        .raised = rgb(0xffffff),
        .sunken = rgb(0xffffff),
        .hover = QColor(20, 24, 30, 15),
        .line = rgb(0xdfe3e8),
        .line2 = rgb(0xc6cdd6),
        .edge = rgb(0x7f8997),
        .grid = rgb(0xeaedf1),
        .hatch = rgb(0xc2c9d2),
        .text = rgb(0x14181e),
        .text2 = rgb(0x48515e),
        .text3 = rgb(0x5a6370),
        .accent = rgb(0x1f5fd6),
        .accentFill = rgb(0x1f5fd6),
        .onAccent = rgb(0xffffff),
        .accentSoft = rgb(0xe2ebfd),
        .good = rgb(0x147a45),
        .goodSoft = rgb(0xdcf2e5),
        .warn = rgb(0x935700),
        .warnSoft = rgb(0xfbecd0),
        .bad = rgb(0xbf2231),
        .badSoft = rgb(0xfde4e5),
        .badFill = rgb(0xbf2231),
        .series = {rgb(0x4489ae), rgb(0x88461c), rgb(0x7b46e9), rgb(0x738c12), rgb(0xc72b78), rgb(0x1d655d),
            rgb(0x927d5f), rgb(0x29347b)},
        .heat = {rgb(0xe9f1f7), rgb(0xc3ddee), rgb(0x86bcdd), rgb(0x4489ae), rgb(0x235d80), rgb(0x0c2d45)},
        .dark = false,
    };
}

} // namespace

const Tokens &tokens(bool dark)
{
    static const Tokens darkTokens = makeDark();
    static const Tokens lightTokens = makeLight();
    return dark ? darkTokens : lightTokens;
}

Tokens contrastTokens(const QPalette &desktop)
{
    const auto of = [&desktop](QPalette::ColorRole role) { return desktop.color(QPalette::Active, role); };
    const QColor text = of(QPalette::WindowText), window = of(QPalette::Window);
    Tokens t = tokens(window.lightness() < text.lightness());
    t.ground = t.chrome = window;
    t.card = t.sunken = of(QPalette::Base);
    t.raised = of(QPalette::Button);
    t.hover = mixed(text, window, 0.2);
    t.line = t.line2 = t.edge = t.hatch = text;
    t.grid = mixed(text, t.card, 0.4);
    t.text = t.text2 = t.text3 = text;
    t.accentFill = of(QPalette::Highlight);
    t.onAccent = of(QPalette::HighlightedText);
    t.accent = of(QPalette::Link);
    // What tells of a state there is the border in its tone.
    t.accentSoft = t.goodSoft = t.warnSoft = t.badSoft = t.card;
    t.contrast = true;
    return t;
}

namespace {

// One for each palette a person ever chose while the program ran: one or two.
const Tokens &keptContrast(const QPalette &palette)
{
    static std::vector<std::pair<std::array<QRgb, 5>, std::unique_ptr<const Tokens>>> kept;
    const std::array colours{palette.color(QPalette::Active, QPalette::Window).rgb(),
        palette.color(QPalette::Active, QPalette::WindowText).rgb(),
        palette.color(QPalette::Active, QPalette::Base).rgb(),
        palette.color(QPalette::Active, QPalette::Highlight).rgb(),
        palette.color(QPalette::Active, QPalette::Link).rgb()};
    for (const auto &[known, made] : kept) {
        if (known == colours)
            return *made;
    }
    return *kept.emplace_back(colours, std::make_unique<const Tokens>(contrastTokens(palette))).second;
}

} // namespace

const Tokens &tokensOf(const QPalette &palette)
{
    const QColor line = palette.color(QPalette::Active, QPalette::Mid);
    if (line == palette.color(QPalette::Active, QPalette::Dark)
        && line == palette.color(QPalette::Active, QPalette::Midlight))
        return keptContrast(palette);
    return tokens(palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness());
}

QPalette paletteOf(const Tokens &t)
{
    QPalette palette(t.raised, t.chrome);
    const auto both = [&palette](QPalette::ColorRole role, const QColor &colour) {
        for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled})
            palette.setColor(group, role, colour);
    };
    both(QPalette::Window, t.chrome);
    both(QPalette::Base, t.card);
    both(QPalette::AlternateBase, t.card); // No stripes.
    both(QPalette::Button, t.raised);
    both(QPalette::ToolTipBase, t.raised);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        both(role, t.text);
        palette.setColor(QPalette::Disabled, role, t.text3);
    }
    both(QPalette::PlaceholderText, t.text3);
    both(QPalette::BrightText, t.bad);
    both(QPalette::Light, t.raised);
    both(QPalette::Midlight, t.line);
    both(QPalette::Mid, t.line2);
    both(QPalette::Dark, t.edge);
    both(QPalette::Shadow, t.sunken);
    both(QPalette::Link, t.accent);
    both(QPalette::LinkVisited, t.accent);
    both(QPalette::Highlight, t.accentFill);
    both(QPalette::HighlightedText, t.onAccent);
    palette.setColor(QPalette::Inactive, QPalette::Highlight, t.line);
    palette.setColor(QPalette::Inactive, QPalette::HighlightedText, t.text);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, t.line);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, t.text3);
    return palette;
}

QColor mixed(const QColor &colour, const QColor &ground, double share)
{
    const auto part = [share](int a, int b) { return static_cast<int>(a * share + b * (1 - share) + 0.5); };
    return QColor(
        part(colour.red(), ground.red()), part(colour.green(), ground.green()), part(colour.blue(), ground.blue()));
}

} // namespace look
