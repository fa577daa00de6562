// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"

#include <QTableWidget>

class QComboBox;
class QSpinBox;

namespace profiles {

//! The messages sent after every connect, in order, and what is waited for behind each of them.
class GreetingTable : public QTableWidget
{
    Q_OBJECT
public:
    enum Column { Message, Waits, What, Seconds, Without, ColumnCount };

    explicit GreetingTable(QWidget *parent = nullptr);

    void load(const settings::Profile &profile);
    void store(settings::Profile &profile) const;
    //! Why a row cannot be used, and which; empty when all can.
    [[nodiscard]] QString problem() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addRow(const QString &message, const settings::ReplyRule &rule);
    void keepEmptyRow();
    //! What a row waits for decides which of its cells mean something.
    void showCells(QTableWidgetItem &what, const QComboBox &waits, QSpinBox &seconds, QComboBox &without);
    [[nodiscard]] settings::ReplyRule ruleAt(int row) const;
};

} // namespace profiles
