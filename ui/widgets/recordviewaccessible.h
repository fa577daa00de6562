// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>

namespace widgets {

class RecordView;

//! What a screen reader learns of a RecordView: a table, its name, and the text of the current row (case U21).
class RecordViewAccessible : public QAccessibleWidget
{
public:
    explicit RecordViewAccessible(RecordView *view);
    [[nodiscard]] QString text(QAccessible::Text text) const override;
};

//! Tells Qt about it; once is enough, more does nothing.
void installRecordViewAccessibility();

} // namespace widgets
