// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowlabels.h"

namespace widgets {

QLabel *sectionHeading(const QString &title)
{
    auto *label = new QLabel(title);
    label->setTextFormat(Qt::PlainText);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

QLabel *rowName(const QString &name)
{
    auto *label = new QLabel(name);
    label->setTextFormat(Qt::PlainText);
    label->setEnabled(false);
    return label;
}

} // namespace widgets
