// SPDX-License-Identifier: GPL-3.0-or-later
// Setting charts of a ChartSelection apart and joining them, and keeping the choice.
#include "ui/charts/chartselection.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace charts {

bool ChartSelection::maySplit(const QString &id) const
{
    const ChartSpec own = spec(id);
    const Field *const known = field(id);
    return own.sources.size() > 1 || (known && known->entries.size() > 1 && unfoldedFrom(known->path).isEmpty());
}

void ChartSelection::split(const QString &id)
{
    const qsizetype place = m_charted.indexOf(id);
    const ChartSpec own = spec(id);
    if (place < 0 || !maySplit(id))
        return;
    m_chosen = true;
    QStringList parts;
    if (own.sources.size() > 1) {
        parts = own.sources;
    } else {
        const QString path = own.sources.front();
        // Only the keys that were shown: the others wait in the list of fields.
        const std::vector<CurveSpec> shown = curves(id);
        m_unfolded.append(path);
        unfold();
        for (const CurveSpec &curve : shown) {
            const auto part = std::ranges::find_if(
                m_fields, [&](const Field &field) { return field.entries.front().id == curve.id; });
            if (part != m_fields.end())
                parts.append(part->path);
        }
    }
    m_charted.removeAt(place);
    m_specs.remove(id);
    qsizetype at = place;
    for (const QString &part : parts) {
        if (m_charted.contains(part))
            continue;
        ChartSpec one = own;
        one.sources = {part};
        one.title.clear();
        one.options.remove(QStringLiteral("normalise"));
        m_specs.insert(part, one);
        m_charted.insert(at++, part);
        if (const Field *const known = fieldAt(part))
            chooseKeys(*known);
    }
}

bool ChartSelection::mayJoin(const QString &id) const { return !unfoldedFrom(spec(id).sources.value(0)).isEmpty(); }

QString ChartSelection::join(const QString &id, bool normalise)
{
    const ChartSpec own = spec(id);
    const QString path = unfoldedFrom(own.sources.value(0));
    if (path.isEmpty())
        return id;
    m_chosen = true;
    qsizetype place = m_charted.size();
    for (qsizetype i = m_charted.size() - 1; i >= 0; --i) {
        if (unfoldedFrom(spec(m_charted[i]).sources.value(0)) == path) {
            m_specs.remove(m_charted[i]);
            m_charted.removeAt(i);
            place = i;
        }
    }
    m_unfolded.removeAll(path);
    unfold();
    m_charted.insert(place, path);
    ChartSpec joined{.kind = own.kind, .sources = {path}, .title = {}, .options = own.options};
    if (normalise)
        joined.options[QStringLiteral("normalise")] = true;
    setSpec(path, joined);
    if (const Field *const known = fieldAt(path))
        chooseKeys(*known);
    return path;
}

void ChartSelection::overlay(const QString &id, const QString &other)
{
    ChartSpec own = spec(id);
    for (const QString &source : spec(other).sources) {
        if (!own.sources.contains(source))
            own.sources.append(source);
    }
    setSpec(id, own);
}

bool ChartSelection::splitByRange(const ExtentOf &extentOf)
{
    if (m_chosen)
        return false;
    for (const QString &id : charted()) {
        const std::vector<CurveSpec> shown = curves(id);
        if (shown.size() < 2 || !maySplit(id))
            continue;
        double least = 0, greatest = 0;
        bool isKnown = true;
        for (const CurveSpec &curve : shown) {
            const Extent extent = extentOf(curve.id);
            const double size = std::max(std::abs(extent.min), std::abs(extent.max));
            isKnown = isKnown && !extent.isEmpty();
            least = least == 0 || size < least ? size : least;
            greatest = std::max(greatest, size);
        }
        if (!isKnown || least <= 0 || greatest / least <= widestRatio)
            continue;
        split(id);
        m_chosen = false; // Not a person's choice.
        return true;
    }
    return false;
}

QJsonObject ChartSelection::save() const
{
    QJsonObject saved;
    if (m_chosen) {
        QJsonArray charts;
        for (const QString &id : m_charted) {
            const ChartSpec own = spec(id);
            QJsonObject chart = toJson(own);
            if (id != own.sources.value(0))
                chart[QStringLiteral("id")] = id;
            charts.append(chart);
        }
        saved[QStringLiteral("charts")] = charts;
    }
    QJsonObject keys;
    for (auto it = m_keys.begin(); it != m_keys.end(); ++it) {
        if (!it->chosen)
            continue;
        QJsonObject places;
        for (auto key = it->order.begin(); key != it->order.end(); ++key)
            places[key.key()] = key.value();
        keys[it.key()] = places;
    }
    if (!keys.isEmpty())
        saved[QStringLiteral("keys")] = keys;
    if (m_chosen && !m_unfolded.isEmpty())
        saved[QStringLiteral("unfolded")] = QJsonArray::fromStringList(m_unfolded);
    if (const QJsonObject colours = m_colours.save(); !colours.isEmpty())
        saved[QStringLiteral("colours")] = colours;
    return saved;
}

void ChartSelection::restore(const QJsonObject &saved)
{
    constexpr qsizetype mostCharts = 500;
    const bool isOld = !saved.contains(QStringLiteral("charts"));
    m_chosen = !isOld || saved.contains(QStringLiteral("fields"));
    m_charted.clear();
    m_specs.clear();
    // Boards of before there were kinds name fields only.
    for (const QJsonValue &path : saved[QStringLiteral("fields")].toArray()) {
        if (isOld && m_charted.size() < mostCharts)
            m_charted.append(path.toString());
    }
    for (const QJsonValue &value : saved[QStringLiteral("charts")].toArray()) {
        const ChartSpec own = chartSpecFromJson(value.toObject());
        const QString id = value[QStringLiteral("id")].toString(own.sources.value(0)).left(1000);
        if (own.sources.isEmpty() || m_charted.contains(id) || m_charted.size() >= mostCharts)
            continue;
        m_charted.append(id);
        if (own != ChartSpec{.sources = {id}})
            m_specs.insert(id, own);
    }
    m_charted.removeDuplicates();
    m_unfolded.clear();
    const QJsonValue unfolded = saved[QStringLiteral("unfolded")];
    if (unfolded.isString())
        m_unfolded.append(unfolded.toString());
    for (const QJsonValue &path : unfolded.toArray())
        m_unfolded.append(path.toString());
    m_unfolded.removeDuplicates();
    m_keys.clear();
    const QJsonObject keys = saved[QStringLiteral("keys")].toObject();
    for (auto it = keys.begin(); it != keys.end(); ++it) {
        Keys &own = m_keys[it.key()];
        own.chosen = true;
        const QJsonObject places = it.value().toObject();
        for (auto key = places.begin(); key != places.end(); ++key)
            own.order.insert(key.key(), std::clamp(key.value().toInt(), 0, 1000));
    }
    m_colours.restore(saved[QStringLiteral("colours")].toObject());
}

} // namespace charts
