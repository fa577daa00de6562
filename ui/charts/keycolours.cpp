// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/keycolours.h"

#include "ui/charts/theme.h"

#include <QStringList>

#include <algorithm>

namespace charts {
namespace {

constexpr int hues = colouredSlots / 2;
constexpr qsizetype mostKept = 1000;

} // namespace

int KeyColours::wish(const QString &name)
{
    quint32 hash = 2166136261U;
    for (const char c : name.toUtf8())
        hash = (hash ^ static_cast<quint8>(c)) * 16777619U;
    return static_cast<int>(hash % hues);
}

int KeyColours::take(const QString &key)
{
    if (const auto known = m_slots.constFind(key); known != m_slots.constEnd())
        return *known;
    const auto isTaken = [this](int slot) { return std::ranges::find(m_slots, slot) != m_slots.end(); };
    for (int round = 0; round < colouredSlots; round += hues) {
        int hue = wish(key);
        for (int i = 0; i < hues; ++i, hue = (hue + 3) % hues) {
            if (!isTaken(round + hue)) {
                m_slots.insert(key, round + hue);
                return round + hue;
            }
        }
    }
    return colouredSlots;
}

void KeyColours::take(QStringList keys)
{
    // UTF-8 sorts as code points do; UTF-16 does not.
    std::ranges::sort(keys, {}, [](const QString &key) { return key.toUtf8(); });
    for (const QString &key : keys)
        take(key);
}

int KeyColours::slot(const QString &key) const { return m_slots.value(key, colouredSlots); }

QJsonObject KeyColours::save() const
{
    QJsonObject saved;
    for (auto it = m_slots.begin(); it != m_slots.end(); ++it)
        saved[it.key()] = it.value();
    return saved;
}

void KeyColours::restore(const QJsonObject &saved)
{
    m_slots.clear();
    for (auto it = saved.begin(); it != saved.end() && m_slots.size() < mostKept; ++it) {
        if (const int slot = it.value().toInt(-1); slot >= 0 && slot < colouredSlots)
            m_slots.insert(it.key(), slot);
    }
}

} // namespace charts
