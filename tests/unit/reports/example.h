// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/reportinput.h"

namespace tests {

//! A run with a number of its own in every figure.
inline reports::ReportInput exampleRun()
{
    using namespace std::chrono_literals;
    reports::ReportInput input;
    input.url = QStringLiteral("wss://feed.example/v1?token=…");
    input.startedWallNs = 1'700'000'000'000'000'000;
    input.durationS = 60;
    input.metrics = {.messagesIn = 1200,
        .messagesOut = 3,
        .bytesIn = 115'200,
        .bytesOut = 288,
        .wireBytesIn = 118'000,
        .wireBytesOut = 330,
        .controlIn = 2,
        .controlOut = 4,
        .malformed = 5,
        .decodeErrors = 6,
        .avgLatencyMs = 12.34};
    input.status.state = connection::State::Closed;
    input.status.lastCloseCode = 1001;
    input.status.attempts = 9;
    input.status.opens = 2;
    input.status.failures = 7;
    input.status.timeouts = 1;
    input.status.connectTimeTotal = 91ms;
    input.capture.capturedIn = 1199;
    input.capture.capturedOut = 2;
    input.capture.notCaptured = 8;
    return input;
}

} // namespace tests
