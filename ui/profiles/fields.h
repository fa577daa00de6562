// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

class QComboBox;
class QFormLayout;
class QSpinBox;
class QVBoxLayout;

namespace profiles {

//! A framed form with a title at the end of \a page.
[[nodiscard]] QFormLayout *group(QVBoxLayout *page, const QString &title);

//! A page's own layout, which scrolls when the window is too small for it.
[[nodiscard]] QVBoxLayout *scrolledColumn(QWidget *page);

//! A line at the end of \a form.
[[nodiscard]] QLineEdit *textField(
    QFormLayout *form, const QString &name, const char *objectName, const QString &hint = {});

//! A line whose text is shown only on demand.
[[nodiscard]] QLineEdit *secretField(QFormLayout *form, const QString &name, const char *objectName);

//! A line for the path of a file, with a button that looks for one.
[[nodiscard]] QLineEdit *fileField(
    QFormLayout *form, const QString &name, const char *objectName, const QString &hint = {});

[[nodiscard]] QComboBox *choiceField(
    QFormLayout *form, const QString &name, const char *objectName, const QStringList &items);

//! A whole number from \a least to \a most; \a special stands for the least one, if there is such a text.
[[nodiscard]] QSpinBox *numberField(QFormLayout *form, const QString &name, const char *objectName, int least, int most,
    const QString &unit = {}, const QString &special = {});

} // namespace profiles
