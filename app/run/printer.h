// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "core/capture/payloadreader.h"
#include "core/stream/batch.h"

#include <functional>

namespace app {

//! Writes received messages to standard output, on a thread of its own: a slow reader slows the peer, not the program.
class Printer
{
public:
    //! At most \a limit messages, 0 for all. What a terminal would obey is escaped when it goes \a toTerminal. \a
    //! onClosed is called once, on the printer's thread, when the reader went away.
    Printer(Print form, bool toTerminal, quint64 limit, std::function<void()> onClosed);

    //! Writes the received data messages of \a batch. Raw: the payload and a line feed. Ndjson: one object a line.
    void print(const stream::Batch &batch);

private:
    void append(base::ConnectionId connection, const capture::Record &record);
    void flush();

    const Print m_form;
    const bool m_toTerminal;
    const quint64 m_limit;
    const std::function<void()> m_onClosed;
    quint64 m_printed = 0;
    bool m_closed = false;
    QByteArray m_buffer;
};

//! The line of exporters::appendNdjson(); what a terminal would obey is escaped when it goes \a toTerminal.
void appendNdjson(QByteArray &out, const capture::PassingRow &row, bool toTerminal = false);

} // namespace app
