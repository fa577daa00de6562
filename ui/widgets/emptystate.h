// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace widgets {

//! What stands where nothing is yet: a picture, one true sentence, one of help, one button.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    //! \a icon is a name of look::icon().
    explicit EmptyState(const QString &icon, QWidget *parent = nullptr);

    //! Plain texts; empty ones are not there.
    void say(const QString &sentence, const QString &help = {}, const QString &action = {});
    [[nodiscard]] QPushButton *actionButton() const { return m_action; }

signals:
    void actionRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void tint();

    QString m_name;
    QLabel *m_icon, *m_sentence, *m_help;
    QPushButton *m_action;
};

} // namespace widgets
