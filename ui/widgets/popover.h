// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/floatingbox.h"

class QVBoxLayout;

namespace widgets {

//! What is behind a control, in a box under it: 320 wide, over everything, closed by Esc or a click elsewhere. Opened
//! by key or click it takes the keyboard, and gives it back.
class Popover : public FloatingBox
{
    Q_OBJECT
public:
    //! Lies over the window of \a over; \a name is for screen readers.
    Popover(const QString &name, QWidget *over);

    //! What it shows goes in here.
    [[nodiscard]] QVBoxLayout *content() const { return m_content; }
    //! Opens under \a anchor, or above it where there is no room; when it is open already, it closes.
    void toggleAt(QWidget *anchor);
    //! Its height follows its content.
    void fit();

    static constexpr int boxWidth = 320;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QVBoxLayout *m_content;
    QPointer<QWidget> m_anchor;
};

} // namespace widgets
