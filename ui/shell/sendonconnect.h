// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QToolButton>

class QFrame;
class QPlainTextEdit;

namespace shell {

//! The button that shows how many messages are sent after every connect, and the small editor it opens: one a line.
class SendOnConnect : public QToolButton
{
    Q_OBJECT
public:
    explicit SendOnConnect(QWidget *parent = nullptr);

    //! Blank lines do not count.
    [[nodiscard]] QList<QByteArray> lines() const;
    void setLines(const QList<QByteArray> &lines);
    [[nodiscard]] QPlainTextEdit *editor() const { return m_edit; }

private:
    void openEditor();
    void showCount();

    QFrame *m_popup;
    QPlainTextEdit *m_edit;
};

} // namespace shell
