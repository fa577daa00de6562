// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connecting/closeform.h"

#include "core/ws/closing/closecode.h"
#include "ui/text/closecodetext.h"
#include "ui/text/format.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace connecting {
namespace {

constexpr qsizetype mostReasonBytes = 123; // RFC 6455 §5.5: 125 of a control frame without the code.

//! The number that \a typed begins with; 0 for none.
quint16 codeIn(const QString &typed)
{
    const QString trimmed = typed.trimmed();
    qsizetype digits = 0;
    while (digits < trimmed.size() && trimmed[digits] >= u'0' && trimmed[digits] <= u'9')
        ++digits;
    return trimmed.left(digits).toUShort();
}

} // namespace

QString closeProblem(const QString &code, const QString &reason)
{
    if (!ws::maySend(codeIn(code)))
        return CloseForm::tr("A code that may be sent is 1000 to 1003, 1007 to 1014 or 3000 to 4999.");
    const qsizetype size = reason.toUtf8().size();
    if (size > mostReasonBytes)
        return CloseForm::tr("The reason is %1 long; a close frame holds %2.")
            .arg(text::bytes(size), text::bytes(mostReasonBytes));
    return {};
}

CloseForm::CloseForm(QWidget *parent)
    : QWidget(parent)
    , m_code(new QComboBox)
    , m_reason(new QLineEdit)
    , m_problem(new QLabel)
    , m_close(new QPushButton(tr("Close with this")))
{
    m_code->setEditable(true);
    m_code->setInsertPolicy(QComboBox::NoInsert);
    m_code->setAccessibleName(tr("Close code"));
    m_code->setToolTip(tr("1000 to 1003, 1007 to 1014, or your own from 3000 to 4999"));
    constexpr std::array<quint16, 14> offered{
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4000};
    for (const quint16 code : offered)
        m_code->addItem(text::closeCode(code));
    m_code->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_code->setMinimumContentsLength(12);
    m_reason->setPlaceholderText(tr("Reason"));
    m_reason->setAccessibleName(tr("Close reason"));
    m_reason->setText(QStringLiteral("Client closing"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("closeProblem"));
    m_close->setToolTip(tr("Starts the closing handshake with this code and reason; nothing is connected again"));

    auto *line = new QHBoxLayout;
    line->addWidget(m_reason, 1);
    line->addWidget(m_close);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(m_code);
    page->addLayout(line);
    page->addWidget(m_problem);
    connect(m_code, &QComboBox::editTextChanged, this, &CloseForm::judge);
    connect(m_reason, &QLineEdit::textChanged, this, &CloseForm::judge);
    connect(m_reason, &QLineEdit::returnPressed, this, &CloseForm::request);
    connect(m_close, &QPushButton::clicked, this, &CloseForm::request);
    judge();
}

void CloseForm::setOpen(bool open)
{
    m_open = open;
    judge();
}

void CloseForm::judge()
{
    const QString problem = closeProblem(m_code->currentText(), m_reason->text());
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_close->setEnabled(m_open && problem.isEmpty());
}

void CloseForm::request()
{
    if (m_close->isEnabled())
        emit closeRequested(codeIn(m_code->currentText()), m_reason->text());
}

} // namespace connecting
