// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/profiles/settingspage.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QSpinBox;
class QVBoxLayout;

namespace profiles {

//! What is accepted and how long is waited: limits, compression, deadlines.
class LimitsPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit LimitsPage(QWidget *parent = nullptr);

    void load(const settings::Profile &profile) override;
    void store(settings::Profile &profile) const override;
    [[nodiscard]] std::optional<Complaint> complaint() const override;

private:
    void buildLimits(QVBoxLayout *page);
    void buildCompression(QVBoxLayout *page);
    void buildDeadlines(QVBoxLayout *page);
    void buildCapture(QVBoxLayout *page);
    void showLimits(const ws::Limits &limits);

    QSpinBox *m_frame, *m_message, *m_fragments, *m_unread, *m_highWater, *m_hard;
    QCheckBox *m_offered, *m_serverForgets, *m_clientForgets;
    QSpinBox *m_serverBits, *m_clientBits, *m_level, *m_memory, *m_threshold;
    QDoubleSpinBox *m_open, *m_close, *m_established;
    QComboBox *m_captureSecrets;
};

} // namespace profiles
