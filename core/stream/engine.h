// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/capture/capturewriter.h"
#include "core/stream/consumer.h"
#include "core/stream/ingest.h"
#include "core/stream/outboxthread.h"
#include "core/stream/readerpool.h"
#include "core/stream/recorder.h"
#include "core/stream/streamhandle.h"
#include "core/stream/streamworker.h"
#include "core/stream/workerlink.h"

#include <QThread>

#include <functional>
#include <memory>
#include <vector>

namespace net {
class FirstLeaves;
class LinkSwitch;
} // namespace net

namespace stream {

class LocalHandle;

//! What an Engine is made of.
struct EngineSettings
{
    capture::WriterSettings capture; //!< Path empty: no capture.
    QString outboxFile; //!< Empty: what waits to be sent is in memory only, and nothing is held while the link is down.
    //! Bytes of Batches that analysis and capture have not released. One message more may be on its way, so this keeps
    //! the program within the message limit and 32 MiB over an idle run (G6, tests/integration/memory.py).
    qint64 budgetPerConnection = 24LL << 20;
    qint64 budgetInAll = 256LL << 20; //!< The same over all connections.
    //! Another consumer of every Batch, on its own thread, holding back the peer as the others do; may be empty.
    std::function<void(const Batch &batch)> tap;
    std::function<void()> tapDone; //!< Runs last on the tap's thread.
    ReaderPoolPtr readers = {}; //!< Reads rows out of the capture; null: the engine makes one.
    int mostConnections = 65'535; //!< In the whole run: a ConnectionId has 16 bits and is never used again.
};

//! The thread border: one network, one analysis and one capture thread for all connections.
//!
//! Lives on the GUI (or main) thread. finish() at the end: queues drained, capture committed, one file.
class Engine
{
public:
    Engine(const EngineSettings &settings, const base::Clock &clock);
    ~Engine();
    Q_DISABLE_COPY_MOVE(Engine)

    //! Whether the capture could be opened.
    [[nodiscard]] const base::Expected<void, capture::CaptureError> &captureOpened() const
    {
        return m_recorder.opened();
    }
    //! What the system says of the network, for all connections, also those to come.
    void setNetwork(connection::Network network);
    //! Whether there is a number left for one more connection in this run.
    [[nodiscard]] bool mayAddConnection() const { return m_lastId < m_settings.mostConnections; }
    //! One more connection, idle; the engine owns it. Only while mayAddConnection().
    StreamHandle &addConnection();
    //! Closes \a handle's connection in order, then lets go of all it holds; its rows stay in the capture. Returns at
    //! once. Nobody may use \a handle from here on.
    void endConnection(StreamHandle &handle);
    //! Connections, and those being ended.
    [[nodiscard]] std::size_t connectionCount() const { return m_handles.size(); }
    [[nodiscard]] std::size_t endingCount() const { return m_ending.size(); }
    //! Bytes of Batches that some thread still needs.
    [[nodiscard]] qint64 budgetUsed() const { return m_total->used(); }
    //! Ends the network thread, works off every queue and closes the capture. Waits; call it only when the program ends
    //! and every connection is at rest. Afterwards the handles' tick() is final.
    void finish();

private:
    [[nodiscard]] TransportFactory socketFactory(const std::shared_ptr<net::LinkSwitch> &link) const;
    [[nodiscard]] OutgoingOutlets outgoingOutlets(
        LocalHandle &handle, const std::shared_ptr<WorkerLink<StreamWorker>> &link);
    void retired(base::ConnectionId id);
    void shareMemory();
    void publish(const ChannelPtr &channel, Budget &budget, const BatchPtr &batch);

    const EngineSettings m_settings;
    const ReaderPoolPtr m_readers;
    const base::Clock &m_clock;
    Recorder m_recorder;
    Ingest m_ingest;
    std::unique_ptr<Consumer> m_analysis, m_capture, m_tap;
    std::unique_ptr<OutboxThread> m_outbox; //!< None without a file.
    const std::shared_ptr<net::FirstLeaves> m_firstLeaves; //!< Used on the network thread only.
    const std::shared_ptr<TotalBudget> m_total;
    QThread m_network;
    std::vector<std::unique_ptr<LocalHandle>> m_handles;
    std::vector<std::unique_ptr<LocalHandle>> m_ending;
    QObject m_home; //!< News from the threads reach this one through it, and none any more when it is gone.
    connection::Network m_networkState = connection::Network::Untold;
    quint16 m_lastId = 0;
    bool m_finished = false;
};

} // namespace stream
