// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/preferences.h"
#include "ui/look/desktoplook.h"

#include <QObject>
#include <QPalette>

namespace look {

//! Light, dark or high contrast: our style, fonts and palette, as a person chose here or, without a choice, as the
//! desktop says, live.
//!
//! `SOCKETSCOPE_THEME=light|dark|system` in the environment outranks the choice. High contrast is a person's wish for
//! the colours of the desktop; it holds whatever was chosen here. One for each application.
class Theme : public QObject
{
    Q_OBJECT
public:
    explicit Theme(settings::ThemeChoice choice, QObject *parent = nullptr);

    void setChoice(settings::ThemeChoice choice);
    [[nodiscard]] settings::ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] bool isContrast() const;
    //! The desktop's palette or font changed (QEvent::ThemeChange).
    void followSystem();
    //! The desktop said how it wants to look; it outranks what its palette lets guess.
    void setDesktop(const DesktopLook &desktop);

    [[nodiscard]] static QPalette palette(bool dark);

signals:
    //! Other colours from now on: what was drawn and kept is to be drawn again.
    void changed();

private:
    void readSystem();
    void apply();
    [[nodiscard]] settings::ThemeChoice effectiveChoice() const;

    settings::ThemeChoice m_choice;
    DesktopLook m_desktop;
    QPalette m_system; //!< The desktop's own.
    bool m_dark = false;
};

} // namespace look
