// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace exporters {

//! Bytes on their way into a file that did not exist, in large pieces. After a failure it takes everything and writes
//! nothing.
class Output
{
public:
    //! Where the file is to stand; it is made with the first byte, or by who writes it in another way.
    explicit Output(QString path) : m_path(std::move(path)) { m_buffer.reserve(drainAt + 64 * 1024); }
    ~Output();
    Q_DISABLE_COPY_MOVE(Output)

    [[nodiscard]] const QString &path() const { return m_path; }
    //! What is appended here goes into the file, in order.
    [[nodiscard]] QByteArray &buffer() { return m_buffer; }
    //! Call it now and then, at the latest behind each message: writes when enough is there.
    void drain()
    {
        if (m_buffer.size() >= drainAt)
            write();
    }
    //! Writes what is left and closes the file, which is made if nothing was written. False: something failed.
    [[nodiscard]] bool finish();

    void fail(const QString &systemsWords);
    [[nodiscard]] bool hasFailed() const { return !m_failure.isEmpty(); }
    [[nodiscard]] const QString &failure() const { return m_failure; } //!< The system's words.
    [[nodiscard]] qint64 bytes() const { return m_bytes + m_buffer.size(); } //!< That were appended so far.

private:
    static constexpr qsizetype drainAt = 256 * 1024;
    void write();
    [[nodiscard]] bool open();

    QString m_path;
    QByteArray m_buffer;
    QString m_failure;
    qint64 m_bytes = 0; //!< Written.
    int m_file = -1;
};

} // namespace exporters
