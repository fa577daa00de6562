// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <atomic>
#include <memory>
#include <span>
#include <vector>

namespace series {

//! One point: time since 1970 UTC and value. A value of NaN is a gap: no line is drawn to or from it.
struct Sample
{
    qint64 timeNs = 0;
    double value = 0;
};

//! Up to 4 096 samples in order of time. Full chunks never change; the last one grows and publishes its size
//! atomically.
class Chunk
{
public:
    static constexpr int capacity = 4096;

    //! \a room: how many samples this one can hold, at most `capacity`; the first chunks of a series are small.
    explicit Chunk(int room = capacity);

    [[nodiscard]] std::span<const Sample> samples() const
    {
        return {m_samples.get(), m_size.load(std::memory_order_acquire)};
    }
    [[nodiscard]] int room() const { return m_room; }

private:
    friend class SeriesWriter;
    void push(Sample sample);

    std::unique_ptr<Sample[]> m_samples;
    std::atomic<quint32> m_size{0};
    int m_room;
};

//! What a reader sees of one series for one frame: chunks in order of time; correction chunks (late samples) apart.
//! Holds what it points at.
struct SeriesView
{
    std::vector<std::shared_ptr<const Chunk>> chunks;
    std::vector<std::shared_ptr<const Chunk>> corrections; //!< Late samples, each sorted; merged while drawing.
    //! Grows when the past changed: a correction came, or the oldest chunk was dropped. While it stays the same, a
    //! column that lies wholly before the newest sample never changes.
    quint64 version = 0;

    [[nodiscard]] bool isEmpty() const { return chunks.empty(); }
    //! The newest sample of all; value NaN and time 0 when there is none.
    [[nodiscard]] Sample last() const;
};

//! All samples of \a view in order of time.
[[nodiscard]] std::vector<Sample> samplesOf(const SeriesView &view);

} // namespace series
