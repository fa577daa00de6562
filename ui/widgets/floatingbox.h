// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace widgets {

//! A box that lies over the work area and moves nothing in it: raised ground, round corners, a shadow. It is a child of
//! what it lies over, without a layout there; Esc closes it and the focus returns to where it was.
class FloatingBox : public QWidget
{
    Q_OBJECT
public:
    explicit FloatingBox(QWidget *over);

    //! Where the box itself is, inside the shadow, in the coordinates of what it lies over.
    [[nodiscard]] QRect box() const;
    //! Shows it with its box at \a box, moved so that all of it is inside.
    void openAt(const QRect &box);
    //! Hides it; the focus returns if it was inside.
    void closeBox();

signals:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    //! Shows it and gives it the keyboard.
    void takeFocus();

private:
    QPointer<QWidget> m_before; //!< What had the focus.
};

} // namespace widgets
