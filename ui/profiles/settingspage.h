// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"

#include <QWidget>

#include <optional>

namespace profiles {

//! What a person wrote that cannot be used, and where.
struct Complaint
{
    QWidget *field = nullptr;
    QString text; //!< In the user's language.
};

//! One page of the connection settings: some fields of a profile whose texts may hold variables.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual void load(const settings::Profile &profile) = 0;
    //! Writes its fields into \a profile; call it only when there is no complaint.
    virtual void store(settings::Profile &profile) const = 0;
    //! The first thing that is wrong, or nothing.
    [[nodiscard]] virtual std::optional<Complaint> complaint() const { return std::nullopt; }
};

} // namespace profiles
