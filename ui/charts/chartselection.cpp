// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartselection.h"

#include <QJsonArray>

#include <algorithm>

namespace charts {

namespace {

int lowestFree(const QHash<QString, int> &colours)
{
    for (int i = 0;; ++i) {
        if (std::ranges::find(colours, i) == colours.end())
            return i;
    }
}

} // namespace

void ChartSelection::setCatalogue(const series::Catalogue &catalogue)
{
    m_fields = fields::chartFieldsOf(catalogue);
    unfold();
    if (!m_chosen)
        chooseFields();
    for (const Field &field : m_fields) {
        if (m_charted.contains(field.path))
            chooseKeys(field);
    }
}

void ChartSelection::unfold()
{
    const auto isMeasure = [](const Field &field) { return fields::chartTier(field) == 0; };
    if (m_unfolded.isEmpty() && m_mayUnfold && !m_chosen && std::ranges::count_if(m_fields, isMeasure) == 1) {
        const Field &only = *std::ranges::find_if(m_fields, isMeasure);
        if (only.entries.size() > 1 && only.entries.size() <= firstCharts && !only.entries.back().isOthers)
            m_unfolded = only.path;
    }
    const auto folded = std::ranges::find(m_fields, m_unfolded, &Field::path);
    if (m_unfolded.isEmpty() || folded == m_fields.end())
        return;
    std::vector<Field> unfolded;
    for (const series::SeriesEntry &entry : folded->entries) {
        const QString name = entry.isOthers ? m_unfolded : m_unfolded + QStringLiteral(" · ") + entry.key;
        unfolded.push_back({name, folded->kind, folded->rank, {entry}});
    }
    // In order of appearance: a new rank moves no chart.
    std::ranges::stable_sort(unfolded, {}, [](const Field &field) { return field.entries.front().id; });
    const auto place = m_fields.erase(folded);
    m_fields.insert(place, unfolded.begin(), unfolded.end());
}

const Field *ChartSelection::field(const QString &path) const
{
    const auto found = std::ranges::find(m_fields, path, &Field::path);
    return found == m_fields.end() ? nullptr : &*found;
}

void ChartSelection::chooseFields()
{
    int best = 3;
    for (const Field &field : m_fields)
        best = std::min(best, fields::chartTier(field));
    // What was charted for want of something better makes room for it.
    m_charted.removeIf([&](const QString &path) {
        const Field *const known = field(path);
        return !known || fields::chartTier(*known) > best;
    });
    for (const Field &field : m_fields) {
        if (m_charted.size() >= firstCharts)
            break;
        if (fields::chartTier(field) == best && !m_charted.contains(field.path))
            m_charted.append(field.path);
    }
}

void ChartSelection::chooseKeys(const Field &field)
{
    Keys &keys = m_keys[field.path];
    if (keys.chosen)
        return;
    // A later decision about a field makes new keys; those that no longer exist leave room for them.
    keys.colours.removeIf([&](const std::pair<const QString &, int &> key) {
        return std::ranges::none_of(field.entries, [&](const auto &entry) { return keyName(entry) == key.first; });
    });
    for (const series::SeriesEntry &entry : field.entries) {
        if (keys.colours.size() >= firstKeys)
            break;
        if (!keys.colours.contains(keyName(entry)))
            keys.colours.insert(keyName(entry), lowestFree(keys.colours));
    }
}

QStringList ChartSelection::charted() const
{
    QStringList existing;
    std::ranges::copy_if(
        m_charted, std::back_inserter(existing), [this](const QString &path) { return field(path) != nullptr; });
    return existing;
}

void ChartSelection::add(const QString &path)
{
    m_chosen = true;
    if (m_charted.contains(path))
        return;
    m_charted.append(path);
    if (const Field *const added = field(path))
        chooseKeys(*added);
}

void ChartSelection::remove(const QString &path)
{
    m_chosen = true;
    m_charted.removeAll(path);
}

void ChartSelection::move(const QString &path, int by)
{
    const QStringList visible = charted();
    const qsizetype neighbour = visible.indexOf(path) + by;
    if (!visible.contains(path) || neighbour < 0 || neighbour >= visible.size())
        return;
    m_chosen = true;
    m_charted.swapItemsAt(m_charted.indexOf(path), m_charted.indexOf(visible[neighbour]));
}

std::vector<CurveSpec> ChartSelection::curves(const QString &path) const
{
    std::vector<CurveSpec> curves;
    const Field *const known = field(path);
    const auto keys = m_keys.constFind(path);
    if (!known || keys == m_keys.constEnd())
        return curves;
    for (const series::SeriesEntry &entry : known->entries) {
        if (const auto colour = keys->colours.constFind(keyName(entry)); colour != keys->colours.constEnd())
            curves.push_back({entry.id, entry.key, entry.isOthers, *colour});
    }
    // In order of colour, so that a new rank moves no legend entry.
    std::ranges::sort(curves, {}, [](const CurveSpec &curve) { return std::pair(curve.isOthers, curve.colour); });
    return curves;
}

void ChartSelection::setKeyShown(const QString &path, const series::SeriesEntry &entry, bool shown)
{
    Keys &keys = m_keys[path];
    keys.chosen = true;
    if (!shown)
        keys.colours.remove(keyName(entry));
    else if (!keys.colours.contains(keyName(entry)))
        keys.colours.insert(keyName(entry), lowestFree(keys.colours));
}

bool ChartSelection::isKeyShown(const QString &path, const series::SeriesEntry &entry) const
{
    const auto keys = m_keys.constFind(path);
    return keys != m_keys.constEnd() && keys->colours.contains(keyName(entry));
}

QJsonObject ChartSelection::save() const
{
    QJsonObject saved;
    if (m_chosen)
        saved[QStringLiteral("fields")] = QJsonArray::fromStringList(m_charted);
    QJsonObject keys;
    for (auto it = m_keys.begin(); it != m_keys.end(); ++it) {
        if (!it->chosen)
            continue;
        QJsonObject colours;
        for (auto key = it->colours.begin(); key != it->colours.end(); ++key)
            colours[key.key()] = key.value();
        keys[it.key()] = colours;
    }
    if (!keys.isEmpty())
        saved[QStringLiteral("keys")] = keys;
    if (m_chosen && !m_unfolded.isEmpty())
        saved[QStringLiteral("unfolded")] = m_unfolded;
    return saved;
}

void ChartSelection::restore(const QJsonObject &saved)
{
    m_chosen = saved.contains(QStringLiteral("fields"));
    m_charted.clear();
    for (const QJsonValue &path : saved[QStringLiteral("fields")].toArray())
        m_charted.append(path.toString());
    m_charted.removeDuplicates();
    m_unfolded = saved[QStringLiteral("unfolded")].toString();
    m_keys.clear();
    const QJsonObject keys = saved[QStringLiteral("keys")].toObject();
    for (auto it = keys.begin(); it != keys.end(); ++it) {
        Keys &own = m_keys[it.key()];
        own.chosen = true;
        const QJsonObject colours = it.value().toObject();
        for (auto key = colours.begin(); key != colours.end(); ++key)
            own.colours.insert(key.key(), std::clamp(key.value().toInt(), 0, 1000));
    }
}

} // namespace charts
