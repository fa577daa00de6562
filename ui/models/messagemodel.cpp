// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/messagemodel.h"

#include "ui/models/rowtext.h"
#include "ui/text/format.h"

#include <limits>

namespace models {

MessageModel::MessageModel(stream::RowSource &source, QObject *parent) : QAbstractTableModel(parent), m_source(&source)
{
    connect(&source, &stream::RowSource::pageArrived, this, &MessageModel::acceptPage);
}

void MessageModel::setTick(const stream::Tick &tick)
{
    const base::Seq evicted = tick.capture.evictedBefore;
    if (m_connection != tick.connection || tick.lastSeq < m_lastSeq) {
        m_connection = tick.connection;
        m_evictedBefore = evicted;
        m_pages.clear();
        reset(oldest(), tick.lastSeq);
        return;
    }
    if (evicted > m_evictedBefore) {
        m_evictedBefore = evicted;
        evictBefore(evicted);
    }
    append(tick.lastSeq);
}

void MessageModel::hideUpToNow() { reset(m_lastSeq + 1, m_lastSeq); }

void MessageModel::showAll()
{
    if (m_firstSeq != oldest())
        reset(oldest(), m_lastSeq);
}

quint64 MessageModel::hiddenRows() const { return m_firstSeq > oldest() ? m_firstSeq - oldest() : 0; }

int MessageModel::rowOf(base::Seq seq) const
{
    return seq >= m_firstSeq && seq <= m_lastSeq ? static_cast<int>(seq - m_firstSeq) : -1;
}

std::optional<stream::Row> MessageModel::cachedRow(base::Seq seq) const
{
    if (m_source)
        if (auto row = m_source->recentRow(seq))
            return row;
    stream::Row row;
    return m_pages.find(seq, row) == PageCache::Answer::Here ? std::optional(row) : std::nullopt;
}

int MessageModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lastSeq + 1 - m_firstSeq);
}

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
    m_firstSeq = first;
    m_lastSeq = std::max(last, first - 1);
    endResetModel();
}

// Removed at the front rather than reset: what is selected stays selected, and our view does it in no time.
void MessageModel::evictBefore(base::Seq first)
{
    if (first <= m_firstSeq)
        return;
    const base::Seq gone = std::min(first, m_lastSeq + 1) - m_firstSeq;
    if (gone > 0) {
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
        m_firstSeq += gone;
        endRemoveRows();
    }
    if (m_firstSeq < first) { // Nothing is shown, and what comes next starts later.
        m_firstSeq = first;
        m_lastSeq = first - 1;
    }
}

void MessageModel::append(base::Seq last)
{
    // A table of Qt counts rows in int; behind 2^31 rows the oldest are let go.
    static constexpr base::Seq mostRows = std::numeric_limits<int>::max() - 1;
    if (last <= m_lastSeq)
        return;
    if (last - m_firstSeq >= mostRows) {
        reset(last - mostRows / 2, last);
        return;
    }
    const int before = rowCount();
    beginInsertRows({}, before, before + static_cast<int>(last - m_lastSeq) - 1);
    m_lastSeq = last;
    endInsertRows();
}

void MessageModel::acceptPage(const stream::RowPage &page)
{
    const bool ours = m_asked == page.first;
    if (ours) {
        m_asked.reset();
        m_pages.insert(page, m_askedAtLast);
        const base::Seq first = std::max(page.first, m_firstSeq);
        const base::Seq last = std::min(page.first + PageCache::pageRows - 1, m_lastSeq);
        if (first <= last)
            emit dataChanged(index(rowOf(first), 0), index(rowOf(last), ColumnCount - 1));
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
    case Kind: return kindName(row.kind);
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
