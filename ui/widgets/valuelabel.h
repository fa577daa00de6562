// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace widgets {

//! One line of plain text that gives way in its middle when there is no room; the whole of it is in the tooltip and can
//! be copied from the context menu.
class ValueLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ValueLabel(QWidget *parent = nullptr);

    //! Cheap when \a value is what stands there already.
    void setValue(const QString &value);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

//! \a text for a tooltip, which Qt would otherwise search for markup (cases U01, U02).
[[nodiscard]] QString literalToolTip(const QString &text);

} // namespace widgets
