// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/profiles/settingspage.h"

class QComboBox;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace profiles {

class NameTable;

//! How the way to the server is proved and taken: TLS and proxy.
class SecurityPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit SecurityPage(QWidget *parent = nullptr);

    void load(const settings::Profile &profile) override;
    void store(settings::Profile &profile) const override;
    [[nodiscard]] std::optional<Complaint> complaint() const override;

private:
    void buildTls(QVBoxLayout *page);
    void buildProxy(QVBoxLayout *page);
    void showFields();

    QLineEdit *m_ca, *m_certificate, *m_key, *m_passphrase, *m_serverName;
    NameTable *m_exceptions;
    QComboBox *m_minimum, *m_proxy;
    QLineEdit *m_proxyHost, *m_proxyUser, *m_proxyPassword;
    QSpinBox *m_proxyPort;
};

} // namespace profiles
