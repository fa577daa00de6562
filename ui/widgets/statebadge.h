// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/tone.h"

#include <QWidget>

namespace widgets {

//! A short label on coloured ground, such as the state of a connection. The words alone tell everything; colour helps.
class StateBadge : public QWidget
{
    Q_OBJECT
public:
    explicit StateBadge(QWidget *parent = nullptr);

    //! The state's name in its colour.
    void setState(connection::State state);
    void display(const QString &text, Tone tone);
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] Tone tone() const { return m_tone; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    Tone m_tone = Tone::Neutral;
};

} // namespace widgets
