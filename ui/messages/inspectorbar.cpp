// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/inspectorbar.h"

#include "ui/text/format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace messages {
namespace {

QToolButton *textButton(QWidget *parent, const char *name, const QString &text, const QString &hint)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setText(text);
    button->setToolTip(hint);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAutoRaise(true);
    return button;
}

void makeSwitch(QToolButton *button)
{
    button->setCheckable(true);
    button->setChecked(true);
}

} // namespace

InspectorBar::InspectorBar(QWidget *parent)
    : QWidget(parent)
    , m_follow(textButton(this, "follow", tr("&Follow"), tr("Keep the newest message in view (End)")))
    , m_clear(textButton(this, "clearView", tr("&Clear view"), tr("Hide the rows up to now; nothing is deleted")))
    , m_showAll(textButton(this, "showAll", tr("Show &all"), tr("Bring back the hidden rows")))
    , m_find(textButton(this, "find", tr("F&ind"), tr("Find in messages (Ctrl+F)")))
    , m_control(textButton(
          this, "showControl", tr("C&ontrol"), tr("Show control frames: ping, pong and close. Nothing is deleted")))
    , m_notes(textButton(this, "showNotes", tr("&Notes"),
          tr("Show what this program noted: states, gaps and problems. Nothing is deleted")))
    , m_count(new QLabel(this))
{
    for (QToolButton *const button : {m_follow, m_control, m_notes})
        makeSwitch(button);
    m_find->hide();
    m_count->setObjectName(QStringLiteral("messageCount"));
    m_count->setTextFormat(Qt::PlainText);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    // Longer numbers must not make the panel wider.
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *bar = new QHBoxLayout(this);
    bar->setContentsMargins(6, 3, 6, 3);
    bar->setSpacing(4);
    for (QWidget *const button : {m_follow, m_clear, m_showAll, m_find, m_control, m_notes})
        bar->addWidget(button);
    bar->addWidget(m_count, 1);

    connect(m_follow, &QToolButton::clicked, this, &InspectorBar::followingChosen);
    connect(m_clear, &QToolButton::clicked, this, &InspectorBar::clearRequested);
    connect(m_showAll, &QToolButton::clicked, this, &InspectorBar::showAllRequested);
    connect(m_find, &QToolButton::clicked, this, &InspectorBar::findRequested);
    connect(m_control, &QToolButton::toggled, this, &InspectorBar::shownChanged);
    connect(m_notes, &QToolButton::toggled, this, &InspectorBar::shownChanged);
}

bool InspectorBar::showsControl() const { return m_control->isChecked(); }

bool InspectorBar::showsNotes() const { return m_notes->isChecked(); }

void InspectorBar::showFind() { m_find->show(); }

void InspectorBar::setFollowing(bool following) { m_follow->setChecked(following); }

void InspectorBar::setCounts(const Counts &counts)
{
    m_clear->setEnabled(counts.rows > 0);
    m_showAll->setVisible(counts.cleared > 0);
    QString words = tr("%1 rows").arg(text::count(counts.rows));
    if (counts.cleared + counts.filtered > 0)
        words += QStringLiteral(", ") + tr("%1 hidden").arg(text::count(counts.cleared + counts.filtered));
    if (counts.unlisted > 0) // More than a table of Qt can count.
        words += QStringLiteral(", ") + tr("%1 not listed: too many for one table").arg(text::count(counts.unlisted));
    if (counts.selected > 1)
        words += QStringLiteral(", ") + tr("%1 selected").arg(text::count(counts.selected));
    m_count->setText(words);
    m_count->setToolTip(words);
}

} // namespace messages
