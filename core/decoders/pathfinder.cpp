// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/pathfinder.h"

#include <utility>

namespace decoders {

PathFinder::PathFinder(std::vector<FieldPath> paths, Arrays arrays) : m_next(paths.size()), m_arrays(arrays)
{
    m_places.reserve(paths.size());
    for (FieldPath &path : paths)
        m_places.push_back({.path = std::move(path)});
}

bool PathFinder::mayHave(std::size_t path, QByteArrayView json) const
{
    const auto &steps = m_places[path].path.steps();
    if (steps.empty() || steps.back().isElement())
        return true;
    return json.contains(steps.back().name) || json.contains('\\');
}

void PathFinder::beginText()
{
    for (Place &place : m_places)
        place.value = {};
    m_levels.clear();
    m_matched.clear();
    m_next.assign(m_places.size(), 0); // The whole message is at the path of no steps.
}

void PathFinder::key(QByteArrayView raw, bool escaped)
{
    const QByteArray plain = escaped ? unescaped(raw) : QByteArray();
    const QByteArrayView name = escaped ? QByteArrayView(plain) : raw;
    const std::size_t row = (m_levels.size() - 1) * m_places.size();
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        const int matched = m_matched[row + i];
        const auto &steps = m_places[i].path.steps();
        const bool isOn = matched != off && static_cast<std::size_t>(matched) < steps.size();
        m_next[i] = isOn && !steps[static_cast<std::size_t>(matched)].isElement()
                && steps[static_cast<std::size_t>(matched)].name == name
            ? matched + 1
            : off;
    }
}

void PathFinder::beginElement()
{
    if (m_levels.empty() || !m_levels.back().isArray)
        return;
    const int element = m_levels.back().elements++;
    const std::size_t row = (m_levels.size() - 1) * m_places.size();
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        const int matched = m_matched[row + i];
        const auto &steps = m_places[i].path.steps();
        m_next[i] = off;
        if (matched == off || static_cast<std::size_t>(matched) >= steps.size())
            continue;
        const PathStep &step = steps[static_cast<std::size_t>(matched)];
        if (step.isElement())
            m_next[i] = step.index == element ? matched + 1 : off;
        else if (m_arrays == Arrays::AreEntered)
            m_next[i] = matched;
    }
}

void PathFinder::take(const PathValue &value)
{
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (m_next[i] != off && static_cast<std::size_t>(m_next[i]) == m_places[i].path.steps().size())
            found(i, value);
    }
}

void PathFinder::open(PathValue::Kind kind)
{
    beginElement();
    take({.kind = kind});
    m_levels.push_back({.isArray = kind == PathValue::Kind::Array});
    m_matched.insert(m_matched.end(), m_next.begin(), m_next.end());
}

void PathFinder::close()
{
    m_levels.pop_back();
    m_matched.resize(m_matched.size() - m_places.size());
}

void PathFinder::string(QByteArrayView raw, bool escaped)
{
    beginElement();
    take({.kind = PathValue::Kind::String, .raw = raw, .escaped = escaped});
}

void PathFinder::number(const JsonNumber &number)
{
    beginElement();
    take({.kind = PathValue::Kind::Number, .raw = number.raw, .number = number});
}

void PathFinder::boolean(bool value)
{
    beginElement();
    take({.kind = PathValue::Kind::Boolean, .raw = value ? QByteArrayView("true") : "false", .truth = value});
}

void PathFinder::null()
{
    beginElement();
    take({.kind = PathValue::Kind::Null, .raw = "null"});
}

bool PathReader::read(QByteArrayView json)
{
    if (json.startsWith("\xEF\xBB\xBF"))
        json = json.sliced(3);
    m_finder.beginText();
    if (m_reader.walk(json, m_finder) == JsonStatus::Valid)
        return true;
    m_finder.beginText();
    return false;
}

} // namespace decoders
