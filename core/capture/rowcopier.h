// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturereader.h"
#include "core/capture/capturewriter.h"
#include "core/capture/payloadreader.h"

#include <QByteArray>

#include <vector>

namespace capture {

//! Writes rows that come one by one into a new capture, many at a time: whoever copies or reads in what was captured
//! elsewhere. Lives on one thread.
class RowCopier
{
public:
    //! Makes the capture \a path; what could not be done is failure().
    void open(const QString &path);
    //! See CaptureWriter::describe().
    void describe(base::ConnectionId connection, const QString &redactedUrl, qint64 wallNs);
    //! Takes \a row under its number, which must be above that of the row of its connection before.
    void add(const PassingRow &row, const CapturedFacts *facts);
    //! Writes what is left and closes the file.
    void close();

    [[nodiscard]] bool hasFailed() const { return !m_failure.isEmpty(); }
    [[nodiscard]] const QString &failure() const { return m_failure; } //!< The words of the system or of SQLite.

private:
    static constexpr std::size_t mostRows = 512;
    static constexpr qsizetype mostBytes = 1 << 20;
    static constexpr int rowsPerCommit = 8192;
    static constexpr qint64 bytesPerCommit = 8 << 20;

    void flush();
    void commit();
    void fail(const QString &words);

    CaptureWriter m_writer;
    QString m_failure;
    base::ConnectionId m_connection; //!< Of the rows that wait.
    std::vector<Record> m_records;
    std::vector<qsizetype> m_offsets; //!< Of their payloads.
    std::vector<ws::WireFacts> m_facts;
    QByteArray m_payloads;
    int m_uncommitted = 0;
    qint64 m_uncommittedBytes = 0;
};

} // namespace capture
