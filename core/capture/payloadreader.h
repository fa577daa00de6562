// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/capture/capturefile.h"
#include "core/capture/record.h"

#include <functional>

namespace capture {

//! A row on the way past: its payload lives until the next one.
struct PassingRow
{
    base::Seq seq = 0;
    qint64 wallNs = 0;
    Direction direction = Direction::In;
    Kind kind = Kind::Text;
    bool isHeartbeat = false;
    QByteArrayView payload{}; //!< Whole; empty when only kinds were asked for. No slack stands behind it.
    base::ConnectionId connection{};
    bool isRedacted = false; //!< Secrets in its payload were replaced.
    bool hasFrameFacts = false; //!< CaptureReader::facts() has more.
    qint64 size = 0; //!< Bytes of the payload, also when only kinds were asked for.
    qint64 wireSize = 0; //!< Frame headers included; 0 for notes.
    // Only with Wanted::Facts:
    qint64 compressedSize = -1; //!< Payload before inflating; -1: it was not compressed.
    qint64 firstByteLagNs = 0; //!< How long before wallNs its first byte came, or a ping was due; never negative.

    //! A received message that may be charted.
    [[nodiscard]] bool isBusiness() const { return direction == Direction::In && isData(kind) && !isHeartbeat; }
};

//! Reads very many rows of a capture in order, for searches and replays; also while it is written. One for each thread;
//! close it before the writer closes.
//!
//! As in CaptureReader, no read transaction outlives 50 ms.
class PayloadReader
{
public:
    enum class Wanted : quint8 {
        Payloads,
        KindsOnly,
        Facts, //!< Payloads, and how they looked on the wire: costs a look into a second table for some.
    };
    //! False stops.
    using Visit = std::function<bool(const PassingRow &)>;

    //! Opening and read() end soon once \a cancelled is true.
    [[nodiscard]] static base::Expected<PayloadReader, CaptureError> open(
        const QString &path, const CancelFlag &cancelled = {});
    //! From now on it is this flag.
    void stopWhen(CancelFlag cancelled) { m_file.database.stopWhen(std::move(cancelled)); }

    //! Shows \a visit the rows \a first to \a last that are there; one whose payload is damaged is passed over. False
    //! when the file could not be read to the end.
    [[nodiscard]] bool read(
        base::ConnectionId connection, base::Seq first, base::Seq last, Wanted wanted, const Visit &visit);

private:
    explicit PayloadReader(CaptureFile file) : m_file(std::move(file)) { }
    [[nodiscard]] bool show(Statement &rows, Wanted wanted, const Visit &visit);
    void addFacts(qint64 id, PassingRow &row);

    CaptureFile m_file;
    Statement m_payloads, m_kinds, m_facts;
    QByteArray m_long; //!< A payload that is not read with its row.
};

} // namespace capture
