// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/messaging/sending.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QGroupBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace messages {

//! How messages are sent on one connection: what is promised, what waits, how a stream is taken up again, how fast.
class SendingDialog : public QDialog
{
    Q_OBJECT
public:
    explicit SendingDialog(const messaging::SendingSettings &settings, QWidget *parent = nullptr);

    //! What stands in the fields.
    [[nodiscard]] messaging::SendingSettings settings() const;

signals:
    void chosen(const messaging::SendingSettings &settings);

private:
    QFormLayout *group(QVBoxLayout *page, const QString &title);
    void buildDelivery(QVBoxLayout *page);
    void buildOutbox(QVBoxLayout *page);
    void buildResume(QVBoxLayout *page);
    void buildPoliteness(QVBoxLayout *page);
    void updateFields();

    const messaging::SendingSettings m_given;
    QCheckBox *m_readOnly;
    QComboBox *m_guarantee, *m_rule, *m_autoFlush, *m_idKind;
    QLineEdit *m_idField, *m_ackField, *m_resumeField, *m_epochField, *m_sync;
    QSpinBox *m_ackTimeout, *m_maxAge, *m_reorder, *m_perMinute, *m_burst, *m_repeat;
    QCheckBox *m_batch;
    QLabel *m_promise;
};

} // namespace messages
