// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/base/ids.h"
#include "core/capture/capturefile.h"
#include "core/capture/record.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <optional>

namespace capture {

//! A row as it stands in the capture, with the beginning of its payload.
struct CapturedRow
{
    base::Seq seq = 0;
    qint64 wallNs = 0;
    Direction direction = Direction::In;
    Kind kind = Kind::Text;
    bool hasFrameFacts = false;
    bool isHeartbeat = false;
    bool isRedacted = false;
    qint64 size = 0;
    qint64 wireSize = 0;
    QByteArray preview; //!< At most CaptureReader::previewBytes; foreign.
    friend bool operator==(const CapturedRow &, const CapturedRow &) = default;
};

//! How a captured message looked on the wire.
struct CapturedFacts
{
    ws::WireFacts wire; //!< Its firstByte is 0: the steady clock of that run means nothing any more.
    qint64 firstByteWallNs = 0; //!< When its first byte came, since 1970 UTC.
};

//! A connection that the capture holds.
struct CapturedConnection
{
    base::ConnectionId id;
    QString url; //!< Redacted when it was written.
    qint64 openedNs = 0;
    base::Seq firstSeq = 0; //!< The oldest row that is there; 0: none.
    base::Seq lastSeq = 0;
    friend bool operator==(const CapturedConnection &, const CapturedConnection &) = default;
};

//! How far a search came.
struct Scan
{
    base::Seq found = 0; //!< The row that matches; 0: none so far.
    base::Seq reached = 0; //!< Rows up to here (down to here, backwards) were looked at.
    bool isOver = false; //!< Nothing is left to look at.
    friend bool operator==(const Scan &, const Scan &) = default;
};

//! Reads a capture, also while it is written. One for each thread; close it before the writer closes.
//!
//! The file is of unknown origin (see docs/capture-format.md): times and sizes are bounded, a row's size is that of its
//! bytes, and what is damaged ends as an error, never a loop.
//!
//! No read transaction outlives 50 ms, so the writer can always play its log into the file: long work pauses in between
//! and goes on behind the row it had reached.
class CaptureReader
{
public:
    static constexpr qsizetype previewBytes = 1024;
    static constexpr int mostRowsPerPage = 4096;
    static constexpr int mostConnections = 4096; //!< That connections() lists.
    static constexpr qint64 mostUrlBytes = 8192; //!< Of what a file says a connection's address was.

    //! Everything that is asked of it, opening included, ends soon with an error once \a cancelled is true.
    [[nodiscard]] static base::Expected<CaptureReader, CaptureError> open(
        const QString &path, const CancelFlag &cancelled = {});
    //! From now on it is this flag.
    void stopWhen(CancelFlag cancelled) { m_file.database.stopWhen(std::move(cancelled)); }

    //! Up to \a count rows from \a first on, in order of seq; rows that were evicted or not captured are missing.
    //! \a count is cut to mostRowsPerPage.
    [[nodiscard]] base::Expected<QList<CapturedRow>, CaptureError> page(
        base::ConnectionId connection, base::Seq first, int count);
    //! Looks for a row between \a first and \a last, both included, whose data or note \a matches; the newest first
    //! when \a backwards. Stops by itself after 40 ms: see Scan::reached.
    [[nodiscard]] base::Expected<Scan, CaptureError> scan(base::ConnectionId connection, base::Seq first,
        base::Seq last, bool backwards, const std::function<bool(QByteArrayView payload)> &matches);
    //! One row; nothing when it is not there.
    [[nodiscard]] std::optional<CapturedRow> row(qint64 rowId);
    //! A whole payload with 64 readable bytes behind it; nothing when the row is not there or damaged.
    [[nodiscard]] std::optional<QByteArray> payload(qint64 rowId);
    //! Nothing when nothing special was kept: one frame, not compressed, not masked.
    [[nodiscard]] std::optional<CapturedFacts> facts(qint64 rowId);
    [[nodiscard]] QList<CapturedConnection> connections();

private:
    explicit CaptureReader(CaptureFile file) : m_file(std::move(file)) { }
    [[nodiscard]] bool prepareStatements();
    [[nodiscard]] CapturedRow currentRow();
    void describe(CapturedConnection &connection);
    [[nodiscard]] CaptureError error() const;

    CaptureFile m_file;
    Statement m_page, m_facts, m_forwards, m_backwards;
    QByteArray m_long; //!< A payload that scan() looks at.
};

} // namespace capture
