// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/pages.h"

#include <QAbstractButton>

namespace shell {

//! One page in the rail.
class RailButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit RailButton(const PageEntry &entry, QWidget *parent = nullptr);

    [[nodiscard]] const PageEntry &entry() const { return m_entry; }
    void setSlim(bool slim);
    void setBadge(int count);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    PageEntry m_entry;
    bool m_slim = false;
    int m_badge = 0;
};

} // namespace shell
