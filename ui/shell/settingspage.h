// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

namespace shell {

class Actions;

//! What holds for the whole program: how it looks, what it tells, its keys. Each row is an action of a menu too, and both
//! show the same.
class SettingsPage : public Page
{
    Q_OBJECT
public:
    //! \a actions must outlive it.
    explicit SettingsPage(Actions &actions, QWidget *parent = nullptr);
};

} // namespace shell
