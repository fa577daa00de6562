// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/capturehandle.h"

namespace stream {

base::Expected<QList<capture::CapturedConnection>, capture::CaptureError> CaptureHandle::inspect(
    const QString &path, const capture::CancelFlag &cancelled)
{
    auto reader = capture::CaptureReader::open(path, cancelled);
    if (!reader)
        return base::Unexpected{reader.error()};
    QList<capture::CapturedConnection> connections = reader->connections();
    if (connections.isEmpty())
        connections.append(capture::CapturedConnection{.id = {1}, .url = {}});
    return connections;
}

CaptureHandle::CaptureHandle(
    const QString &path, const capture::CapturedConnection &connection, const ReaderPoolPtr &readers)
    : m_channel(std::make_shared<Channel>(connection.id, [] {}))
    , m_rows(m_channel, readers)
    , m_replay(m_channel, std::max<base::Seq>(connection.firstSeq, 1), connection.lastSeq, readers)
{
    connect(&m_replay, &CaptureReplay::progressed, this, &CaptureHandle::replayed);
    m_rows.setFiles(path);
    m_profile.url = QUrl(connection.url);
    m_tick.connection = connection.id;
    m_tick.lastSeq = connection.lastSeq;
    m_tick.capture.file = path;
    m_tick.capture.capturedSeq = connection.lastSeq;
    m_tick.capture.evictedBefore = connection.firstSeq > 1 ? connection.firstSeq : 0;
}

void CaptureHandle::replayed()
{
    m_tick.sampleCount = m_channel->series->sampleCount();
    m_tick.seriesGeneration = m_channel->series->generation();
    if (m_replay.isRunning())
        m_tick.metrics.messagesIn = m_replay.messages();
    else
        m_tick.metrics = m_replay.snapshot();
    emit tickArrived(m_tick);
}

void CaptureHandle::send(ws::Opcode opcode, const QByteArray &payload)
{
    const SendRefusal refusal{.error = ws::SendError::NotOpen, .payload = payload, .opcode = opcode};
    QMetaObject::invokeMethod(
        this, [this, refusal] { emit sendRefused(refusal); }, Qt::QueuedConnection);
}

} // namespace stream
