// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;

namespace widgets {

//! A few choices side by side in one frame, one of them chosen: the span of the charts, say. One stop of the keyboard,
//! in which the arrows move the choice; screen readers meet radio buttons.
class Segments : public QWidget
{
    Q_OBJECT
public:
    //! \a name is what is chosen here, for screen readers.
    explicit Segments(const QString &name, QWidget *parent = nullptr);

    void add(const QString &text, const QString &toolTip = {});
    [[nodiscard]] int count() const;
    //! The position of the chosen one, count() for the extra one; -1: none.
    [[nodiscard]] int chosen() const;
    void setChosen(int index);
    //! A chosen segment more at the end, with a cross: a value that is none of the others. Empty: none.
    void setExtra(const QString &text);
    [[nodiscard]] QAbstractButton *button(int index) const;

signals:
    //! By a person; setChosen() is silent.
    void chose(int index);
    //! The cross of the extra one.
    void extraDismissed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_line;
    QButtonGroup *m_group;
    QAbstractButton *m_extra = nullptr;
};

} // namespace widgets
