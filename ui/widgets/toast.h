// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/floatingbox.h"
#include "ui/widgets/tone.h"

class QLabel;
class QPushButton;
class QTimer;
class QToolButton;

namespace widgets {

//! What happened, at the bottom right for 8 s: words and at most one action. One at a time; the newer takes the place
//! of the older. It takes no focus and stays while pointed at. What matters later must stand elsewhere too.
class Toast : public FloatingBox
{
    Q_OBJECT
public:
    explicit Toast(QWidget *over);

    //! All texts are plain, however they look. An empty \a action: none.
    void say(Tone tone, const QString &title, const QString &text = {}, const QString &action = {});
    //! How much lies free below it, for the bar there.
    void setBottom(int free);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QPushButton *actionButton() const { return m_action; }

    static constexpr int lifeMs = 8000;

signals:
    void actionRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void place();

    QLabel *m_icon, *m_title, *m_text;
    QPushButton *m_action;
    QToolButton *m_close;
    QTimer *m_life;
    int m_bottom = 16;
};

} // namespace widgets
