// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/reporttext.h"

#include "ui/text/names.h"

#include <QCoreApplication>

namespace text {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Report)
};

} // namespace

reports::ReportWords reportWords(connection::State state)
{
    reports::ReportWords words;
    words.stateName = stateName(state);
    words.title = Words::tr("WebSocket performance report");
    words.address = Words::tr("Address");
    words.started = Words::tr("Started");
    words.duration = Words::tr("Duration");
    words.state = Words::tr("State");
    words.connections = Words::tr("Connections");
    words.attempts = Words::tr("Attempts");
    words.successful = Words::tr("Successful");
    words.failed = Words::tr("Failed");
    words.current = Words::tr("Current");
    words.avgConnectionTime = Words::tr("Average connection time");
    words.messages = Words::tr("Messages");
    words.sent = Words::tr("Sent");
    words.received = Words::tr("Received");
    words.bytesSent = Words::tr("Bytes sent");
    words.bytesReceived = Words::tr("Bytes received");
    words.avgMessageSize = Words::tr("Average message size");
    words.avgLatency = Words::tr("Average latency");
    words.errorsTitle = Words::tr("Errors");
    words.errors = Words::tr("Errors");
    words.reconnects = Words::tr("Reconnects");
    words.timeouts = Words::tr("Timeouts");
    words.captureTitle = Words::tr("Capture");
    words.captured = Words::tr("Received messages captured");
    words.capturedSent = Words::tr("Sent messages captured");
    words.notCaptured = Words::tr("Records not captured");
    return words;
}

} // namespace text
