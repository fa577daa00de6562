// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboard/limitbar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace dashboard {

LimitBar::LimitBar(QWidget *parent) : QFrame(parent)
{
    setFrameShape(QFrame::StyledPanel);
    auto *const text = new QLabel(tr("This stream has very many fields. Charting more costs memory and time."));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    auto *const button = new QPushButton(tr("Read &more fields"));
    button->setObjectName(QStringLiteral("allowMore"));
    button->setToolTip(tr("Allows 2 000 more series"));
    auto *const row = new QHBoxLayout(this);
    row->addWidget(text, 1);
    row->addWidget(button);
    connect(button, &QPushButton::clicked, this, &LimitBar::moreRequested);
    hide();
}

} // namespace dashboard
