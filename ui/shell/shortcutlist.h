// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QKeySequence>
#include <QList>

namespace shell {

//! One line of the list of keys.
struct ShortcutLine
{
    QString keys;
    QString what;
    friend bool operator==(const ShortcutLine &, const ShortcutLine &) = default;
};

//! The keys of \a window's actions and those that panels have by themselves.
[[nodiscard]] QList<ShortcutLine> shortcutLines(const QWidget &window);

//! All keys in a window that does not hold up the main one.
class ShortcutList : public QDialog
{
    Q_OBJECT
public:
    explicit ShortcutList(QWidget *window);
};

} // namespace shell
