// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/capture/disk.h"
#include "core/capture/filelock.h"
#include "core/capture/sqlite.h"
#include "core/outbox/entry.h"

#include <QString>

#include <optional>
#include <vector>

namespace outbox {

//! Why the file takes nothing.
struct StoreError
{
    Refusal why = Refusal::DiskFailed; //!< OtherInstance or DiskFailed.
    QString detail; //!< The words of the system or of SQLite; may be empty.
    friend bool operator==(const StoreError &, const StoreError &) = default;
};

//! Whether this program may change the file.
enum class Access : quint8 {
    ReadWrite,
    ReadOnly, //!< Another running program has it: what was read may be out of date at any moment.
};

//! Changes of one outbox to write.
struct Write
{
    QString outbox; //!< Whose: a profile's name or an address without secrets.
    std::vector<Change> changes;
};

//! The outboxes of all connections on the disk: one table in an SQLite file of its own (WAL, synchronous=FULL).
//!
//! Waits for the disk, so it lives on a thread of its own. The file appears with the first message that is to be kept.
//! A second instance finds the lock taken and only reads (D11). A damaged file is put aside and what can be read of it
//! is kept (D10); after a failed write the next one tries again.
class Store
{
public:
    explicit Store(QString path, capture::Disk disk = capture::systemDisk());

    //! `$XDG_DATA_HOME/socketscope/outbox.sqlite`.
    [[nodiscard]] static QString defaultPath();

    //! The entries of \a outbox in order, as the file has them; empty when there is no file.
    [[nodiscard]] base::Expected<std::vector<Entry>, StoreError> load(const QString &outbox);
    //! All of it or nothing, on the disk when this returns.
    [[nodiscard]] base::Expected<void, StoreError> apply(const std::vector<Write> &writes);
    //! Another running program has the file.
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }
    //! Where a damaged file was put aside; empty: none was.
    [[nodiscard]] const QString &putAside() const { return m_putAside; }

    static constexpr qint64 applicationId = 0x534f4253; // "SOBS"

private:
    enum class Missing : quint8 { Create, LeaveAlone };
    [[nodiscard]] std::optional<StoreError> open(Missing missing);
    [[nodiscard]] std::optional<StoreError> createFile();
    [[nodiscard]] std::optional<StoreError> prepare();
    [[nodiscard]] bool isSound();
    void repair();
    [[nodiscard]] std::vector<std::pair<QString, Entry>> salvage();
    [[nodiscard]] int write(const QString &outbox, const Change &change);
    [[nodiscard]] StoreError failure();
    void close();

    const QString m_path;
    const capture::Disk m_disk;
    capture::FileLock m_lock;
    capture::Database m_database;
    capture::Statement m_insert, m_update, m_remove;
    bool m_readOnly = false;
    QString m_putAside;
};

} // namespace outbox
