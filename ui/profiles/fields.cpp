// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/fields.h"

#include <QAction>
#include <QComboBox>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace profiles {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ProfileFields)
};

QLineEdit *line(const QString &name, const char *objectName, const QString &hint)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(QLatin1String(objectName));
    edit->setAccessibleName(QString(name).remove(u'&'));
    edit->setPlaceholderText(hint);
    edit->setMaxLength(1 << 20);
    return edit;
}

// A line with a button behind it; the name leads to the line.
void addRow(QFormLayout *form, const QString &name, QLineEdit *edit, QWidget *button)
{
    auto *both = new QHBoxLayout;
    both->addWidget(edit, 1);
    both->addWidget(button);
    auto *label = new QLabel(name);
    label->setBuddy(edit);
    form->addRow(label, both);
}

// Not exec(): the stream goes on behind it.
void lookForFile(QLineEdit *edit)
{
    auto *dialog = new QFileDialog(edit->window(), edit->accessibleName(), edit->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
    dialog->open();
}

} // namespace

QFormLayout *group(QVBoxLayout *page, const QString &title)
{
    auto *box = new QGroupBox(title);
    auto *form = new QFormLayout(box);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    page->addWidget(box);
    return form;
}

QVBoxLayout *scrolledColumn(QWidget *page)
{
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    scroll->setWidget(content);
    auto *outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    return column;
}

QLineEdit *textField(QFormLayout *form, const QString &name, const char *objectName, const QString &hint)
{
    QLineEdit *edit = line(name, objectName, hint);
    form->addRow(name, edit);
    return edit;
}

QLineEdit *secretField(QFormLayout *form, const QString &name, const char *objectName)
{
    QLineEdit *edit = line(name, objectName, {});
    edit->setEchoMode(QLineEdit::Password);
    auto *show = new QToolButton;
    show->setText(Words::tr("Show"));
    show->setCheckable(true);
    show->setToolTip(Words::tr("Shows what is written here"));
    QObject::connect(show, &QToolButton::toggled, edit,
        [edit](bool on) { edit->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password); });
    addRow(form, name, edit, show);
    return edit;
}

QLineEdit *fileField(QFormLayout *form, const QString &name, const char *objectName, const QString &hint)
{
    QLineEdit *edit = line(name, objectName, hint);
    auto *look = new QToolButton;
    look->setText(QStringLiteral("…"));
    look->setToolTip(Words::tr("Choose a file"));
    look->setAccessibleName(Words::tr("Choose a file"));
    QObject::connect(look, &QToolButton::clicked, edit, [edit] { lookForFile(edit); });
    addRow(form, name, edit, look);
    return edit;
}

QComboBox *choiceField(QFormLayout *form, const QString &name, const char *objectName, const QStringList &items)
{
    auto *box = new QComboBox;
    box->setObjectName(QLatin1String(objectName));
    box->setAccessibleName(QString(name).remove(u'&'));
    box->addItems(items);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(16);
    form->addRow(name, box);
    return box;
}

QSpinBox *numberField(QFormLayout *form, const QString &name, const char *objectName, int least, int most,
    const QString &unit, const QString &special)
{
    auto *box = new QSpinBox;
    box->setObjectName(QLatin1String(objectName));
    box->setAccessibleName(QString(name).remove(u'&'));
    box->setRange(least, most);
    box->setSuffix(unit);
    box->setSpecialValueText(special);
    box->setGroupSeparatorShown(true);
    form->addRow(name, box);
    return box;
}

} // namespace profiles
