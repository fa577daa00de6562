// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/payloadcopy.h"

#include <QMimeData>
#include <QStringDecoder>

namespace models {

PayloadCopy::PayloadCopy(PayloadQueue &queue, QObject *parent) : QObject(parent), m_queue(queue) { }

void PayloadCopy::start(Format format, std::function<base::Seq()> following)
{
    cancel();
    m_format = format;
    m_following = std::move(following);
    m_running = true;
    next();
}

void PayloadCopy::cancel()
{
    m_queue.cancelCopy();
    m_running = false;
    m_bytes.clear();
    m_rows = 0;
    m_tries = 0;
}

void PayloadCopy::next()
{
    const base::Seq seq = m_following();
    if (seq == 0)
        return finish(false);
    if (m_rows >= mostRows)
        return finish(true);
    if (++m_tries > mostTries)
        return finish(m_rows > 0);
    m_queue.copyNext(seq, [this](const stream::PayloadReply &reply) { add(reply); });
}

void PayloadCopy::add(const stream::PayloadReply &reply)
{
    if (!m_running)
        return;
    if (reply.found) {
        const bool hex = m_format == Format::Hex
            || (reply.row && reply.row->kind != capture::Kind::Text && !capture::isNote(reply.row->kind));
        const qsizetype grows = hex ? reply.payload.size() * 3 : reply.payload.size();
        if (m_bytes.size() + grows > mostBytes)
            return finish(true);
        if (m_rows > 0)
            m_bytes += '\n';
        m_bytes += hex ? reply.payload.toHex(' ') : reply.payload;
        ++m_rows;
    }
    next();
}

void PayloadCopy::finish(bool cut)
{
    m_running = false;
    const QByteArray bytes = std::exchange(m_bytes, {});
    emit finished(bytes, std::exchange(m_rows, 0), cut);
}

QMimeData *clipboardContent(const QByteArray &bytes)
{
    auto *content = new QMimeData; // The clipboard takes it.
    // QString::fromUtf8 would drop a byte order mark; the decoder keeps it when it is told to convert the first one
    // too.
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(bytes);
    content->setText(text);
    if (text.toUtf8() != bytes)
        content->setData(QStringLiteral("application/octet-stream"), bytes);
    return content;
}

} // namespace models
