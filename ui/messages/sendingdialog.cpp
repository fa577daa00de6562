// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/sendingdialog.h"

#include "ui/text/outboxtext.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace messages {
namespace {

using namespace std::chrono_literals;

QSpinBox *spinBox(int from, int to, int value, const QString &suffix, const QString &off = {})
{
    auto *box = new QSpinBox;
    box->setRange(from, to);
    box->setValue(value);
    box->setSuffix(suffix);
    box->setSpecialValueText(off);
    return box;
}

QLineEdit *lineEdit(const QString &text, const QString &hint)
{
    auto *edit = new QLineEdit(text);
    edit->setPlaceholderText(hint);
    return edit;
}

QComboBox *choice(const QStringList &items, int current)
{
    auto *box = new QComboBox;
    box->addItems(items);
    box->setCurrentIndex(current);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    return box;
}

int secondsOf(base::Nanoseconds time)
{
    return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(time).count());
}

} // namespace

SendingDialog::SendingDialog(const messaging::SendingSettings &settings, QWidget *parent)
    : QDialog(parent)
    , m_given(settings)
{
    setWindowTitle(tr("Sending"));
    auto *content = new QWidget;
    auto *page = new QVBoxLayout(content);
    m_readOnly = new QCheckBox(tr("&Read-only: nothing is sent by hand"));
    m_readOnly->setToolTip(tr("Only the handshake, heartbeats and the messages sent on connect go out"));
    m_readOnly->setObjectName(QStringLiteral("readOnly"));
    m_readOnly->setChecked(settings.readOnly);
    page->addWidget(m_readOnly);
    buildDelivery(page);
    buildOutbox(page);
    buildResume(page);
    buildPoliteness(page);
    page->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    auto *column = new QVBoxLayout(this);
    column->addWidget(scroll, 1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit chosen(this->settings());
        accept();
    });
    connect(m_guarantee, &QComboBox::currentIndexChanged, this, &SendingDialog::updateFields);
    connect(m_autoFlush, &QComboBox::currentIndexChanged, this, &SendingDialog::updateFields);
    connect(m_resumeField, &QLineEdit::textChanged, this, &SendingDialog::updateFields);
    updateFields();
    // As wide as its fields ask for: there is nothing to see sideways.
    const int letter = fontMetrics().averageCharWidth();
    resize(std::max(letter * 90, content->sizeHint().width() + letter * 8), fontMetrics().height() * 42);
}

QFormLayout *SendingDialog::group(QVBoxLayout *page, const QString &title)
{
    auto *box = new QGroupBox(title);
    auto *form = new QFormLayout(box);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    page->addWidget(box);
    return form;
}

