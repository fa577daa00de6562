// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/page.h"

#include "ui/look/fonts.h"
#include "ui/look/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace shell {

Page::Page(const QString &title, QWidget *parent) : QWidget(parent), m_head(new QHBoxLayout), m_body(new QVBoxLayout(this))
{
    auto *label = new QLabel(title);
    label->setTextFormat(Qt::PlainText);
    label->setFixedHeight(44);
    label->setFont(look::font(look::TextRole::Title));
    m_head->setContentsMargins(12, 0, 12, 0);
    m_head->addWidget(label, 1);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(0);
    m_body->addLayout(m_head);
}

void Page::paintEvent(QPaintEvent *) { QPainter(this).fillRect(rect(), look::tokensOf(palette()).ground); }

} // namespace shell
