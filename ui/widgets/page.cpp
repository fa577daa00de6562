// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/page.h"

#include "ui/widgets/rowlabels.h"

#include <QFormLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace widgets {

QVBoxLayout *scrolledPage(QWidget *panel)
{
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget;
    auto *page = new QVBoxLayout(content);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false); // What it stands on shows through.
    content->setAutoFillBackground(false);
    auto *outer = new QVBoxLayout(panel);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    return page;
}

QFormLayout *section(QVBoxLayout *page, const QString &title)
{
    QLabel *heading = sectionHeading(title);
    heading->setContentsMargins(0, heading->fontMetrics().height() / 3, 0, 0);
    page->addWidget(heading);
    return factsForm(page);
}

QFormLayout *factsForm(QVBoxLayout *page)
{
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setVerticalSpacing(page->parentWidget()->fontMetrics().height() / 4);
    page->addLayout(form);
    return form;
}

FactRow::FactRow(QFormLayout *form, const QString &name, const char *objectName) : m_form(form)
{
    setObjectName(QLatin1String(objectName));
    setAccessibleName(name);
    form->addRow(rowName(name), this);
}

void FactRow::setFact(const QString &fact)
{
    setValue(fact);
    m_form->setRowVisible(this, !fact.isEmpty());
}

void FactRow::setNameToolTip(const QString &text) { m_form->labelForField(this)->setToolTip(text); }

} // namespace widgets
