// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/composeedit.h"

#include <QFontDatabase>
#include <QKeyEvent>
#include <QMimeData>

namespace viewers {

ComposeEdit::ComposeEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("composeEdit"));
    setAccessibleName(tr("Message to send"));
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setFrameShape(QFrame::NoFrame);
}

void ComposeEdit::replaceAll(const QString &text)
{
    chooseWrapping(text);
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    setTextCursor(cursor);
}

void ComposeEdit::markError(qsizetype position)
{
    QList<QTextEdit::ExtraSelection> marks;
    if (position >= 0) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        const int last = document()->characterCount() - 1;
        const int at = static_cast<int>(std::min<qsizetype>(position, last));
        mark.cursor.setPosition(at == last && last > 0 ? at - 1 : at); // Behind the end there is nothing to underline.
        mark.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(QColor(0xd7, 0x3a, 0x49));
        mark.format.setBackground(QColor(0xd7, 0x3a, 0x49, 60));
        marks << mark;
    }
    setExtraSelections(marks);
}

void ComposeEdit::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers() & Qt::ControlModifier;
    if (control && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        emit sendPressed();
    } else if (control && event->key() == Qt::Key_Up) {
        emit olderPressed();
    } else if (control && event->key() == Qt::Key_Down) {
        emit newerPressed();
    } else if (event->key() == Qt::Key_Escape) {
        QTextCursor cursor = textCursor();
        if (!cursor.hasSelection()) {
            emit escapePressed();
            return;
        }
        cursor.clearSelection();
        setTextCursor(cursor);
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

void ComposeEdit::insertFromMimeData(const QMimeData *source)
{
    if (!source->hasText())
        return;
    const QString text = source->text();
    if (text.size() > mostCharacters - document()->characterCount()) {
        emit pasteRefused(text.size());
        return;
    }
    chooseWrapping(text);
    textCursor().insertText(text);
    ensureCursorVisible();
}

void ComposeEdit::chooseWrapping(QStringView text)
{
    static constexpr qsizetype longLine = 8 << 10;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.indexOf(u'\n', at);
        const qsizetype length = (end < 0 ? text.size() : end) - at;
        if (length > longLine) {
            setLineWrapMode(QPlainTextEdit::NoWrap);
            return;
        }
        at += length + 1;
    }
    if (document()->characterCount() < longLine)
        setLineWrapMode(QPlainTextEdit::WidgetWidth);
}

} // namespace viewers
