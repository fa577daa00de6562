// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/outboxthread.h"

#include <algorithm>
#include <pthread.h>
#include <utility>

namespace stream {

OutboxThread::OutboxThread(const QString &path) : m_store(path), m_thread([this] { run(); }) { }

QString OutboxThread::claim(base::ConnectionId connection, const QString &name)
{
    const std::scoped_lock lock(m_mutex);
    m_claims.erase(connection);
    const auto isTaken = [this](const QString &wanted) {
        return std::ranges::any_of(m_claims, [&](const auto &claim) { return claim.second == wanted; });
    };
    QString free = name;
    for (int number = 2; isTaken(free); ++number)
        free = QStringLiteral("%1 (%2)").arg(name, QString::number(number));
    m_claims.emplace(connection, free);
    return free;
}

void OutboxThread::release(base::ConnectionId connection)
{
    const std::scoped_lock lock(m_mutex);
    m_claims.erase(connection);
}

void OutboxThread::load(const QString &outbox, Loaded answer)
{
    push({.load = outbox, .write = {}, .loaded = std::move(answer), .written = {}});
}

void OutboxThread::write(outbox::Write write, Written answer)
{
    push({.load = {}, .write = std::move(write), .loaded = {}, .written = std::move(answer)});
}

void OutboxThread::push(Job job)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_news.notify_one();
}

void OutboxThread::finish()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_ending = true;
    }
    m_news.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void OutboxThread::run()
{
    pthread_setname_np(pthread_self(), "outbox");
    for (;;) {
        std::deque<Job> jobs;
        {
            std::unique_lock lock(m_mutex);
            m_news.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
            if (m_jobs.empty())
                return;
            jobs.swap(m_jobs);
        }
        work(jobs);
    }
}

void OutboxThread::work(std::deque<Job> &jobs)
{
    std::vector<Job> writes;
    for (Job &job : jobs) {
        if (!job.loaded) {
            writes.push_back(std::move(job));
            continue;
        }
        commit(writes); // What was asked for before is in what is read.
        const auto entries = m_store.load(job.load);
        job.loaded(entries, m_store.isReadOnly() ? outbox::Access::ReadOnly : outbox::Access::ReadWrite);
    }
    commit(writes);
}

void OutboxThread::commit(std::vector<Job> &writes)
{
    if (writes.empty())
        return;
    std::vector<outbox::Write> together;
    for (Job &job : writes)
        together.push_back(std::move(job.write));
    const auto result = m_store.apply(together);
    for (const Job &job : std::exchange(writes, {}))
        job.written(result);
}

} // namespace stream
