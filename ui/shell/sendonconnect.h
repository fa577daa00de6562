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
    //! A picture with the count, for where room is short.
    void setCompact(bool compact);
    [[nodiscard]] QPlainTextEdit *editor() const { return m_edit; }

signals:
    //! The editor was closed, and the lines are others than when it was opened.
    void edited(const QList<QByteArray> &lines);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void openEditor();
    void showCount();

    bool m_compact = false;
    QFrame *m_popup;
    QPlainTextEdit *m_edit;
    QList<QByteArray> m_given; //!< By setLines(); they may have line ends in them.
    QString m_givenText;
    QString m_opened; //!< The text when the editor was opened.
};

} // namespace shell
