// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/profiles/settingspage.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace profiles {

class NameTable;

//! Who we are: authentication, header fields, cookies.
class SignInPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit SignInPage(QWidget *parent = nullptr);

    void load(const settings::Profile &profile) override;
    void store(settings::Profile &profile) const override;
    [[nodiscard]] std::optional<Complaint> complaint() const override;

private:
    void showFields();

    QFormLayout *m_form;
    QComboBox *m_kind, *m_answer;
    QLineEdit *m_user, *m_password, *m_token, *m_query, *m_message, *m_answerText;
    QSpinBox *m_timeout;
    NameTable *m_headers, *m_cookies;
};

} // namespace profiles
