// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/rowstore.h"

#include <utility>

namespace stream {

struct RowStore::Reader
{
    QString file;
    std::optional<capture::CaptureReader> reader;

    capture::CaptureReader *open()
    {
        if (!reader && !file.isEmpty()) {
            if (auto opened = capture::CaptureReader::open(file))
                reader.emplace(std::move(*opened));
        }
        return reader ? &*reader : nullptr;
    }
};

namespace {

Row rowFrom(const capture::CapturedRow &row)
{
    return {.seq = row.seq, .wallNs = row.wallNs, .direction = row.direction, .kind = row.kind, .size = row.size, .wireSize = row.wireSize, .preview = row.preview};
}

} // namespace

RowStore::RowStore(ChannelPtr channel, QString captureFile, QObject *parent)
    : RowSource(parent), m_channel(std::move(channel)), m_reader(std::make_shared<Reader>())
{
    m_reader->file = std::move(captureFile);
    m_pool.setMaxThreadCount(1); // One SQLite connection, one thread at a time.
}

RowStore::~RowStore()
{
    m_pool.waitForDone();
}

std::optional<Row> RowStore::recentRow(base::Seq seq) const
{
    return m_channel->recent.row(seq);
}

void RowStore::requestPage(base::Seq first, int count)
{
    m_page = PageRequest {.first = first, .count = count};
    startNext();
}

void RowStore::requestPayload(base::Seq seq)
{
    m_payload = seq;
    startNext();
}

void RowStore::release()
{
    m_page.reset();
    m_payload.reset();
    m_pool.waitForDone();
    m_reader->reader.reset();
    m_reader->file.clear();
}

void RowStore::startNext()
{
    if (m_busy || (!m_page && !m_payload))
        return;
    m_busy = true;
    const base::ConnectionId id = m_channel->id;
    if (const auto seq = std::exchange(m_payload, {})) { // What a person clicked goes first.
        m_pool.start([this, id, seq = *seq, recent = recentPayload(*seq), reader = m_reader] {
            PayloadReply reply = recent.value_or(PayloadReply {.seq = seq, .row = {}, .payload = {}, .facts = {}});
            if (auto *capture = recent ? nullptr : reader->open()) {
                const qint64 rowId = base::rowId(id, seq);
                if (const auto row = capture->row(rowId))
                    reply.row = rowFrom(*row);
                if (auto payload = capture->payload(rowId)) {
                    reply.found = true;
                    reply.payload = std::move(*payload);
                }
                if (const auto facts = capture->facts(rowId))
                    reply.facts.append(facts->wire);
            }
            QMetaObject::invokeMethod(this, [this, reply = std::move(reply)] {
                m_busy = false;
                emit payloadArrived(reply);
                startNext();
            }, Qt::QueuedConnection);
        });
        return;
    }
    const PageRequest request = *std::exchange(m_page, {});
    m_pool.start([this, id, request, page = recentPage(request), reader = m_reader]() mutable {
        if (auto *capture = reader->open()) {
            // Committed rows come from the file; those behind it, if the page reaches so far, are in memory.
            if (auto rows = capture->page(id, request.first, request.count)) {
                QList<Row> all;
                for (const capture::CapturedRow &row : std::as_const(*rows))
                    all.append(rowFrom(row));
                const base::Seq last = all.isEmpty() ? 0 : all.constLast().seq;
                for (const Row &row : std::as_const(page.rows))
                    if (row.seq > last)
                        all.append(row);
                page.rows = std::move(all);
            }
        }
        QMetaObject::invokeMethod(this, [this, page = std::move(page)] {
            m_busy = false;
            emit pageArrived(page);
            startNext();
        }, Qt::QueuedConnection);
    });
}

RowPage RowStore::recentPage(const PageRequest &request) const
{
    RowPage page {.first = request.first, .count = request.count, .rows = {}};
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
    PayloadReply reply {.seq = seq, .found = true, .row = rowOf(record), .payload = record.payload().toByteArray(), .facts = {}};
    if (record.hasFrameFacts)
        reply.facts.append(batch->facts[record.facts]);
    return reply;
}

} // namespace stream
