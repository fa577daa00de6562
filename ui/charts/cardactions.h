// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;

namespace charts {

//! What can be done with a card: buttons that appear over its header under the pointer or with the focus, and move
//! nothing.
class CardActions : public QWidget
{
    Q_OBJECT
public:
    explicit CardActions(QWidget *parent);

    //! Which of them make sense now.
    void setPossible(bool split, bool overlay);
    void setMaximised(bool maximised);
    [[nodiscard]] QToolButton &moreButton() { return *m_more; }
    [[nodiscard]] QToolButton &splitButton() { return *m_split; }
    [[nodiscard]] QToolButton &overlayButton() { return *m_overlay; }
    [[nodiscard]] QSize sizeHint() const override;
    //! Lets Tab reach them, or not.
    void setReachable(bool reachable);

signals:
    void splitRequested();
    void overlayRequested();
    void maximiseRequested();
    void moreRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *m_split;
    QToolButton *m_overlay;
    QToolButton *m_maximise;
    QToolButton *m_more;
};

} // namespace charts
