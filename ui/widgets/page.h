// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/valuelabel.h"

class QFormLayout;
class QVBoxLayout;

namespace widgets {

//! Fills \a panel with a page that scrolls up and down when it is too tall, and never sideways.
[[nodiscard]] QVBoxLayout *scrolledPage(QWidget *panel);

//! A heading and an empty form under it.
[[nodiscard]] QFormLayout *section(QVBoxLayout *page, const QString &title);

//! A form whose fields take the width there is.
[[nodiscard]] QFormLayout *factsForm(QVBoxLayout *page);

//! A value with its name before it.
class FactRow : public ValueLabel
{
    Q_OBJECT
public:
    //! Stands at the end of \a form, which it must not outlive.
    FactRow(QFormLayout *form, const QString &name, const char *objectName);

    //! Without a \a fact the row is not there at all.
    void setFact(const QString &fact);
    //! What the name means.
    void setNameToolTip(const QString &text);

private:
    QFormLayout *m_form;
};

} // namespace widgets
