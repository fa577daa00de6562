// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/capture/capturereader.h"
#include "core/stream/capturereplay.h"
#include "core/stream/rowstore.h"
#include "core/stream/streamhandle.h"

#include <memory>

namespace stream {

//! A StreamHandle over a capture of an earlier run: its rows and payloads, and its series once they were replayed.
//!
//! Lives on the GUI thread; rows come through the pool as those of a live stream do. Orders are refused or without
//! effect.
class CaptureHandle final : public StreamHandle
{
    Q_OBJECT
public:
    //! The connections that \a path holds, at least one. Touches the disk: call it on the pool, then pass one to the
    //! constructor.
    [[nodiscard]] static base::Expected<QList<capture::CapturedConnection>, capture::CaptureError> inspect(
        const QString &path, const capture::CancelFlag &cancelled = {});

    CaptureHandle(const QString &path, const capture::CapturedConnection &connection,
        const ReaderPoolPtr &readers = std::make_shared<ReaderPool>());

    void open(const settings::Profile &) override { }
    void close(ws::CloseCode, const QString &) override { }
    void reconnectNow() override { }
    void pingNow() override { }
    void send(ws::Opcode opcode, const QByteArray &payload) override;
    [[nodiscard]] const Tick &tick() const override { return m_tick; }
    [[nodiscard]] const settings::Profile &profile() const override { return m_profile; }
    [[nodiscard]] RowSource &rows() override { return m_rows; }
    [[nodiscard]] std::shared_ptr<series::SeriesStore> series() const override { return m_channel->series; }
    [[nodiscard]] std::shared_ptr<const metrics::RunMetrics> run() const override { return m_channel->run.metrics(); }
    [[nodiscard]] std::shared_ptr<const fields::FeedFacts> facts() const override { return m_channel->facts.facts(); }

    //! How its messages are read; before replay() begins.
    void setReading(const decoders::ReadingChoice &choice) { m_channel->reading.set(choice); }
    //! Reads every message for the charts; Ticks tell of new samples, CaptureReplay::progressed() how far it is.
    [[nodiscard]] CaptureReplay &replay() { return m_replay; }

private:
    void replayed();

    ChannelPtr m_channel;
    RowStore m_rows;
    settings::Profile m_profile;
    Tick m_tick;
    CaptureReplay m_replay;
};

} // namespace stream
