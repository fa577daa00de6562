// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/tone.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;

namespace widgets {

//! A framed sentence on coloured ground that stands in its place and waits for nobody; hidden while it has nothing to
//! say.
class Callout : public QFrame
{
    Q_OBJECT
public:
    explicit Callout(QWidget *parent = nullptr);

    //! \a text is plain, however it looks. Empty hides.
    void say(const QString &text, Tone tone);
    [[nodiscard]] QString text() const;
    //! Puts a button or another widget at the end of the line.
    void addWidget(QWidget *widget);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void colour();

    QLabel *m_label;
    QHBoxLayout *m_line;
    Tone m_tone = Tone::Neutral;
};

} // namespace widgets
