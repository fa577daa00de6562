// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/rereading.h"
#include "core/series/seriesstore.h"

#include <QByteArrayView>

#include <memory>
#include <vector>

namespace series {

//! How one message was read.
enum class Reading : quint8 {
    Json, //!< Whole and valid (RFC 8259).
    Malformed, //!< Begins like JSON and is not.
    TooDeep, //!< More than 512 levels; shown raw.
    NotJson, //!< Text that cannot be JSON by its first byte.
    BinaryRecord, //!< Read by the binary format in force.
    Binary, //!< Binary that nothing in force reads.
    DecodeError, //!< Binary of the announced kind that could not be read.
};

//! Turns messages into samples: finds the numeric fields, the key, the time and the order of interest by itself.
//!
//! Lives on the analysis thread. The first 64 messages of a shape, or 500 ms, are held back until the decision, then
//! fed.
class Extractor
{
public:
    explicit Extractor(SeriesStore &store);
    ~Extractor();

    //! One received data message. \a payload must have 64 readable bytes behind it. \a wallNs: receive time. \a
    //! position: its number, ascending, for messages that can be read again; 0: they cannot.
    Reading read(QByteArrayView payload, bool text, qint64 wallNs, quint64 position = 0);
    //! The stream broke at \a wallNs: a gap in every series.
    void gap(qint64 wallNs);
    //! Decides shapes that waited long enough (500 ms of wall time); call about ten times a second.
    void settle(qint64 wallNs);

    //! Decisions that came late: what has to be read again, on any thread. Series are complete when it was adopted.
    [[nodiscard]] std::vector<std::unique_ptr<Rereading>> takeRereadings();
    void adopt(const Rereading &reading);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace series
