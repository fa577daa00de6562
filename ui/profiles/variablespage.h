// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/profiles/settingspage.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace profiles {

class NameTable;

//! What `${name}` stands for, and one HTTP request before every connect that may fetch it.
class VariablesPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit VariablesPage(QWidget *parent = nullptr);

    void load(const settings::Profile &profile) override;
    void store(settings::Profile &profile) const override;
    [[nodiscard]] std::optional<Complaint> complaint() const override;

private:
    void showFields();

    NameTable *m_variables, *m_headers, *m_fills;
    QCheckBox *m_enabled;
    QComboBox *m_method;
    QLineEdit *m_address;
    QPlainTextEdit *m_body;
};

} // namespace profiles
