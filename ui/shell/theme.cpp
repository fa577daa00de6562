// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/theme.h"

#include <QApplication>
#include <QStyle>
#include <QToolTip>

namespace shell {
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

QPalette built(QColor window, QColor base, QColor alternate, QColor button, QColor text, QColor quiet, QColor accent,
    QColor onAccent, QColor link)
{
    QPalette palette(button, window);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, alternate);
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::ToolTipBase, alternate);
    for (const auto role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText, QPalette::BrightText})
        palette.setColor(role, text);
    palette.setColor(QPalette::PlaceholderText, quiet);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, quiet);
    palette.setColor(QPalette::Highlight, accent);
    palette.setColor(QPalette::HighlightedText, onAccent);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, alternate);
    palette.setColor(QPalette::Link, link);
    palette.setColor(QPalette::LinkVisited, link);
    return palette;
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

QPalette Theme::palette(bool dark)
{
    if (dark)
        return built(0x1e2228, 0x15181d, 0x232830, 0x2c323b, 0xe3e6ea, 0x949ca8, 0x2f6fbf, 0xffffff, 0x7db4ff);
    return built(0xf2f3f5, 0xffffff, 0xf6f7f9, 0xe8eaee, 0x1a1d21, 0x646b75, 0x1d62b5, 0xffffff, 0x1a56a8);
}

} // namespace shell
