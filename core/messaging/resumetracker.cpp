// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/resumetracker.h"

#include "core/messaging/messageid.h"

#include <algorithm>
#include <utility>

namespace messaging {
namespace {

constexpr std::size_t mostHoles = 100;
constexpr int widestReorder = 1'000;

} // namespace

void ResumeTracker::resumed(const QByteArray &lastId) { m_asked = integer::of(lastId).value_or(QByteArray()); }

ResumeTracker::Verdict ResumeTracker::received(const QByteArray &id, const QByteArray &epoch)
{
    const bool newEpoch = !epoch.isEmpty() && !m_epoch.isEmpty() && epoch != m_epoch;
    if (!epoch.isEmpty())
        m_epoch = epoch;
    Verdict verdict = newEpoch ? startAnew(id) : judge(id);
    switch (verdict.kind) {
    case Kind::Overlap: ++m_status.overlap; return verdict;
    case Kind::Late: ++m_status.late; break;
    case Kind::OutOfOrder: ++m_status.outOfOrder; break;
    case Kind::Gap: ++m_status.gaps; break;
    case Kind::Resync: ++m_status.resyncs; break;
    case Kind::New: break;
    }
    ++m_status.newMessages;
    remember(id);
    if (verdict.kind != Kind::Late && verdict.kind != Kind::OutOfOrder)
        m_status.lastId = id;
    settleGaps();
    return verdict;
}

ResumeTracker::Verdict ResumeTracker::judge(const QByteArray &id)
{
    const bool seen = m_seen.contains(id);
    const auto number = m_settings.idKind == IdKind::Integer ? integer::of(id) : std::nullopt;
    if (number)
        return judgeNumber(*number, seen);
    return {.kind = seen ? Kind::Overlap : Kind::New, .from = {}, .to = {}};
}

ResumeTracker::Verdict ResumeTracker::judgeNumber(const QByteArray &number, bool seen)
{
    const int reorder = std::clamp(m_settings.reorderWindow, 0, widestReorder);
    // What lies before the place we asked for is no overlap: the server counts from the start again (D05).
    if (!m_asked.isEmpty() && integer::compare(number, m_asked) < 0)
        return startAnew(number);
    if (seen)
        return {.kind = Kind::Overlap, .from = {}, .to = {}};
    if (!m_highest.isEmpty() && integer::compare(number, m_highest) < 0) {
        if (!fillMissing(number))
            return startAnew(number);
        const bool inWindow = integer::compare(integer::plus(number, reorder), m_highest) >= 0;
        return {.kind = inWindow ? Kind::Late : Kind::OutOfOrder, .from = {}, .to = {}};
    }
    m_asked.clear();
    const QByteArray last = std::exchange(m_highest, number);
    const QByteArray expected = last.isEmpty() ? number : integer::plus(last, 1);
    if (expected == number)
        return {.kind = Kind::New, .from = {}, .to = {}};
    m_missing.push_back({.from = expected, .to = integer::minusOne(number)});
    if (m_missing.size() > mostHoles) {
        m_missing.erase(m_missing.begin());
        m_pending = std::min(m_pending, m_missing.size());
    }
    if (reorder == 0)
        return {.kind = Kind::Gap, .from = m_missing.back().from, .to = m_missing.back().to};
    ++m_pending;
    return {.kind = Kind::New, .from = {}, .to = {}};
}

// True when \a number lies in a known hole, which is smaller or gone now.
bool ResumeTracker::fillMissing(const QByteArray &number)
{
    const auto hole = std::ranges::find_if(m_missing, [&](const Range &range) {
        return integer::compare(range.from, number) <= 0 && integer::compare(number, range.to) <= 0;
    });
    if (hole == m_missing.end())
        return false;
    const bool pending = static_cast<std::size_t>(m_missing.end() - hole) <= m_pending;
    const Range before{.from = hole->from, .to = number == hole->from ? QByteArray() : integer::minusOne(number)};
    const Range behind{.from = integer::plus(number, 1), .to = hole->to};
    auto place = m_missing.erase(hole);
    int parts = 0;
    if (integer::compare(behind.from, behind.to) <= 0) {
        place = m_missing.insert(place, behind);
        ++parts;
    }
    if (!before.to.isEmpty()) {
        m_missing.insert(place, before);
        ++parts;
    }
    if (pending)
        m_pending = m_pending - 1 + static_cast<std::size_t>(parts);
    return true;
}

ResumeTracker::Verdict ResumeTracker::startAnew(const QByteArray &id)
{
    const QByteArray last = m_status.lastId;
    m_seen.clear();
    m_order.clear();
    m_missing.clear();
    m_pending = 0;
    m_asked.clear();
    m_highest = integer::of(id).value_or(QByteArray());
    return {.kind = Kind::Resync, .from = last, .to = id};
}

void ResumeTracker::remember(const QByteArray &id)
{
    ++m_seen[id];
    m_order.push_back(id);
    if (m_order.size() <= window)
        return;
    if (const auto oldest = m_seen.find(m_order.front()); oldest != m_seen.end() && --*oldest <= 0)
        m_seen.erase(oldest);
    m_order.pop_front();
}

void ResumeTracker::settleGaps()
{
    const int reorder = std::clamp(m_settings.reorderWindow, 0, widestReorder);
    while (m_pending > 0) {
        const Range &hole = m_missing[m_missing.size() - m_pending];
        if (integer::compare(integer::plus(hole.to, reorder), m_highest) >= 0)
            return; // What is missing may still come.
        m_gaps.push_back({.kind = Kind::Gap, .from = hole.from, .to = hole.to});
        ++m_status.gaps;
        --m_pending;
    }
}

std::vector<ResumeTracker::Verdict> ResumeTracker::takeGaps() { return std::exchange(m_gaps, {}); }

} // namespace messaging
