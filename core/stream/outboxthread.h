// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/outbox/store.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace stream {

//! The thread that writes the outboxes of all connections, so that neither the network nor the screen waits for the
//! disk.
//!
//! What came together is one transaction. Answers are called on this thread.
class OutboxThread
{
public:
    using Loaded
        = std::function<void(const base::Expected<std::vector<outbox::Entry>, outbox::StoreError> &, outbox::Access)>;
    using Written = std::function<void(const base::Expected<void, outbox::StoreError> &)>;

    explicit OutboxThread(const QString &path);
    ~OutboxThread() { finish(); }
    Q_DISABLE_COPY_MOVE(OutboxThread)

    //! A name that no other connection of this program uses: \a name, or with a number behind it. Thread-safe.
    [[nodiscard]] QString claim(base::ConnectionId connection, const QString &name);
    //! \a connection is over: another one may have its name. Thread-safe.
    void release(base::ConnectionId connection);
    void load(const QString &outbox, Loaded answer);
    void write(outbox::Write write, Written answer);
    //! Works off what waits, then ends. Waits for it: only when the program ends.
    void finish();

private:
    struct Job
    {
        QString load; //!< Not empty: to be read.
        outbox::Write write;
        Loaded loaded;
        Written written;
    };

    void push(Job job);
    void run();
    void work(std::deque<Job> &jobs);
    void commit(std::vector<Job> &writes);

    outbox::Store m_store; //!< Only on the thread.
    std::mutex m_mutex; //!< Guards what follows.
    std::condition_variable m_news;
    std::deque<Job> m_jobs;
    std::map<base::ConnectionId, QString> m_claims;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace stream
