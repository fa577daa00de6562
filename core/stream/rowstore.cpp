// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/rowstore.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

namespace stream {

static constexpr base::Seq everything = std::numeric_limits<base::Seq>::max();

struct RowStore::Reader
{
    std::map<QString, std::optional<capture::CaptureReader>> readers;
    capture::CancelFlag cancelled; //!< Of the task that has it now.

    capture::CaptureReader *open(const QString &file)
    {
        auto &reader = readers[file];
        if (!reader && !file.isEmpty()) {
            if (auto opened = capture::CaptureReader::open(file, cancelled))
                reader.emplace(std::move(*opened));
        }
        if (reader)
            reader->stopWhen(cancelled);
        return reader ? &*reader : nullptr;
    }

    //! The file that \a seq is in, as far as a file holds it.
    capture::CaptureReader *openFor(base::Seq seq, const QList<capture::CapturePart> &files)
    {
        const auto found = std::find_if(
            files.begin(), files.end(), [seq](const capture::CapturePart &part) { return seq <= part.lastSeq; });
        return found == files.end() ? nullptr : open(found->file);
    }

    PayloadReply payload(base::ConnectionId id, base::Seq seq, const QList<capture::CapturePart> &files);

    //! Rows that were committed, in the order of seq; nothing when no file could be read.
    std::optional<QList<capture::CapturedRow>> page(
        base::ConnectionId id, base::Seq first, int count, const QList<capture::CapturePart> &files)
    {
        std::optional<QList<capture::CapturedRow>> all;
        const base::Seq end = first + static_cast<base::Seq>(count);
        for (const capture::CapturePart &part : files) {
            if (part.lastSeq < first || first >= end)
                continue;
            auto *reader = open(part.file);
            if (!reader)
                continue;
            const auto rows = reader->page(id, first, static_cast<int>(end - first));
            if (!rows)
                continue;
            if (!all)
                all.emplace();
            for (const capture::CapturedRow &row : *rows)
                if (row.seq <= part.lastSeq && row.seq < end)
                    all->append(row);
            first = std::max(first, part.lastSeq == everything ? first : part.lastSeq + 1);
        }
        return all;
    }
};

namespace {

Row rowFrom(const capture::CapturedRow &row)
{
    return {.seq = row.seq,
        .wallNs = row.wallNs,
        .direction = row.direction,
        .kind = row.kind,
        .isHeartbeat = row.isHeartbeat,
        .isRedacted = row.isRedacted,
        .size = row.size,
        .wireSize = row.wireSize,
        .preview = row.preview};
}

} // namespace

PayloadReply RowStore::Reader::payload(base::ConnectionId id, base::Seq seq, const QList<capture::CapturePart> &files)
{
    PayloadReply reply{.seq = seq, .row = {}, .payload = {}, .facts = {}};
    auto *const capture = openFor(seq, files);
    if (!capture)
        return reply;
    const qint64 rowId = base::rowId(id, seq);
    if (const auto row = capture->row(rowId))
        reply.row = rowFrom(*row);
    if (auto payload = capture->payload(rowId)) {
        reply.found = true;
        reply.payload = std::move(*payload);
    }
    if (const auto facts = capture->facts(rowId)) {
        reply.facts.append(facts->wire);
        reply.firstByteWallNs = facts->firstByteWallNs;
    }
    return reply;
}

RowStore::RowStore(ChannelPtr channel, ReaderPoolPtr readers, QObject *parent)
    : RowSource(parent)
    , m_channel(std::move(channel))
    , m_readers(std::move(readers))
    , m_outlet(Outlet::to(*this))
    , m_reader(std::make_shared<Reader>())
    , m_walk(std::make_shared<RowWalk>(m_channel))
    , m_search(m_channel, m_readers)
    , m_lane(m_readers)
    , m_walkLane(m_readers)
{
}

RowStore::~RowStore() { endWalks(); }

void RowStore::setFiles(const QString &file, const QList<capture::CapturePart> &earlier)
{
    if (m_released || file.isEmpty())
        return;
    m_files = earlier;
    m_files.append({.file = file, .lastSeq = everything});
    m_search.setFiles(m_files);
    m_channel->files.set(file, earlier);
}

std::optional<Row> RowStore::recentRow(base::Seq seq) const { return m_channel->recent.row(seq); }

void RowStore::requestPage(base::Seq first, int count)
{
    m_page = PageRequest{.first = first, .count = count};
    startNext();
}

void RowStore::requestPayload(base::Seq seq)
{
    m_payload = seq;
    startNext();
}

void RowStore::release(QDeadlineTimer deadline)
{
    m_page.reset();
    m_payload.reset();
    m_channel->files.close();
    endWalks();
    m_lane.cancel();
    m_files.clear();
    m_released = true;
    m_search.release(deadline);
    (void)m_walkLane.waitForDone(deadline);
    (void)m_lane.waitForDone(deadline);
    // Who is still at work has the old ones, and closes them.
    m_walk = std::make_shared<RowWalk>(m_channel);
    m_reader = std::make_shared<Reader>();
    m_busy = false;
}

WalkCancel RowStore::walk(const RowWalkOrder &order)
{
    auto cancelled = m_readers->newFlag();
    std::erase_if(m_walks, [](const auto &one) { return one.expired(); });
    m_walks.push_back(cancelled);
    m_walkLane.start([outlet = m_outlet, walk = m_walk, order, cancelled](const capture::CancelFlag &) {
        const auto pass = [&](const capture::PassingRow &row) { return !*cancelled && order.visit(row); };
        walk->walk(order.first, order.last, order.wanted, pass, cancelled);
        outlet->post([done = order.done, cancelled] {
            if (!*cancelled && done)
                done();
        });
    });
    return cancelled;
}

void RowStore::endWalks()
{
    for (const auto &one : std::exchange(m_walks, {}))
        if (const auto cancelled = one.lock())
            *cancelled = true;
    m_walkLane.cancel();
}

void RowStore::startNext()
{
    if (m_busy || (!m_page && !m_payload))
        return;
    m_busy = true;
    if (const auto seq = std::exchange(m_payload, {})) // What a person clicked goes first.
        startPayload(*seq);
    else
        startPage(*std::exchange(m_page, {}));
}

void RowStore::startPayload(base::Seq seq)
{
    const auto task = [this, outlet = m_outlet, id = m_channel->id, seq, recent = recentPayload(seq), files = m_files,
                          reader = m_reader](const capture::CancelFlag &cancelled) {
        reader->cancelled = cancelled;
        PayloadReply reply = recent ? *recent : reader->payload(id, seq, files);
        outlet->post([this, reply = std::move(reply)] {
            m_busy = false;
            emit payloadArrived(reply);
            startNext();
        });
    };
    m_lane.start(task);
}

void RowStore::startPage(const PageRequest &request)
{
    const auto task = [this, outlet = m_outlet, id = m_channel->id, request, recent = recentPage(request),
                          files = m_files, reader = m_reader](const capture::CancelFlag &cancelled) {
        reader->cancelled = cancelled;
        RowPage page = recent;
        // Committed rows come from the file; those behind it, if the page reaches so far, are in memory.
        if (const auto rows = reader->page(id, request.first, request.count, files)) {
            QList<Row> all;
            for (const capture::CapturedRow &row : *rows)
                all.append(rowFrom(row));
            const base::Seq last = all.isEmpty() ? 0 : all.constLast().seq;
            for (const Row &row : std::as_const(page.rows))
                if (row.seq > last)
                    all.append(row);
            page.rows = std::move(all);
        }
        outlet->post([this, page = std::move(page)] {
            m_busy = false;
            emit pageArrived(page);
            startNext();
        });
    };
    m_lane.start(task);
}

RowPage RowStore::recentPage(const PageRequest &request) const
{
    RowPage page{.first = request.first, .count = request.count, .rows = {}};
    for (int i = 0; i < request.count; ++i)
        if (const auto row = m_channel->recent.row(request.first + static_cast<base::Seq>(i)))
            page.rows.append(*row);
    return page;
}

std::optional<PayloadReply> RowStore::recentPayload(base::Seq seq) const
{
    const BatchPtr batch = m_channel->recent.find(seq);
    if (!batch)
        return {};
    const capture::Record &record = batch->records[seq - batch->firstSeq()];
    PayloadReply reply{
        .seq = seq, .found = true, .row = rowOf(record), .payload = record.payload().toByteArray(), .facts = {}};
    if (record.hasFrameFacts) {
        const ws::WireFacts &facts = batch->facts[record.facts];
        reply.facts.append(facts);
        reply.firstByteWallNs = record.wallNs - (record.steadyNs - facts.firstByte.count());
    }
    return reply;
}

} // namespace stream
