// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/profiles/settingspage.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace profiles {

class GreetingTable;

//! What is asked for in the handshake and said behind it: subprotocols, Origin, messages on connect; and how the
//! profile looks.
class FeedPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit FeedPage(QWidget *parent = nullptr);

    void load(const settings::Profile &profile) override;
    void store(settings::Profile &profile) const override;
    [[nodiscard]] std::optional<Complaint> complaint() const override;

private:
    void buildLook(QVBoxLayout *page);

    QLineEdit *m_subprotocols, *m_origin;
    QCheckBox *m_redirects, *m_readOnly;
    QLineEdit *m_redirectsTo;
    GreetingTable *m_greeting;
    QComboBox *m_colour;
};

} // namespace profiles
