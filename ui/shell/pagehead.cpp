// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pagehead.h"

#include <QLabel>

namespace shell {

QWidget *pageHead(const QString &title)
{
    auto *head = new QLabel(title);
    head->setTextFormat(Qt::PlainText);
    head->setFixedHeight(44);
    head->setContentsMargins(12, 0, 12, 0);
    QFont font = head->font();
    font.setPixelSize(15);
    font.setWeight(QFont::DemiBold);
    head->setFont(font);
    return head;
}

} // namespace shell
