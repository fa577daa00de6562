// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/theme.h"

#include "ui/look/tokens.h"

#include <QApplication>
#include <QStyle>
#include <QToolTip>

namespace look {
namespace {

bool isDarkPalette(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

// Without a platform theme Qt's palette is light everywhere; GTK's own variable may know better.
bool systemIsDark(const QPalette &system)
{
    return isDarkPalette(system)
        || qEnvironmentVariable("GTK_THEME").endsWith(QLatin1String("dark"), Qt::CaseInsensitive);
}

} // namespace

Theme::Theme(settings::ThemeChoice choice, QObject *parent) : QObject(parent), m_choice(choice)
{
    m_systemDark = systemIsDark(QApplication::palette());
    if (QApplication::style()->name() != QLatin1String("fusion"))
        QApplication::setStyle(QStringLiteral("Fusion"));
    apply();
}

void Theme::setChoice(settings::ThemeChoice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    apply();
}

void Theme::followSystem()
{
    QApplication::setPalette(QPalette()); // Ours would hide the desktop's.
    m_systemDark = systemIsDark(QApplication::palette());
    apply();
}

settings::ThemeChoice Theme::effectiveChoice() const
{
    const QString forced = qEnvironmentVariable("SOCKETSCOPE_THEME").toLower();
    if (forced == QLatin1String("light"))
        return settings::ThemeChoice::Light;
    if (forced == QLatin1String("dark"))
        return settings::ThemeChoice::Dark;
    return forced == QLatin1String("system") ? settings::ThemeChoice::System : m_choice;
}

void Theme::apply()
{
    switch (effectiveChoice()) {
    case settings::ThemeChoice::System: m_dark = m_systemDark; break;
    case settings::ThemeChoice::Light: m_dark = false; break;
    case settings::ThemeChoice::Dark: m_dark = true; break;
    }
    QApplication::setPalette(palette(m_dark));
    QToolTip::setPalette(palette(m_dark));
}

QPalette Theme::palette(bool dark) { return paletteOf(tokens(dark)); }

} // namespace look
