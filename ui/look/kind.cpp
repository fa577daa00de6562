// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/kind.h"

#include <QAbstractButton>
#include <QVariant>

#include <array>

namespace look {

void setKind(QAbstractButton *button, Kind kind)
{
    constexpr std::array words{"", "primary", "quiet", "danger"};
    button->setProperty("kind", QString::fromLatin1(words[static_cast<size_t>(kind)]));
    button->update();
}

Kind kindOf(const QWidget *button)
{
    const QString word = button ? button->property("kind").toString() : QString();
    return word == QLatin1String("primary") ? Kind::Primary
        : word == QLatin1String("quiet")    ? Kind::Quiet
        : word == QLatin1String("danger")   ? Kind::Danger
                                            : Kind::Plain;
}

void setDense(QWidget *widget, bool dense)
{
    widget->setProperty("dense", dense);
    widget->updateGeometry();
}

bool isDense(const QWidget *control)
{
    for (int depth = 0; control && depth < 3; ++depth, control = control->parentWidget()) {
        if (const QVariant dense = control->property("dense"); dense.isValid())
            return dense.toBool();
    }
    return false;
}

} // namespace look