void SendingDialog::buildDelivery(QVBoxLayout *page)
{
    const messaging::DeliverySettings &delivery = m_given.delivery;
    QFormLayout *form = group(page, tr("Promise"));
    m_guarantee = choice({tr("At most once"), tr("At least once, with an id")}, static_cast<int>(delivery.guarantee));
    m_guarantee->setObjectName(QStringLiteral("guarantee"));
    m_promise = new QLabel;
    m_promise->setTextFormat(Qt::PlainText);
    m_promise->setWordWrap(true);
    m_promise->setForegroundRole(QPalette::PlaceholderText);
    m_promise->setMinimumHeight(fontMetrics().height() * 3);
    m_promise->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_idField = lineEdit(delivery.idField, QStringLiteral("id"));
    m_idField->setObjectName(QStringLiteral("idField"));
    m_ackField = lineEdit(delivery.ackField, QStringLiteral("id"));
    m_rule = choice(
        {tr("Any message with the same id"), tr("A reply with the same id (type response, or a result or error)")},
        static_cast<int>(delivery.rule));
    m_ackTimeout = spinBox(1, 3'600, secondsOf(delivery.ackTimeout), tr(" s"));
    form->addRow(tr("&Delivery"), m_guarantee);
    form->addRow(m_promise);
    form->addRow(tr("&Id field of what is sent"), m_idField);
    form->addRow(tr("Id field of the &acknowledgement"), m_ackField);
    form->addRow(tr("Ac&knowledged by"), m_rule);
    form->addRow(tr("Send again &after"), m_ackTimeout);
}

void SendingDialog::buildOutbox(QVBoxLayout *page)
{
    const messaging::OutboxSettings &outbox = m_given.outbox;
    QFormLayout *form = group(page, tr("While the link is down"));
    m_autoFlush
        = choice({tr("Hold until I release it"), tr("Send by itself when the link is back")}, outbox.autoFlush ? 1 : 0);
    m_autoFlush->setObjectName(QStringLiteral("autoFlush"));
    m_maxAge = spinBox(1, 3'600, secondsOf(outbox.maxAge), tr(" s"));
    m_maxAge->setObjectName(QStringLiteral("maxAge"));
    m_maxAge->setToolTip(tr("What is older is held instead of going out by itself"));
    form->addRow(tr("&What I send"), m_autoFlush);
    form->addRow(tr("By itself only if &younger than"), m_maxAge);
}

void SendingDialog::buildResume(QVBoxLayout *page)
{
    const messaging::ResumeSettings &resume = m_given.resume;
    QFormLayout *form = group(page, tr("Taking a stream up again"));
    m_resumeField = lineEdit(resume.idField, tr("empty: off; for example id or meta.id"));
    m_resumeField->setObjectName(QStringLiteral("resumeField"));
    m_idKind
        = choice({tr("Compared as text"), tr("Whole numbers that count up by one")}, static_cast<int>(resume.idKind));
    m_epochField = lineEdit(resume.epochField, tr("empty: none"));
    m_sync = lineEdit(QString::fromUtf8(resume.syncMessage), tr("empty: nothing is sent"));
    m_sync->setObjectName(QStringLiteral("sync"));
    m_sync->setToolTip(tr(
        "Sent after every reconnect, behind the messages on connect; ${lastMessageId} is the last id in the capture"));
    m_reorder = spinBox(0, 1'000, resume.reorderWindow, tr(" messages"), tr("not expected"));
    form->addRow(tr("Id field of what is &received"), m_resumeField);
    form->addRow(tr("Its ids"), m_idKind);
    form->addRow(tr("&Epoch field"), m_epochField);
    form->addRow(tr("S&ync message"), m_sync);
    form->addRow(tr("Late by at most"), m_reorder);
}

void SendingDialog::buildPoliteness(QVBoxLayout *page)
{
    const messaging::PolitenessSettings &polite = m_given.politeness;
    QFormLayout *form = group(page, tr("Politeness"));
    m_perMinute = spinBox(0, 100'000, polite.perMinute, tr(" a minute"), tr("no limit"));
    m_perMinute->setObjectName(QStringLiteral("perMinute"));
    m_burst = spinBox(1, 10'000, polite.burst, tr(" at once"));
    auto *preset = new QPushButton(tr("%1 a minute").arg(messaging::politePerMinute));
    connect(preset, &QPushButton::clicked, this, [this] { m_perMinute->setValue(messaging::politePerMinute); });
    auto *line = new QHBoxLayout;
    line->addWidget(m_perMinute, 1);
    line->addWidget(m_burst, 1);
    line->addWidget(preset);
    m_batch
        = new QCheckBox(tr("Gather JSON messages into one: up to %1 within %2 ms")
                            .arg(polite.batchItems)
                            .arg(std::chrono::duration_cast<std::chrono::milliseconds>(polite.batchWindow).count()));
    m_batch->setObjectName(QStringLiteral("batch"));
    m_batch->setChecked(polite.batch);
    m_repeat = spinBox(0, 3'600, secondsOf(polite.repeatAfter), tr(" s"), tr("allowed"));
    m_repeat->setToolTip(tr("The same message again within this time is refused, as for a \"typing\" notice"));
    form->addRow(tr("&Messages"), line);
    form->addRow(m_batch);
    form->addRow(tr("The sa&me again within"), m_repeat);
}

void SendingDialog::updateFields()
{
    const bool atLeastOnce = m_guarantee->currentIndex() == 1;
    m_promise->setText(text::deliveryPromise(atLeastOnce));
    for (QWidget *field : {static_cast<QWidget *>(m_idField), static_cast<QWidget *>(m_ackField),
             static_cast<QWidget *>(m_rule), static_cast<QWidget *>(m_ackTimeout)})
        field->setEnabled(atLeastOnce);
    const bool resumes = !m_resumeField->text().trimmed().isEmpty();
    for (QWidget *field : {static_cast<QWidget *>(m_idKind), static_cast<QWidget *>(m_epochField),
             static_cast<QWidget *>(m_sync), static_cast<QWidget *>(m_reorder)})
        field->setEnabled(resumes);
}

messaging::SendingSettings SendingDialog::settings() const
{
    messaging::SendingSettings chosen = m_given; // What has no field here stays.
    chosen.readOnly = m_readOnly->isChecked();
    chosen.delivery.guarantee = static_cast<messaging::Guarantee>(m_guarantee->currentIndex());
    chosen.delivery.idField = m_idField->text().trimmed();
    chosen.delivery.ackField = m_ackField->text().trimmed();
    chosen.delivery.rule = static_cast<messaging::AckRule>(m_rule->currentIndex());
    chosen.delivery.ackTimeout = std::chrono::seconds(m_ackTimeout->value());
    chosen.outbox.autoFlush = m_autoFlush->currentIndex() == 1;
    chosen.outbox.maxAge = std::chrono::seconds(m_maxAge->value());
    chosen.resume.idField = m_resumeField->text().trimmed();
    chosen.resume.idKind = static_cast<messaging::IdKind>(m_idKind->currentIndex());
    chosen.resume.epochField = m_epochField->text().trimmed();
    chosen.resume.syncMessage = m_sync->text().toUtf8();
    chosen.resume.reorderWindow = m_reorder->value();
    chosen.politeness.perMinute = m_perMinute->value();
    chosen.politeness.burst = m_burst->value();
    chosen.politeness.batch = m_batch->isChecked();
    chosen.politeness.repeatAfter = std::chrono::seconds(m_repeat->value());
    return chosen;
}

} // namespace messages
