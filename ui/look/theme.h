// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/preferences.h"

#include <QObject>
#include <QPalette>

namespace look {

//! Light or dark: our own two palettes on the Fusion style, chosen by the desktop's palette unless a person chose.
//!
//! `SOCKETSCOPE_THEME=light|dark|system` in the environment outranks the choice. One for each application.
class Theme : public QObject
{
    Q_OBJECT
public:
    explicit Theme(settings::ThemeChoice choice, QObject *parent = nullptr);

    void setChoice(settings::ThemeChoice choice);
    [[nodiscard]] settings::ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    //! The desktop's palette changed (QEvent::ThemeChange).
    void followSystem();

    [[nodiscard]] static QPalette palette(bool dark);

private:
    void apply();
    [[nodiscard]] settings::ThemeChoice effectiveChoice() const;

    settings::ThemeChoice m_choice;
    bool m_systemDark = false;
    bool m_dark = false;
};

} // namespace look
