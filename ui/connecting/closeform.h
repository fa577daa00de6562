// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace connecting {

//! Which close code and reason to end with: any code that may be sent (RFC 6455 §7.4), a reason of at most 123 bytes.
class CloseForm : public QWidget
{
    Q_OBJECT
public:
    explicit CloseForm(QWidget *parent = nullptr);

    //! Whether there is something to close.
    void setOpen(bool open);

signals:
    void closeRequested(quint16 code, const QString &reason);

private:
    void judge();
    void request();

    QComboBox *m_code;
    QLineEdit *m_reason;
    QLabel *m_problem;
    QPushButton *m_close;
    bool m_open = false;
};

//! What keeps \a code and \a reason from being sent, in the user's language; empty when nothing does. \a code is what
//! was typed: digits, perhaps with words behind them.
[[nodiscard]] QString closeProblem(const QString &code, const QString &reason);

} // namespace connecting
