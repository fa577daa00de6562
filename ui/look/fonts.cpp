// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/fonts.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QScreen>

#include <algorithm>
#include <cmath>

namespace look {
namespace {

constexpr int bodySize = 13; // Logical pixels.
constexpr int smallestDesktop = 9; // Points that Qt takes where no desktop says a size.

// Under this name the application keeps its font for what is not prose.
constexpr const char *monoName = "look::Mono";

qreal pointsOf(qreal pixels)
{
    const QScreen *const screen = QGuiApplication::primaryScreen();
    return pixels * 72 / (screen ? screen->logicalDotsPerInchY() : 96);
}

bool isNobodysChoice(const QString &family)
{
    static const QStringList names{QStringLiteral("sans serif"), QStringLiteral("sans"), QStringLiteral("sans-serif"),
        QStringLiteral("serif"), QStringLiteral("monospace"), QStringLiteral("mono"), QStringLiteral("fixed"),
        QString()};
    return names.contains(family.toLower()) || family.startsWith(QLatin1String("DejaVu"), Qt::CaseInsensitive);
}

QFont desktopFont(QFontDatabase::SystemFont which, const QStringList &ours)
{
    const QFont system = QFontDatabase::systemFont(which);
    QFont font = system;
    font.setFamilies(
        {chosenFamily(system.family(), ours, [](const QString &name) { return QFontDatabase::hasFamily(name); })});
    font.setFixedPitch(which == QFontDatabase::FixedFont);
    return font;
}

} // namespace

QString chosenFamily(const QString &desktop, const QStringList &ours, const std::function<bool(const QString &)> &has)
{
    if (!isNobodysChoice(desktop))
        return desktop;
    const auto found = std::ranges::find_if(ours, has);
    return found == ours.end() ? desktop : *found;
}

void applyFonts()
{
    QFont body = desktopFont(QFontDatabase::GeneralFont,
        {QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")});
    const QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    // A size below Qt's own guess is a person's wish, one above it too; that guess itself nobody wished for.
    const bool unsized = system.pointSizeF() > 0 && std::abs(system.pointSizeF() - smallestDesktop) < 0.01;
    if (isNobodysChoice(system.family()) && unsized)
        body.setPointSizeF(pointsOf(bodySize));
    else if (system.pointSizeF() <= 0)
        body.setPointSizeF(pointsOf(QFontInfo(system).pixelSize()));
    QFont mono = desktopFont(QFontDatabase::FixedFont,
        {QStringLiteral("JetBrains Mono"), QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono")});
    mono.setStyleHint(QFont::Monospace);
    mono.setStyleStrategy(QFont::PreferNoShaping); // Else "->" becomes one sign.
    mono.setPointSizeF(body.pointSizeF() * nominalSize(TextRole::Mono) / bodySize);
    QApplication::setFont(body);
    QApplication::setFont(mono, monoName); // Last: the call above forgets it.
}

int nominalSize(TextRole role)
{
    switch (role) {
    case TextRole::Caption: return 11;
    case TextRole::Small:
    case TextRole::Mono: return 12;
    case TextRole::Body:
    case TextRole::Strong: return bodySize;
    case TextRole::Title: return 15;
    case TextRole::Value: return 20;
    case TextRole::Big: return 28;
    case TextRole::WallAxis: return 16;
    case TextRole::WallTitle: return 24;
    case TextRole::WallClock: return 44;
    case TextRole::WallValue: return 56;
    }
    return bodySize;
}

QFont font(TextRole role)
{
    if (role == TextRole::Mono) {
        QFont mono = QApplication::font(monoName);
        if (!mono.fixedPitch()) { // Nobody applied ours.
            mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
            mono.setStyleStrategy(QFont::PreferNoShaping);
        }
        return mono;
    }
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * nominalSize(role) / bodySize);
    switch (role) {
    case TextRole::Strong:
    case TextRole::Title:
    case TextRole::Value:
    case TextRole::Big:
    case TextRole::WallTitle:
    case TextRole::WallClock:
    case TextRole::WallValue: font.setWeight(QFont::DemiBold); break;
    default: break;
    }
    return font;
}

int controlHeight(int nominal)
{
    const int body = QFontInfo(QApplication::font()).pixelSize();
    return body <= bodySize ? nominal : static_cast<int>(std::lround(nominal * double(body) / bodySize));
}

bool maySkipShaping(QStringView text)
{
    return std::ranges::none_of(text, [](QChar c) { return c.unicode() >= 0x0590 && c.isLetter(); });
}

} // namespace look
