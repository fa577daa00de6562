// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/messagemodel.h"

#include "ui/models/rowtext.h"
#include "ui/text/format.h"

#include <utility>

namespace models {

MessageModel::MessageModel(stream::RowSource &source, QObject *parent)
    : QAbstractTableModel(parent)
    , m_source(&source)
    , m_leftOut(source)
{
    connect(&m_leftOut, &FilterScan::progressed, this, &MessageModel::filterMoved);
    connect(&source, &stream::RowSource::pageArrived, this, &MessageModel::acceptPage);
}

void MessageModel::setTick(const stream::Tick &tick)
{
    const base::Seq evicted = tick.capture.evictedBefore;
    if (m_connection != tick.connection || tick.lastSeq < m_streamLast) {
        m_connection = tick.connection;
        m_evictedBefore = evicted;
        m_streamLast = tick.lastSeq;
        m_pages.clear();
        m_hidden.clear();
        m_shownFrom = 0;
        reset(oldest(), m_streamLast);
        if (m_filterIsOn)
            setFilter(m_filter);
        return;
    }
    m_streamLast = tick.lastSeq;
    if (evicted > m_evictedBefore) {
        m_evictedBefore = evicted;
        evictBefore(evicted);
    }
    if (m_filterIsOn)
        m_leftOut.extend(m_streamLast);
    if (!m_filterIsOn || m_filterIsNew)
        append(m_streamLast);
}

void MessageModel::hideUpToNow()
{
    m_shownFrom = lastInReach() + 1;
    reset(m_shownFrom, m_shownFrom - 1);
}

void MessageModel::showAll()
{
    const base::Seq last = lastInReach();
    if (std::exchange(m_shownFrom, 0) > oldest())
        reset(oldest(), last);
}

quint64 MessageModel::hiddenRows() const
{
    return m_shownFrom > oldest() ? m_shownFrom - oldest() - m_hidden.count(oldest(), m_shownFrom - 1) : 0;
}

quint64 MessageModel::unlistedRows() const
{
    const base::Seq first = firstInReach();
    const quint64 before = m_firstSeq > first ? m_firstSeq - first - m_hidden.count(first, m_firstSeq - 1) : 0;
    const quint64 behind = m_inReach > m_lastSeq ? m_inReach - m_lastSeq - m_hidden.count(m_lastSeq + 1, m_inReach) : 0;
    return before + behind;
}

void MessageModel::reveal(base::Seq seq)
{
    if (!isInReach(seq) || (seq >= m_firstSeq && seq <= m_lastSeq))
        return;
    beginResetModel();
    m_lastSeq = std::min(m_inReach, std::max(seq, firstInReach() + mostRows / 2) + mostRows / 2 - 1);
    m_firstSeq = m_lastSeq - firstInReach() >= mostRows ? m_lastSeq - mostRows + 1 : firstInReach();
    endResetModel();
}

void MessageModel::revealNewest()
{
    if (m_lastSeq < m_inReach)
        reset(firstInReach(), m_inReach);
}

void MessageModel::setFilter(const capture::Filter &filter)
{
    m_filter = filter;
    m_filterIsOn = !(filter == capture::Filter{});
    if (!m_filterIsOn) {
        m_filterIsNew = false;
        m_leftOut.clear();
        beginResetModel();
        m_hidden.clear();
        place(firstInReach(), m_streamLast);
        endResetModel();
        return;
    }
    // What is left out is what the opposite filter means.
    m_filterIsNew = true;
    m_leftOut.start(filter.opposite(), oldest(), m_streamLast);
}

// The first time every row is looked at before any goes; from then on rows appear when they were looked at.
void MessageModel::filterMoved()
{
    const base::Seq last = m_leftOut.next() - 1;
    if (m_filterIsNew && last < m_streamLast)
        return;
    if (m_filterIsNew) {
        m_filterIsNew = false;
        beginResetModel();
        m_hidden.clear();
        m_hidden.append(m_leftOut.takeFound());
        m_hidden.forgetBefore(oldest());
        place(firstInReach(), last);
        endResetModel();
        return;
    }
    const std::vector<base::Seq> news = m_leftOut.takeFound();
    m_hidden.append(news);
    append(last);
}

// An int holds it: place(), append() and reveal() keep the first and the last row close enough.
int MessageModel::rowsUpTo(base::Seq last) const
{
    return last < m_firstSeq ? 0 : static_cast<int>(last + 1 - m_firstSeq - m_hidden.count(m_firstSeq, last));
}

int MessageModel::rowOf(base::Seq seq) const
{
    return seq >= m_firstSeq && seq <= m_lastSeq && !m_hidden.contains(seq) ? rowsUpTo(seq) - 1 : -1;
}

std::optional<stream::Row> MessageModel::cachedRow(base::Seq seq) const
{
    if (m_source)
        if (auto row = m_source->recentRow(seq))
            return row;
    stream::Row row;
    return m_pages.find(seq, row) == PageCache::Answer::Here ? std::optional(row) : std::nullopt;
}

int MessageModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : rowsUpTo(m_lastSeq); }

int MessageModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant MessageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const base::Seq seq = seqAt(index.row());
    if (role == SeqRole)
        return QVariant::fromValue<quint64>(seq);
    if (role == Qt::TextAlignmentRole) {
        const bool right = index.column() == Number || index.column() == Size;
        return QVariant::fromValue(Qt::Alignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole && role != StyleRole && role != Qt::AccessibleTextRole)
        return {};

    std::optional<stream::Row> row = m_source ? m_source->recentRow(seq) : std::nullopt;
    bool missing = false;
    if (!row) {
        stream::Row cached;
        const PageCache::Answer answer = m_pages.find(seq, cached);
        if (answer == PageCache::Answer::Here)
            row = cached;
        else if (answer == PageCache::Answer::Unknown)
            askFor(PageCache::pageStart(seq));
        missing = answer == PageCache::Answer::Missing;
    }
    if (role == StyleRole)
        return static_cast<int>(row ? styleOf(*row) : RowStyle::Pending);
    if (!row)
        return absent(seq, index.column(), missing);
    if (role == Qt::AccessibleTextRole && index.column() == Direction)
        return directionName(*row);
    return display(*row, index.column());
}

QVariant MessageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((section == Number || section == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number: return tr("No.");
    case Time: return tr("Time");
    case Direction: return QStringLiteral("⇅");
    case Kind: return tr("Kind");
    case Size: return tr("Size");
    case Preview: return tr("Message");
    default: return {};
    }
}

void MessageModel::reset(base::Seq first, base::Seq last)
{
    beginResetModel();
    place(first, last);
    endResetModel();
}

// Of more rows than a table of Qt can count, the newest.
void MessageModel::place(base::Seq first, base::Seq last)
{
    m_lastSeq = m_inReach = std::max(last, first - 1);
    m_firstSeq = m_lastSeq - first >= mostRows && m_lastSeq >= first ? m_lastSeq - mostRows + 1 : first;
}

// Removed at the front rather than reset: what is selected stays selected, and our view does it in no time.
void MessageModel::evictBefore(base::Seq first)
{
    if (first <= m_firstSeq)
        return;
    const base::Seq end = std::min(first, m_lastSeq + 1);
    if (const int gone = rowsUpTo(end - 1); gone > 0) {
        beginRemoveRows({}, 0, gone - 1);
        m_firstSeq = end;
        endRemoveRows();
    } else {
        m_firstSeq = end;
    }
    m_hidden.forgetBefore(first);
    if (m_firstSeq < first) { // Nothing is shown, and what comes next starts later.
        m_firstSeq = first;
        m_lastSeq = first - 1;
    }
    m_inReach = std::max(m_inReach, m_lastSeq);
}

void MessageModel::append(base::Seq last)
{
    if (last <= m_inReach)
        return;
    const bool isElsewhere = m_lastSeq < m_inReach;
    m_inReach = last;
    if (isElsewhere)
        return; // A person looks at older rows of a stream that is too long; what is new is not listed.
    if (last - m_firstSeq >= mostRows) { // The oldest are let go, many at once: this happens seldom then.
        beginResetModel();
        m_firstSeq = last - (mostRows - mostRows / 64);
        m_lastSeq = last;
        endResetModel();
        return;
    }
    const int before = rowCount();
    const int after = rowsUpTo(last);
    if (after == before) { // All of them are hidden.
        m_lastSeq = last;
        return;
    }
    beginInsertRows({}, before, after - 1);
    m_lastSeq = last;
    endInsertRows();
}

void MessageModel::acceptPage(const stream::RowPage &page)
{
    const bool ours = m_asked == page.first;
    if (ours) {
        m_asked.reset();
        m_pages.insert(page, m_askedAtLast);
        const int first = rowsUpTo(std::max(page.first, m_firstSeq) - 1);
        const int last = rowsUpTo(std::min(page.first + PageCache::pageRows - 1, m_lastSeq)) - 1;
        if (first <= last)
            emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
    }
    // Someone else's page may have taken our turn: ask again for what is still wanted.
    const auto again = ours ? std::exchange(m_next, {}) : std::exchange(m_asked, {});
    if (again)
        askFor(*again);
}

void MessageModel::askFor(base::Seq pageStart) const
{
    if (!m_source || m_asked == pageStart)
        return;
    if (m_asked) {
        m_next = pageStart; // One at a time; the newest wish is the one on the screen.
        return;
    }
    m_asked = pageStart;
    m_askedAtLast = m_lastSeq;
    m_source->requestPage(pageStart, PageCache::pageRows);
}

QVariant MessageModel::display(const stream::Row &row, int column) const
{
    switch (column) {
    case Number: return QString::number(row.seq);
    case Time: return text::timeOfDay(row.wallNs);
    case Direction: return row.direction == capture::Direction::Out ? directionMark(row) : QString();
    case Kind: return kindName(row);
    case Size: return capture::isNote(row.kind) ? QString() : text::bytes(row.size);
    case Preview: return summary(row);
    default: return {};
    }
}

QVariant MessageModel::absent(base::Seq seq, int column, bool missing) const
{
    if (column == Number)
        return QString::number(seq);
    if (column == Preview)
        return missing ? tr("(not kept: removed from the capture, or never written)") : QStringLiteral("…");
    return {};
}

} // namespace models
