// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fields/payloadfields.h"
#include "core/fields/rereading.h"
#include "core/series/seriesstore.h"

#include <QByteArrayView>

#include <memory>
#include <vector>

namespace fields {

//! Turns messages into samples: finds the numeric fields, the key, the time and the order of interest by itself.
//!
//! Lives on the analysis thread. The first 64 messages of a shape, or 500 ms, are held back until the decision, then
//! fed.
class Extractor
{
public:
    explicit Extractor(series::SeriesStore &store);
    ~Extractor();

    //! What is known of how messages are read, from now on; without it that is found by sniffing.
    void setReading(const decoders::ReadingChoice &choice);
    //! One received data message. \a payload must have 64 readable bytes behind it. \a wallNs: receive time. \a
    //! position: its number, ascending, for messages that can be read again; 0: they cannot.
    PayloadReading read(QByteArrayView payload, bool text, qint64 wallNs, quint64 position = 0);
    //! The stream broke at \a wallNs: a gap in every series.
    void gap(qint64 wallNs);
    //! Every message received before \a wallNs was read: decides shapes that waited long enough (500 ms) by then, and
    //! shows late samples. What is decided follows from the messages alone, not from when this is called.
    void settle(qint64 wallNs);
    //! Only shows late samples: more messages received before \a wallNs may still come.
    void settleSamples(qint64 wallNs);

    //! Decisions that came late: what has to be read again, on any thread, then adopted; null: nothing now. Series are
    //! complete when it was adopted.
    //!
    //! One at a time. All readings together may read rereadingShare times the bytes that came (idleShare while nothing
    //! comes), and 16 MiB; a decision that comes when that is used up waits until more has come.
    [[nodiscard]] std::unique_ptr<Rereading> takeRereading();
    void adopt(const Rereading &reading);

    static constexpr qint64 rereadingShare = 4;
    static constexpr qint64 idleShare = 8;

    //! Where event times come from.
    [[nodiscard]] QList<FieldMap::ClockFacts> clocks() const;
    //! Sequence numbers, and where they tell of losses.
    [[nodiscard]] QList<SequenceFacts> sequences() const;
    //! Bytes of foreign texts that are remembered; bounded by TextBudget.
    [[nodiscard]] qint64 textBytes() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace fields
