// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/pages.h"

#include <QWidget>

namespace shell {

class RailButton;

//! The column at the edge of the window that names its pages: icons with words, or icons alone where there is little
//! room. The chosen one has an accent bar; a badge counts what waits to be seen.
class Rail : public QWidget
{
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);

    void setCurrent(QLatin1StringView page);
    [[nodiscard]] QLatin1StringView current() const { return m_current; }
    //! Without a connection only the pages that need none can be chosen.
    void setConnected(bool connected);
    //! Icons alone.
    void setSlim(bool slim);
    void setBadge(QLatin1StringView page, int count);
    [[nodiscard]] QWidget *button(QLatin1StringView page) const;

signals:
    void chosen(QLatin1StringView page);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    std::vector<RailButton *> m_buttons; // Children.
    QLatin1StringView m_current;
};

} // namespace shell
