// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace widgets {

//! LIVE, filled with the accent, or HELD, amber with two bars: nobody takes one for the other. A click asks for the
//! other.
class Pill : public QAbstractButton
{
    Q_OBJECT
public:
    explicit Pill(QWidget *parent = nullptr);

    void setHeld(bool held);
    [[nodiscard]] bool isHeld() const { return m_held; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QFont wordFont() const;

    bool m_held = false;
};

} // namespace widgets
