// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/picture.h"

#include <QBuffer>
#include <QWidget>

namespace shell {

base::Expected<void, base::FileError> savePicture(QWidget &widget, const QString &file)
{
    QByteArray picture;
    QBuffer buffer(&picture);
    buffer.open(QIODevice::WriteOnly);
    widget.grab().save(&buffer, "PNG");
    return base::writeWhole(file, picture);
}

} // namespace shell
