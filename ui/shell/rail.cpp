// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/look/tokens.h"
#include "ui/shell/railbutton.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace shell {

Rail::Rail(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("rail"));
    setAccessibleName(tr("Pages"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 1, 4);
    column->setSpacing(0);
    bool stretched = false;
    for (const PageEntry &entry : pages()) {
        if (entry.below && !std::exchange(stretched, true))
            column->addStretch(1);
        auto *button = new RailButton(entry, this);
        column->addWidget(button);
        m_buttons.push_back(button);
        connect(button, &QAbstractButton::clicked, this, [this, id = entry.id] {
            setCurrent(m_current); // It is the window that chooses.
            emit chosen(QLatin1StringView(id));
        });
    }
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void Rail::setCurrent(QLatin1StringView page)
{
    m_current = page;
    for (RailButton *button : m_buttons)
        button->setChecked(QLatin1StringView(button->entry().id) == page);
}

void Rail::setConnected(bool connected)
{
    for (RailButton *button : m_buttons)
        button->setEnabled(connected || button->entry().always);
}

void Rail::setSlim(bool slim)
{
    for (RailButton *button : m_buttons)
        button->setSlim(slim);
    setFixedWidth(m_buttons.front()->sizeHint().width() + 1);
}

void Rail::setBadge(QLatin1StringView page, int count)
{
    for (RailButton *button : m_buttons) {
        if (QLatin1StringView(button->entry().id) == page)
            button->setBadge(count);
    }
}

QWidget *Rail::button(QLatin1StringView page) const
{
    const auto at = std::ranges::find_if(
        m_buttons, [&](const RailButton *button) { return QLatin1StringView(button->entry().id) == page; });
    return at == m_buttons.end() ? nullptr : *at;
}

void Rail::paintEvent(QPaintEvent *)
{
    const look::Tokens &t = look::tokensOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), t.chrome);
    painter.fillRect(QRect(isRightToLeft() ? 0 : width() - 1, 0, 1, height()), t.line);
}

// Arrows go from page to page, as in any list.
void Rail::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Up && event->key() != Qt::Key_Down)
        return QWidget::keyPressEvent(event);
    event->key() == Qt::Key_Up ? focusPreviousChild() : focusNextChild();
}

} // namespace shell
