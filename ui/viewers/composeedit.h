// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace viewers {

//! Where a message is written. Plain text only; what is pasted is bounded, and a long line is not wrapped, for wrapping
//! costs the square of its length (U03, U20).
class ComposeEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    static constexpr qsizetype mostCharacters = 4 << 20;

    explicit ComposeEdit(QWidget *parent = nullptr);

    //! Puts \a text in place of all; Undo brings back what stood there.
    void replaceAll(const QString &text);
    void markError(qsizetype position); //!< -1: none.

signals:
    void sendPressed(); //!< Ctrl+Enter.
    void olderPressed(); //!< Ctrl+Up.
    void newerPressed(); //!< Ctrl+Down.
    void escapePressed(); //!< Escape, when nothing was selected.
    void pasteRefused(qsizetype characters); //!< Larger than mostCharacters.

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void chooseWrapping(QStringView text);
};

} // namespace viewers
