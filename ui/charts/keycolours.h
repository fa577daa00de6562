// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QString>

namespace charts {

//! Which colour the curve of a key has: the same on every chart, and the same tomorrow.
//!
//! A slot follows from the key's name, unless another key of the feed has it already; the table is kept with the
//! board. Slots 0 to 7 are the hues of the tokens, 8 to 15 the same dashed; a key behind those has no hue.
class KeyColours
{
public:
    //! The slot that \a name asks for: FNV-1a of its UTF-8, modulo 8.
    [[nodiscard]] static int wish(const QString &name);

    //! The slot of \a key, which takes one when it has none.
    int take(const QString &key);
    //! Takes slots for \a keys, which were found together, in order of their code points.
    void take(QStringList keys);
    //! The slot of \a key; without a hue when it has none.
    [[nodiscard]] int slot(const QString &key) const;

    [[nodiscard]] QJsonObject save() const;
    void restore(const QJsonObject &saved);

private:
    QHash<QString, int> m_slots;
};

} // namespace charts
