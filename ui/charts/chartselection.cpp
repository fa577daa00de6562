// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartselection.h"

#include "ui/charts/theme.h"

#include <algorithm>
#include <cmath>

namespace charts {

namespace {

int lowestFree(const QHash<QString, int> &places)
{
    for (int i = 0;; ++i) {
        if (std::ranges::find(places, i) == places.end())
            return i;
    }
}

QString unfoldedName(const QString &path, const series::SeriesEntry &entry)
{
    return entry.isOthers ? path + QStringLiteral(" · *") : path + QStringLiteral(" · ") + entry.key;
}

} // namespace

void ChartSelection::setCatalogue(const series::Catalogue &catalogue)
{
    m_known = fields::chartFieldsOf(catalogue);
    unfold();
    if (!m_chosen)
        chooseFields();
    for (const Field &field : m_fields) {
        const bool isCharted = std::ranges::any_of(
            m_charted, [&](const QString &id) { return spec(id).sources.contains(field.path); });
        if (isCharted)
            chooseKeys(field);
    }
}

void ChartSelection::unfold()
{
    m_fields = m_known;
    const auto isMeasure = [](const Field &field) { return fields::chartTier(field) == 0; };
    if (!m_lonelyDecided && m_mayUnfold && !m_chosen && std::ranges::count_if(m_fields, isMeasure) == 1) {
        const Field &only = *std::ranges::find_if(m_fields, isMeasure);
        if (only.entries.size() > 1 && only.entries.size() <= firstCharts && !only.entries.back().isOthers) {
            m_lonelyDecided = true;
            m_unfolded.append(only.path);
        }
    }
    for (const QString &path : m_unfolded)
        unfoldOne(path);
}

void ChartSelection::unfoldOne(const QString &path)
{
    const auto folded = std::ranges::find(m_fields, path, &Field::path);
    if (folded == m_fields.end())
        return;
    std::vector<Field> unfolded;
    for (const series::SeriesEntry &entry : folded->entries)
        unfolded.push_back({unfoldedName(path, entry), folded->kind, folded->rank, {entry}});
    // In order of appearance: a new rank moves no chart.
    std::ranges::stable_sort(unfolded, {}, [](const Field &field) { return field.entries.front().id; });
    const auto place = m_fields.erase(folded);
    m_fields.insert(place, unfolded.begin(), unfolded.end());
}

QString ChartSelection::unfoldedFrom(const QString &path) const
{
    for (const QString &from : m_unfolded) {
        if (path.startsWith(from + QStringLiteral(" · ")))
            return from;
    }
    return {};
}

const Field *ChartSelection::fieldAt(const QString &path) const
{
    const auto found = std::ranges::find(m_fields, path, &Field::path);
    return found == m_fields.end() ? nullptr : &*found;
}

const Field *ChartSelection::field(const QString &id) const { return fieldAt(spec(id).sources.value(0)); }

void ChartSelection::chooseFields()
{
    int best = 3;
    for (const Field &field : m_fields)
        best = std::min(best, fields::chartTier(field));
    // What was charted for want of something better makes room for it.
    m_charted.removeIf([&](const QString &id) {
        const Field *const known = field(id);
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
    if (!keys.chosen) {
        // A later decision about a field makes new keys; those that no longer exist leave room for them.
        keys.order.removeIf([&](const std::pair<const QString &, int &> key) {
            return std::ranges::none_of(field.entries, [&](const auto &entry) { return keyName(entry) == key.first; });
        });
        for (const series::SeriesEntry &entry : field.entries) {
            if (keys.order.size() >= firstKeys)
                break;
            if (!keys.order.contains(keyName(entry)))
                keys.order.insert(keyName(entry), lowestFree(keys.order));
        }
    }
    QStringList shown;
    for (const series::SeriesEntry &entry : field.entries) {
        if (!entry.isOthers && !entry.key.isEmpty() && keys.order.contains(keyName(entry)))
            shown.append(entry.key);
    }
    m_colours.take(shown);
}

QStringList ChartSelection::charted() const
{
    QStringList existing;
    std::ranges::copy_if(
        m_charted, std::back_inserter(existing), [this](const QString &id) { return field(id) != nullptr; });
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

void ChartSelection::remove(const QString &id)
{
    m_chosen = true;
    m_charted.removeAll(id);
    m_specs.remove(id);
}

void ChartSelection::move(const QString &id, int by)
{
    const QStringList visible = charted();
    const qsizetype neighbour = visible.indexOf(id) + by;
    if (!visible.contains(id) || neighbour < 0 || neighbour >= visible.size())
        return;
    m_chosen = true;
    m_charted.swapItemsAt(m_charted.indexOf(id), m_charted.indexOf(visible[neighbour]));
}

void ChartSelection::duplicate(const QString &id)
{
    const qsizetype place = m_charted.indexOf(id);
    if (place < 0)
        return;
    m_chosen = true;
    const ChartSpec copy = spec(id);
    for (int i = 2; i < 1000; ++i) {
        const QString name = QStringLiteral("%1 (%2)").arg(copy.sources.value(0)).arg(i);
        if (m_charted.contains(name) || fieldAt(name))
            continue;
        m_specs.insert(name, copy);
        m_charted.insert(place + 1, name);
        return;
    }
}

ChartSpec ChartSelection::spec(const QString &id) const { return m_specs.value(id, ChartSpec{.sources = {id}}); }

void ChartSelection::setSpec(const QString &id, const ChartSpec &changed)
{
    if (!m_charted.contains(id))
        return;
    m_chosen = true;
    m_specs.insert(id, changed);
    for (const QString &path : changed.sources) {
        if (const Field *const known = fieldAt(path))
            chooseKeys(*known);
    }
}

std::vector<CurveSpec> ChartSelection::curvesOf(const QString &path, bool isAlone) const
{
    std::vector<CurveSpec> curves;
    const Field *const known = fieldAt(path);
    const auto keys = m_keys.constFind(path);
    if (!known || keys == m_keys.constEnd())
        return curves;
    std::vector<std::pair<std::pair<bool, int>, CurveSpec>> placed;
    for (const series::SeriesEntry &entry : known->entries) {
        const auto place = keys->order.constFind(keyName(entry));
        if (place == keys->order.constEnd())
            continue;
        // A field without keys has the colour of its path, which no other takes part in choosing. Fields that share a
        // chart may have the same keys: there the path decides too.
        const bool byPath = entry.key.isEmpty() || !isAlone;
        const int colour = byPath ? KeyColours::wish(path + entry.key) : m_colours.slot(entry.key);
        QString name = entry.key;
        if (!isAlone)
            name = entry.key.isEmpty() ? path : path + QStringLiteral(" · ") + entry.key;
        placed.push_back({{entry.isOthers, *place}, {entry.id, name, entry.isOthers, colour}});
    }
    // In order of being chosen, so that a new rank moves no legend entry.
    std::ranges::sort(placed, {}, [](const auto &each) { return each.first; });
    for (const auto &each : placed)
        curves.push_back(each.second);
    return curves;
}

std::vector<CurveSpec> ChartSelection::curves(const QString &id) const
{
    const QStringList sources = spec(id).sources;
    std::vector<CurveSpec> all;
    for (const QString &path : sources) {
        for (CurveSpec &curve : curvesOf(path, sources.size() == 1)) {
            const auto isTaken = [&all](int colour) {
                return std::ranges::find(all, colour, &CurveSpec::colour) != all.end();
            };
            if (sources.size() > 1) {
                for (int i = 0; i < colouredSlots && isTaken(curve.colour); ++i)
                    curve.colour = i % 8 == 7 ? (curve.colour + 8) % colouredSlots : curve.colour / 8 * 8 + (curve.colour + 3) % 8;
            }
            all.push_back(std::move(curve));
        }
    }
    return all;
}

void ChartSelection::setKeyShown(const QString &id, const series::SeriesEntry &entry, bool shown)
{
    Keys &keys = m_keys[spec(id).sources.value(0)];
    keys.chosen = true;
    if (!shown)
        keys.order.remove(keyName(entry));
    else if (!keys.order.contains(keyName(entry)))
        keys.order.insert(keyName(entry), lowestFree(keys.order));
    if (shown && !entry.isOthers && !entry.key.isEmpty())
        m_colours.take(entry.key);
}

bool ChartSelection::isKeyShown(const QString &id, const series::SeriesEntry &entry) const
{
    const auto keys = m_keys.constFind(spec(id).sources.value(0));
    return keys != m_keys.constEnd() && keys->order.contains(keyName(entry));
}

} // namespace charts
