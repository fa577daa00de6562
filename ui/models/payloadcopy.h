// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/payloadqueue.h"

#include <QObject>

class QMimeData;

namespace models {

//! Collects the payloads of some rows for the clipboard, in order, row by row as they come.
class PayloadCopy : public QObject
{
    Q_OBJECT
public:
    enum class Format { Exact, Hex }; //!< Exact: text as it is, binary as hexadecimal pairs.

    static constexpr qsizetype mostBytes = qsizetype(64) << 20;
    static constexpr qsizetype mostRows = 100'000;
    static constexpr qsizetype mostTries = 200'000; //!< Numbers of rows, also of those that are not there.

    //! \a queue must outlive this object.
    explicit PayloadCopy(PayloadQueue &queue, QObject *parent = nullptr);

    //! Starts with row \a first; \a following gives the next sequence number, or 0 at the end. Replaces a copy under
    //! way.
    void start(Format format, std::function<base::Seq()> following);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }

signals:
    //! The text is on its way to the clipboard: \a bytes exact, so many rows; \a cut when a limit was reached.
    void finished(const QByteArray &bytes, qsizetype rows, bool cut);

private:
    void next();
    void add(const stream::PayloadReply &reply);
    void finish(bool cut);

    PayloadQueue &m_queue;
    Format m_format = Format::Exact;
    std::function<base::Seq()> m_following;
    QByteArray m_bytes;
    qsizetype m_rows = 0;
    qsizetype m_tries = 0;
    bool m_running = false;
};

//! What the clipboard gets: the text, and the exact bytes beside it when a text cannot hold them (case U05).
[[nodiscard]] QMimeData *clipboardContent(const QByteArray &bytes);

} // namespace models
