// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/engine.h"

#include "core/base/redact.h"
#include "core/net/firstleaves.h"
#include "core/net/impairedtransport.h"
#include "core/net/sockettransport.h"
#include "core/stream/localhandle.h"

#include <algorithm>
#include <utility>

namespace stream {
namespace {

using namespace std::chrono_literals;

//! One transaction for each 20 ms, or for each time the queue was drained.
constexpr base::Nanoseconds transactionEvery = 20ms;

} // namespace

Engine::Engine(const EngineSettings &settings, const base::Clock &clock)
    : m_settings(settings)
    , m_readers(settings.readers ? settings.readers : std::make_shared<ReaderPool>())
    , m_clock(clock)
    , m_recorder(settings.capture)
    , m_ingest(clock)
    , m_firstLeaves(std::make_shared<net::FirstLeaves>())
    , m_total(std::make_shared<TotalBudget>(settings.budgetInAll))
{
    m_analysis = std::make_unique<Consumer>("analysis", 0ns, [this](auto &batches) { m_ingest.work(batches); });
    m_capture = std::make_unique<Consumer>(
        "capture", transactionEvery, [this](auto &batches) { m_recorder.work(batches); },
        [this] { m_recorder.close(); });
    if (m_settings.tap) {
        m_tap = std::make_unique<Consumer>(
            "tap", 0ns,
            [this](auto &batches) {
                for (const QueuedBatch &queued : batches)
                    m_settings.tap(*queued.batch);
            },
            m_settings.tapDone);
    }
    if (!m_settings.outboxFile.isEmpty())
        m_outbox = std::make_unique<OutboxThread>(m_settings.outboxFile);
    m_network.setObjectName(QStringLiteral("network"));
    m_network.start();
}

Engine::~Engine() { finish(); }

TransportFactory Engine::socketFactory(const std::shared_ptr<net::LinkSwitch> &link) const
{
    const auto random = std::make_shared<base::SystemRandom>(); // Used on the network thread only, as the link is.
    return [clock = &m_clock, leaves = m_firstLeaves, link, random](
               net::TransportListener &listener) -> std::unique_ptr<net::Transport> {
        return std::make_unique<net::ImpairedTransport>(
            listener, link, *clock, random, [clock, leaves](net::TransportListener &own) {
                return std::make_unique<net::SocketTransport>(own, *clock, leaves);
            });
    };
}

void Engine::publish(const ChannelPtr &channel, Budget &budget, const BatchPtr &batch)
{
    const auto charge = budget.charge(batch->bytes);
    channel->recent.add(batch);
    // Before the other threads have it: whoever sees a message counted also sees that its row is there.
    channel->mailbox.update([&](Tick &tick) { tick.lastSeq = batch->lastSeq(); });
    m_analysis->push({batch, charge});
    m_capture->push({batch, charge});
    if (m_tap)
        m_tap->push({batch, charge});
}

OutgoingOutlets Engine::outgoingOutlets(LocalHandle &handle, const std::shared_ptr<WorkerLink<StreamWorker>> &link)
{
    const ChannelPtr channel = handle.channel();
    OutgoingOutlets outlets{
        .refused = handle.refusalOutlet(),
        .handedOver = {},
        .show =
            [channel](const outbox::Summary &summary, const outbox::ViewPtr &view) {
                if (view)
                    channel->outbox.set(view);
                channel->mailbox.update([&](Tick &tick) { tick.outbox = summary; });
            },
        .ordered = handle.orderOutlet(),
        .lastMessageId = [channel] { return channel->inbound.lastCapturedId(); },
        .resumed = {},
        .load = {},
        .write = {},
    };
    if (!m_outbox)
        return outlets;
    outlets.load = [thread = m_outbox.get(), link](const QString &name) {
        thread->load(name, [link, name](const auto &entries, outbox::Access access) {
            link->ask([name, entries, access](StreamWorker &worker) { worker.outboxLoaded(name, entries, access); });
        });
    };
    outlets.write = [thread = m_outbox.get(), link](quint64 number, outbox::Write write) {
        thread->write(std::move(write), [link, number](const auto &result) {
            link->ask([number, result](StreamWorker &worker) { worker.outboxWritten(number, result); });
        });
    };
    return outlets;
}

void Engine::setNetwork(connection::Network network)
{
    m_networkState = network;
    for (const auto &handle : m_handles)
        handle->setNetwork(network);
}

StreamHandle &Engine::addConnection()
{
    Q_ASSERT(mayAddConnection());
    const base::ConnectionId id{++m_lastId};
    const QString file = m_recorder.opened() ? m_settings.capture.path : QString();
    auto handle = std::make_unique<LocalHandle>(id, file, m_clock, m_readers);
    const ChannelPtr channel = handle->channel();
    m_ingest.add(channel);
    m_recorder.add(channel);

    // The worker is made here and moved: its budget's callback and the handle's orders reach it through its event loop.
    auto link = std::make_shared<WorkerLink<StreamWorker>>();
    auto budget = std::make_shared<Budget>(
        m_settings.budgetPerConnection, [link] { link->ask([](StreamWorker &worker) { worker.resumeReading(); }); },
        m_total);
    channel->budget = budget;
    WorkerOutlets outlets{
        .publish = [this, channel, budget](const BatchPtr &batch) { publish(channel, *budget, batch); },
        .statusChanged =
            [channel](const connection::Status &status, const auto &attempt) {
                channel->mailbox.update([&](Tick &tick) {
                    tick.status = status;
                    tick.attempt = attempt;
                });
            },
        .outgoing = outgoingOutlets(*handle, link),
        .claimOutbox = [this, id](const QString &address) { return m_outbox ? m_outbox->claim(id, address) : address; },
        .sendingChanged
        = [channel](const QString &source,
              const messaging::SendingSettings &sending) { channel->inbound.configure(source, sending); },
        .resumed
        = [channel](base::Seq seq, const QByteArray &askedBehind) { channel->inbound.resumed(seq, askedBehind); },
        .reached
        = [this, id](const QUrl &url) { m_recorder.describe(id, base::redactedUrl(url), m_clock.now().wall.count()); },
        .awaitsAcks = [channel](bool awaits) { channel->inbound.setAwaitsAcks(awaits); },
        .backPressureChanged =
            [channel](bool paused, base::Nanoseconds since) {
                channel->mailbox.update([&](Tick &tick) {
                    tick.backPressure = paused;
                    tick.backPressureSince = paused ? since : base::Nanoseconds(0);
                });
            },
    };
    outlets.kernelTold = [channel](const net::KernelFacts &facts) {
        channel->mailbox.update([&](Tick &tick) { tick.kernel = facts; });
    };
    const auto conditions = std::make_shared<net::LinkSwitch>();
    handle->setLink(conditions);
    auto *worker = new StreamWorker(
        id, m_clock, socketFactory(conditions), std::move(budget), std::move(outlets)); // Deleted by its thread's end.
    channel->note = [link](capture::Kind kind, const QByteArray &json) {
        link->ask([kind, json](StreamWorker &w) { w.addNote(kind, json); });
    };
    channel->acknowledged
        = [link](const QList<QByteArray> &ids) { link->ask([ids](StreamWorker &w) { w.idsReceived(ids); }); };
    link->set(worker);
    worker->moveToThread(&m_network);
    QObject::connect(worker, &QObject::destroyed, [link] { link->set(nullptr); });
    QObject::connect(&m_network, &QThread::finished, worker, [worker] { delete worker; });
    handle->setWorker(worker);
    handle->setDescriber([this, id](const QString &url, qint64 wallNs) { m_recorder.describe(id, url, wallNs); });
    handle->setNetwork(m_networkState);
    m_handles.push_back(std::move(handle));
    shareMemory();
    return *m_handles.back();
}

// Recent rows share one bound too: many connections keep fewer rows each in memory, the capture has the others.
void Engine::shareMemory()
{
    const auto share = m_settings.budgetInAll / static_cast<qint64>(std::max<std::size_t>(1, m_handles.size()));
    for (const auto &handle : m_handles)
        handle->channel()->recent.setLimit(std::min(m_settings.budgetPerConnection, share));
}

void Engine::endConnection(StreamHandle &handle)
{
    const auto at
        = std::ranges::find(m_handles, &handle, [](const auto &each) -> StreamHandle * { return each.get(); });
    if (at == m_handles.end() || m_finished)
        return;
    const base::ConnectionId id = (*at)->channel()->id;
    StreamWorker *const worker = (*at)->worker();
    (*at)->setWorker(nullptr); // No more orders.
    m_ending.push_back(std::move(*at));
    m_handles.erase(at);
    shareMemory();
    QMetaObject::invokeMethod(
        worker,
        [this, worker, id] {
            worker->retire([this, worker, id] {
                // Only when it is gone, nothing more can come from it.
                QObject::connect(worker, &QObject::destroyed, [this, id] { retired(id); });
                worker->deleteLater();
            });
        },
        Qt::QueuedConnection);
}

// On the network thread. Each consumer works off what it has of this connection; the handle, whose channel they tell
// news to, goes last.
void Engine::retired(base::ConnectionId id)
{
    if (m_outbox)
        m_outbox->release(id);
    m_ingest.remove(id, [this, id] {
        m_recorder.remove(id, [this, id] {
            QMetaObject::invokeMethod(
                &m_home,
                [this, id] {
                    std::erase_if(m_ending, [id](const auto &handle) { return handle->channel()->id == id; });
                },
                Qt::QueuedConnection);
        });
    });
}

void Engine::finish()
{
    if (std::exchange(m_finished, true))
        return;
    for (auto &handle : std::exchange(m_ending, {}))
        m_handles.push_back(std::move(handle));
    for (const auto &handle : m_handles)
        handle->setWorker(nullptr);
    m_network.quit();
    m_network.wait();
    if (m_outbox)
        m_outbox->finish();
    m_analysis->finish();
    m_ingest.finish();
    if (m_tap)
        m_tap->finish();
    // Else the capture could not become one file. A reader that a disk does not answer leaves the log beside it.
    const QDeadlineTimer readersEnd(250ms);
    for (const auto &handle : m_handles)
        handle->releaseReader(readersEnd);
    m_capture->finish();
    for (const auto &handle : m_handles)
        handle->takeFinalTick();
}

} // namespace stream
