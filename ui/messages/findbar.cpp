// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/findbar.h"

#include "ui/text/format.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace messages {

FindBar::FindBar(stream::RowSearch &search, Place place, QWidget *parent)
    : QWidget(parent)
    , m_search(search)
    , m_place(std::move(place))
    , m_text(new QLineEdit)
    , m_state(new QLabel)
{
    m_text->setPlaceholderText(tr("Find in messages"));
    m_text->setAccessibleName(tr("Find in messages"));
    m_text->setObjectName(QStringLiteral("findText"));
    m_text->setClearButtonEnabled(true);
    m_text->setMaxLength(1000);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setObjectName(QStringLiteral("findState"));
    m_state->setMinimumWidth(fontMetrics().averageCharWidth() * 24); // So that the buttons stay where they are.
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(6, 2, 6, 2);
    line->setSpacing(4);
    line->addWidget(m_text, 1);
    m_case = button(QStringLiteral("Aa"), tr("Match case"), tr("Tell capital and small letters apart"));
    m_case->setCheckable(true);
    m_previous = button(QStringLiteral("↑"), tr("Previous match"), tr("Previous match (Shift+F3, Shift+Enter)"));
    m_next = button(QStringLiteral("↓"), tr("Next match"), tr("Next match (F3, Enter)"));
    line->addWidget(m_state);
    m_close = button(QStringLiteral("✕"), tr("Close"), tr("Close (Esc)"));
    hide();

    connect(m_text, &QLineEdit::textEdited, this, &FindBar::typed);
    connect(m_case, &QToolButton::toggled, this, &FindBar::typed);
    connect(m_previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(m_next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(m_close, &QToolButton::clicked, this, &FindBar::closeBar);
    connect(&m_search, &stream::RowSearch::found, this, &FindBar::foundAt);
    connect(&m_search, &stream::RowSearch::notFound, this, &FindBar::nothing);
    connect(&m_search, &stream::RowSearch::progressed, this,
        [this](base::Seq seq) { say(tr("Searching … No. %1").arg(text::count(seq))); });
}

QToolButton *FindBar::button(const QString &text, const QString &name, const QString &hint)
{
    auto *made = new QToolButton;
    made->setText(text);
    made->setToolTip(hint);
    made->setAccessibleName(name);
    made->setAutoRaise(true);
    layout()->addWidget(made);
    return made;
}

void FindBar::open()
{
    show();
    m_text->setFocus();
    m_text->selectAll();
    m_place.mark(m_text->text(), m_case->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive);
}

void FindBar::closeBar()
{
    m_search.cancel();
    say({});
    hide();
    m_place.mark({}, Qt::CaseInsensitive);
    m_place.leave();
}

void FindBar::findNext() { find(false, false); }
void FindBar::findPrevious() { find(true, false); }

// While a person types, the row that matched so far stays the answer as long as it matches.
void FindBar::typed()
{
    m_search.cancel();
    say({});
    m_place.mark(m_text->text(), m_case->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive);
    if (!m_text->text().isEmpty())
        find(false, true);
}

void FindBar::find(bool backwards, bool fromChosen)
{
    if (m_text->text().isEmpty())
        return open();
    const base::Seq first = m_place.first();
    const base::Seq last = m_place.last();
    const base::Seq chosen = m_place.current();
    m_wrapped = false;
    m_query = {
        .needle = {m_text->text(), m_case->isChecked() ? capture::Needle::Case::Kept : capture::Needle::Case::Ignored},
        .first = first,
        .last = last,
        .backwards = backwards};
    if (chosen != 0 && backwards)
        m_query.last = chosen - 1;
    else if (chosen != 0)
        m_query.first = fromChosen ? chosen : chosen + 1;
    say(tr("Searching …"));
    m_search.start(m_query);
}

void FindBar::foundAt(base::Seq seq)
{
    if (!m_place.isShown(seq)) { // On to the next one behind it.
        if (m_query.backwards)
            m_query.last = seq - 1;
        else
            m_query.first = seq + 1;
        m_search.start(m_query);
        return;
    }
    say(m_wrapped ? tr("No. %1, from the other end").arg(text::count(seq)) : tr("No. %1").arg(text::count(seq)));
    m_place.show(seq);
}

void FindBar::nothing()
{
    const bool whole = m_query.first <= m_place.first() && m_query.last >= m_place.last();
    if (m_wrapped || whole)
        return say(tr("Not found"));
    m_wrapped = true;
    m_query.first = m_place.first();
    m_query.last = m_place.last();
    m_search.start(m_query);
}

void FindBar::say(const QString &text) { m_state->setText(text); }

void FindBar::keyPressEvent(QKeyEvent *event)
{
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        closeBar();
    else if (isReturn && event->modifiers().testFlag(Qt::ShiftModifier))
        findPrevious();
    else if (isReturn)
        findNext();
    else
        QWidget::keyPressEvent(event);
}

} // namespace messages
