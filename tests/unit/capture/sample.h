// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturereader.h"
#include "core/capture/capturewriter.h"

#include <QByteArray>
#include <QList>

#include <deque>
#include <vector>

namespace tests {

inline constexpr base::ConnectionId first{1};
inline constexpr qint64 startNs = 1'700'000'000'000'000'000;

//! Records whose payloads it owns, as a Batch does.
struct Sample
{
    std::deque<QByteArray> payloads;
    std::vector<capture::Record> records;
    std::vector<ws::WireFacts> facts;

    explicit Sample(base::Seq firstSeq = 1) : next(firstSeq) { }
    Sample &add(capture::Kind kind, const QByteArray &payload, capture::Direction direction = capture::Direction::In)
    {
        payloads.push_back(payload);
        records.push_back({.seq = next,
            .wallNs = startNs + static_cast<qint64>(next) * 1'000'000,
            .steadyNs = static_cast<qint64>(next) * 1'000'000,
            .direction = direction,
            .kind = kind,
            .size = payload.size(),
            .wireSize = capture::isNote(kind) ? 0 : payload.size() + 2,
            .data = payloads.back().constData()});
        ++next;
        return *this;
    }
    Sample &texts(int count, const QByteArray &payload = R"({"type":"data","value":1})")
    {
        for (int i = 0; i < count; ++i)
            add(capture::Kind::Text, payload);
        return *this;
    }
    //! Gives the last record facts of the wire.
    Sample &with(ws::WireFacts wire)
    {
        records.back().hasFrameFacts = true;
        records.back().facts = static_cast<quint32>(facts.size());
        facts.push_back(wire);
        return *this;
    }
    base::Seq next;
};

//! A disk with much room; `free` may be changed while a writer uses it.
struct FakeDisk
{
    qint64 free = qint64(100) << 30;
    qint64 total = qint64(200) << 30;
    int failWith = 0;

    [[nodiscard]] capture::Disk disk()
    {
        return {.space = [this](const QString &) { return capture::Space{.free = free, .total = total}; },
            .beforeCommit = [this] { return failWith; }};
    }
};

inline void write(capture::CaptureWriter &writer, const Sample &sample, base::ConnectionId connection = first)
{
    writer.append(connection, sample.records, sample.facts);
    writer.commit();
}

} // namespace tests
