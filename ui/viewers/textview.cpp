// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/textview.h"

#include "ui/text/format.h"

#include <QCheckBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTextEdit>
#include <QVBoxLayout>

namespace viewers {

TextView::TextView(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit(this))
    , m_prettyBox(new QCheckBox(tr("&Indented"), this))
    , m_extent(new QLabel(this))
    , m_more(new QPushButton(tr("Show &more"), this))
{
    m_edit->setObjectName(QStringLiteral("payloadText"));
    m_edit->setAccessibleName(tr("Payload as text"));
    m_edit->setReadOnly(true);
    m_edit->setUndoRedoEnabled(false);
    m_edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setWordWrapMode(QTextOption::WrapAnywhere);
    m_prettyBox->setChecked(true);
    m_prettyBox->setObjectName(QStringLiteral("prettyBox"));
    m_more->setObjectName(QStringLiteral("showMore"));
    m_extent->setTextFormat(Qt::PlainText);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(6, 2, 6, 2);
    bar->addWidget(m_prettyBox);
    bar->addStretch();
    bar->addWidget(m_extent);
    bar->addWidget(m_more);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_edit);

    connect(m_prettyBox, &QCheckBox::toggled, this, &TextView::showForm);
    connect(m_more, &QPushButton::clicked, this, &TextView::showMore);
    updateMore();
}

void TextView::setContent(
    const QByteArray &payload, const TextWindow &first, const QByteArray &pretty, const TextWindow &firstPretty)
{
    m_payload = payload;
    m_pretty = pretty;
    m_first = first;
    m_firstPretty = firstPretty;
    m_prettyBox->setEnabled(!pretty.isEmpty());
    showForm();
}

void TextView::clear() { setContent({}, {}, {}, {}); }

QString TextView::shownText() const { return m_edit->toPlainText(); }

const QByteArray &TextView::form() const
{
    return m_prettyBox->isChecked() && !m_pretty.isEmpty() ? m_pretty : m_payload;
}

void TextView::showForm()
{
    const TextWindow &window = &form() == &m_pretty ? m_firstPretty : m_first;
    m_edit->setPlainText(window.text);
    m_shownUntil = window.end;
    updateMore();
    paintMarks();
}

void TextView::setMark(const QString &text, Qt::CaseSensitivity sensitivity)
{
    m_mark = text;
    m_markCase = sensitivity;
    paintMarks();
}

void TextView::paintMarks()
{
    static constexpr int mostMarks = 1000;
    QList<QTextEdit::ExtraSelection> marks;
    const QString shown = m_mark.isEmpty() ? QString() : m_edit->toPlainText();
    QTextCursor cursor(m_edit->document());
    for (qsizetype at = shown.indexOf(m_mark, 0, m_markCase); at >= 0 && !m_mark.isEmpty() && marks.size() < mostMarks;
         at = shown.indexOf(m_mark, at + m_mark.size(), m_markCase)) {
        cursor.setPosition(static_cast<int>(at));
        cursor.setPosition(static_cast<int>(at + m_mark.size()), QTextCursor::KeepAnchor);
        marks.append({cursor, {}});
        marks.last().format.setBackground(QColor(0xff, 0xd5, 0x4a));
        marks.last().format.setForeground(Qt::black);
    }
    m_edit->setExtraSelections(marks);
    if (marks.isEmpty())
        return;
    QTextCursor first(m_edit->document()); // Into view, without a selection that would hide the mark.
    first.setPosition(marks.first().cursor.selectionStart());
    m_edit->setTextCursor(first);
}

void TextView::showMore()
{
    const TextWindow window = textWindow(form(), m_shownUntil);
    QTextCursor cursor(m_edit->document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(window.text);
    m_shownUntil = window.end;
    updateMore();
    paintMarks();
}

void TextView::updateMore()
{
    const bool cut = m_shownUntil < form().size();
    m_more->setVisible(cut);
    m_extent->setVisible(cut);
    if (cut)
        m_extent->setText(tr("%1 of %2").arg(text::bytes(m_shownUntil), text::bytes(form().size())));
}

} // namespace viewers
