// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

namespace reports {

//! The words of a report, filled by `ui/text` in the person's language; English when nobody does. JSON keys are not
//! words.
struct ReportWords
{
    QString title = QStringLiteral("WebSocket performance report");
    QString address = QStringLiteral("Address");
    QString started = QStringLiteral("Started");
    QString duration = QStringLiteral("Duration");
    QString state = QStringLiteral("State");
    QString stateName; //!< The state in words; empty: its name in JSON.

    QString connections = QStringLiteral("Connections");
    QString attempts = QStringLiteral("Attempts");
    QString successful = QStringLiteral("Successful");
    QString failed = QStringLiteral("Failed");
    QString current = QStringLiteral("Current");
    QString avgConnectionTime = QStringLiteral("Average connection time");

    QString messages = QStringLiteral("Messages");
    QString sent = QStringLiteral("Sent");
    QString received = QStringLiteral("Received");
    QString bytesSent = QStringLiteral("Bytes sent");
    QString bytesReceived = QStringLiteral("Bytes received");
    QString avgMessageSize = QStringLiteral("Average message size");
    QString avgLatency = QStringLiteral("Average latency");

    QString errorsTitle = QStringLiteral("Errors");
    QString errors = QStringLiteral("Errors");
    QString reconnects = QStringLiteral("Reconnects");
    QString timeouts = QStringLiteral("Timeouts");

    QString captureTitle = QStringLiteral("Capture");
    QString captured = QStringLiteral("Received messages captured");
    QString capturedSent = QStringLiteral("Sent messages captured");
    QString notCaptured = QStringLiteral("Records not captured");
    QString messagesUnit; //!< Behind a number of messages, as Chinese counts them.
    QString timesUnit; //!< Behind how often something happened.
    QHash<QString, QString> labels; //!< Of the figures in model.h by their keys; a missing one is the key itself.
    QString redaction = QStringLiteral("Redaction"); //!< Heading, and what was left out:
    QString redacted = QStringLiteral(
        "values of queries, fragments, logins and path tokens in the address; no headers and no payloads are in here");
    QString summaryTitle = QStringLiteral("Summary");
    QString verdictsTitle = QStringLiteral("Why sessions ended");
    QString language = QStringLiteral("en"); //!< As HTML names it.
    [[nodiscard]] QString label(const char *key) const
    {
        return labels.value(QString::fromLatin1(key), QString::fromLatin1(key).replace(QLatin1Char('_'), QLatin1Char(' ')));
    }

    QString noSample = QStringLiteral("–"); //!< Where there is nothing to take a mean of.
};

} // namespace reports
