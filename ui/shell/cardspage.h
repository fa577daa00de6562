// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"

#include <vector>

class QGridLayout;
class QScrollArea;

namespace shell {

//! A page of panels, each in a card with its name: as many columns as fit, scrolled when they are too many.
class CardsPage : public Page
{
    Q_OBJECT
public:
    explicit CardsPage(const QString &title, QWidget *parent = nullptr);

    //! One more card behind the others; owns \a content.
    void add(const QString &title, QWidget *content);
    [[nodiscard]] int count() const { return static_cast<int>(m_cards.size()); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    QScrollArea *m_scroll;
    QWidget *m_board;
    QGridLayout *m_grid;
    std::vector<QWidget *> m_cards;
    int m_columns = 0;
};

} // namespace shell
