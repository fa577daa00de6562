// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace shell {

//! A page that fills the work area: its title at the top, 44 high, on the ground behind cards.
class Page : public QWidget
{
    Q_OBJECT
public:
    explicit Page(const QString &title, QWidget *parent = nullptr);

protected:
    //! The line of the title; what is added stands at its end.
    [[nodiscard]] QHBoxLayout *head() const { return m_head; }
    //! What the page shows, below the title.
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_head;
    QVBoxLayout *m_body;
};

} // namespace shell
