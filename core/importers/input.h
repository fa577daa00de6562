// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/importers/importerror.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QFile>

#include <memory>
#include <optional>

namespace importers {

//! A foreign file, read from front to back through a window, so that memory does not grow with its size.
class Input
{
public:
    //! The longest payload that is read in; a line or a block may be a third longer, and a little.
    static constexpr qsizetype mostPayload = qsizetype(256) << 20;
    static constexpr qsizetype mostNeeded = mostPayload / 3 * 4 + (1 << 20);
    static constexpr qsizetype headSize = 4096;

    //! Opens a regular file; nothing that could wait for somebody.
    [[nodiscard]] static base::Expected<std::unique_ptr<Input>, ImportError> open(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] qint64 size() const { return m_file.size(); }
    [[nodiscard]] qint64 at() const { return m_at; } //!< Bytes that were taken.

    //! At least \a count bytes from here on, fewer only at the end; lives until the next call. At most mostNeeded.
    [[nodiscard]] QByteArrayView need(qsizetype count);
    //! Some bytes, as many as there are in memory; empty at the end.
    [[nodiscard]] QByteArrayView some() { return m_from < m_buffer.size() ? window() : need(1); }
    void take(qsizetype count);
    //! The next line without its end (LF or CRLF), taken; nothing at the end. One that is too long fails.
    [[nodiscard]] std::optional<QByteArrayView> line();
    [[nodiscard]] bool seek(qint64 at);

    //! The first failure; nothing when there was none. An end that comes too early is none.
    [[nodiscard]] const std::optional<ImportError> &failure() const { return m_failure; }

private:
    static constexpr qsizetype step = 256 * 1024;

    explicit Input(const QString &path) : m_path(path), m_file(path) { }
    [[nodiscard]] QByteArrayView window() const { return QByteArrayView(m_buffer).sliced(m_from); }

    const QString m_path;
    QFile m_file;
    QByteArray m_buffer;
    qsizetype m_from = 0; //!< Of m_buffer, what is not taken yet.
    qint64 m_at = 0;
    bool m_isAtEnd = false;
    std::optional<ImportError> m_failure;
};

} // namespace importers
