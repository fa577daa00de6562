// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/tick.h"
#include "ui/models/filterscan.h"
#include "ui/models/hiddenrows.h"
#include "ui/models/pagecache.h"
#include "ui/models/rowstyle.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <optional>

namespace models {

//! The messages of one connection as a table. It owns no rows: how many there are comes with the Tick, and what they
//! say is taken from memory or from a page of the capture when it is painted.
//!
//! Row r is the record `firstSeq() + r`, unless a filter hides some in between. data() never waits: a row that is not
//! here yet reads `…` and its page is asked for.
//!
//! Records are counted in 64 bit, rows of a table of Qt in int. Of a longer stream the newest mostRows are listed,
//! until reveal() moves the table to others; the rest is unlistedRows(), and can be searched.
class MessageModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    //! Half of what an int holds, so that a view may add a page to any row.
    static constexpr base::Seq mostRows = base::Seq(1) << 30;
    enum Column { Number, Time, Direction, Kind, Size, Preview, ColumnCount };

    //! \a source must outlive the model or be destroyed with its rows never asked for again.
    explicit MessageModel(stream::RowSource &source, QObject *parent = nullptr);

    //! Takes over how far the stream is; new rows are inserted, evicted ones removed, another stream resets.
    void setTick(const stream::Tick &tick);
    //! *Clear view*: hides every row up to now. Nothing is deleted.
    void hideUpToNow();
    //! *Show all*: brings back what is hidden and not evicted.
    void showAll();
    [[nodiscard]] quint64 hiddenRows() const; //!< How many rows showAll() would bring back.
    //! Rows that are not in the table because it would be too long, before it or behind it.
    [[nodiscard]] quint64 unlistedRows() const;
    //! The records that the table lists or could list: neither evicted nor hidden by hideUpToNow().
    [[nodiscard]] base::Seq firstInReach() const { return std::max(oldest(), m_shownFrom); }
    [[nodiscard]] base::Seq lastInReach() const { return std::max(m_inReach, firstInReach() - 1); }
    //! Whether reveal() would make it a row.
    [[nodiscard]] bool isInReach(base::Seq seq) const
    {
        return seq >= firstInReach() && seq <= m_inReach && !m_hidden.contains(seq);
    }
    //! Moves the table, if need be, to where \a seq is a row of it. Without effect when it is not in reach.
    void reveal(base::Seq seq);
    //! Back to the newest rows, and on with them.
    void revealNewest();
    //! Shows only rows that \a filter means. Nothing is deleted; the rows change when all were looked at.
    void setFilter(const capture::Filter &filter);
    [[nodiscard]] quint64 filteredRows() const { return m_hidden.count(m_firstSeq, m_lastSeq); }
    [[nodiscard]] bool isHidden(base::Seq seq) const { return m_hidden.contains(seq); }

    [[nodiscard]] base::Seq firstSeq() const { return m_firstSeq; }
    [[nodiscard]] base::Seq lastSeq() const { return m_lastSeq; }
    [[nodiscard]] base::Seq seqAt(int row) const { return m_hidden.seqAt(m_firstSeq, static_cast<quint64>(row)); }
    [[nodiscard]] int rowOf(base::Seq seq) const; //!< -1 when it is not shown.
    //! The record, when it is in memory or in a cached page; asks for nothing.
    [[nodiscard]] std::optional<stream::Row> cachedRow(base::Seq seq) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void reset(base::Seq first, base::Seq last);
    void evictBefore(base::Seq first);
    void append(base::Seq last);
    void place(base::Seq first, base::Seq last);
    void filterMoved();
    [[nodiscard]] int rowsUpTo(base::Seq last) const; //!< Shown rows from the first one to \a last, at most mostRows.
    void acceptPage(const stream::RowPage &page);
    void askFor(base::Seq pageStart) const;
    [[nodiscard]] QVariant display(const stream::Row &row, int column) const;
    [[nodiscard]] QVariant absent(base::Seq seq, int column, bool missing) const;
    [[nodiscard]] base::Seq oldest() const { return std::max<base::Seq>(m_evictedBefore, 1); }

    QPointer<stream::RowSource> m_source;
    std::optional<base::ConnectionId> m_connection;
    base::Seq m_firstSeq = 1;
    base::Seq m_lastSeq = 0; //!< Of the rows shown; m_firstSeq - 1 when there are none.
    base::Seq m_shownFrom = 0; //!< Rows before this one were hidden by a person.
    base::Seq m_inReach = 0; //!< The newest that may be a row; m_lastSeq, unless the table is too long and elsewhere.
    base::Seq m_evictedBefore = 0;
    base::Seq m_streamLast = 0; //!< Of all rows; those behind m_lastSeq wait for the filter.
    capture::Filter m_filter;
    HiddenRows m_hidden;
    FilterScan m_leftOut; //!< Finds what the filter hides.
    bool m_filterIsOn = false;
    bool m_filterIsNew = false; //!< The rows so far were not all looked at.
    PageCache m_pages;
    // Asking is not changing: data() is const, and the source keeps one request of ours at a time.
    mutable std::optional<base::Seq> m_asked;
    mutable base::Seq m_askedAtLast = 0; //!< m_lastSeq when m_asked was asked for.
    mutable std::optional<base::Seq> m_next;
};

} // namespace models
