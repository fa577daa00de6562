// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/payloadreader.h"
#include "core/capture/record.h"

#include <QByteArray>
#include <QList>
#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace stream {

//! One line of the inspector: a record without its payload, only a preview of it.
struct Row
{
    base::Seq seq = 0;
    qint64 wallNs = 0;
    capture::Direction direction = capture::Direction::In;
    capture::Kind kind = capture::Kind::Text;
    bool isHeartbeat = false; //!< It only keeps the connection alive.
    bool isRedacted = false; //!< Secrets in it were left out; so were they in the capture.
    qint64 size = 0;
    qint64 wireSize = 0;
    QByteArray preview; //!< The first bytes of the payload, at most previewBytes; foreign.

    static constexpr qsizetype previewBytes = 1024;
    friend bool operator==(const Row &, const Row &) = default;
};

//! Rows that were asked for and came, in order of seq.
struct RowPage
{
    base::Seq first = 0; //!< As asked for; evicted rows are missing in `rows`.
    int count = 0;
    QList<Row> rows;
};

//! A payload that was asked for and came.
struct PayloadReply
{
    base::Seq seq = 0;
    bool found = false; //!< False: evicted, or not captured.
    std::optional<Row> row;
    QByteArray payload;
    QList<ws::WireFacts> facts; //!< At most one; empty when nothing special is known.
    qint64 firstByteWallNs = 0; //!< When the message's first byte came, since 1970 UTC; only with facts.
};

class RowSearch;
//! A walk through many rows that a thread of the pool is asked for.
struct RowWalkOrder
{
    base::Seq first = 1;
    base::Seq last = 0;
    capture::PayloadReader::Wanted wanted = capture::PayloadReader::Wanted::Payloads;
    //! Called on the pool for each row that is there, in order of seq; false stops. The source may be gone by then, and
    //! who asked: it uses what it holds itself.
    capture::PayloadReader::Visit visit{};
    std::function<void()> done{}; //!< Called on the GUI thread at the end; not when it was cancelled.
};

//! Set to true, it ends a walk soon.
using WalkCancel = std::shared_ptr<std::atomic<bool>>;

//! Where a model takes its rows from. Lives on the GUI thread; nothing here waits.
class RowSource : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    //! The row, if it is in memory (a recent Batch); costs about a microsecond.
    [[nodiscard]] virtual std::optional<Row> recentRow(base::Seq seq) const = 0;
    //! Asks the pool for older rows; pageArrived() answers. A newer request may replace one that has not begun.
    virtual void requestPage(base::Seq first, int count) = 0;
    //! Asks for one whole payload; payloadArrived() answers. A newer request replaces one that has not begun.
    virtual void requestPayload(base::Seq seq) = 0;
    //! Walks through many rows with their payloads, behind the walks asked for before. Null: this source has none.
    virtual WalkCancel walk(const RowWalkOrder &) { return {}; }

    //! Looks for text in these rows; nullptr when they cannot be searched. Lives as long as the source.
    [[nodiscard]] virtual RowSearch *search() { return nullptr; }

signals:
    void pageArrived(const stream::RowPage &page);
    void payloadArrived(const stream::PayloadReply &reply);
};

} // namespace stream
