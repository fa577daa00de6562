// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/theme.h"

#include "ui/look/fonts.h"
#include "ui/look/scopestyle.h"
#include "ui/look/tokens.h"

#include <QApplication>
#include <QPixmapCache>
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
    readSystem();
    if (!qobject_cast<ScopeStyle *>(QApplication::style()))
        QApplication::setStyle(new ScopeStyle);
    apply();
}

void Theme::readSystem()
{
    QApplication::setPalette(QPalette()); // Ours would hide the desktop's.
    m_system = QApplication::palette();
    applyFonts();
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
    readSystem();
    apply();
}

void Theme::setDesktop(const DesktopLook &desktop)
{
    if (desktop == m_desktop)
        return;
    m_desktop = desktop;
    apply();
}

bool Theme::isContrast() const
{
    return m_desktop.contrast || qEnvironmentVariable("GTK_THEME").startsWith(QLatin1String("HighContrast"));
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
    case settings::ThemeChoice::System: m_dark = m_desktop.dark.value_or(systemIsDark(m_system)); break;
    case settings::ThemeChoice::Light: m_dark = false; break;
    case settings::ThemeChoice::Dark: m_dark = true; break;
    }
    const bool contrast = isContrast();
    if (contrast)
        m_dark = isDarkPalette(m_system);
    const QPalette wanted = contrast ? paletteOf(contrastTokens(m_system)) : palette(m_dark);
    if (auto *const style = qobject_cast<ScopeStyle *>(QApplication::style()))
        style->setAnimated(m_desktop.animated);
    QPixmapCache::clear();
    QApplication::setPalette(wanted);
    QToolTip::setPalette(wanted);
    emit changed();
}

QPalette Theme::palette(bool dark) { return paletteOf(tokens(dark)); }

} // namespace look
