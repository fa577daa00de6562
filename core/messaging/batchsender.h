// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace messaging {

//! Gathers JSON messages and sends them as one: `{"type":"batch","items":[…]}`, after a short while or when there are
//! enough.
//!
//! Sans-I/O: ask isDue() and nextDeadline(), then take(). What is no JSON cannot be an item.
class BatchSender
{
public:
    BatchSender(base::Nanoseconds window, int items) : m_window(window), m_most(items) { }

    //! False, and nothing kept, when \a message is no JSON text or the batch is full.
    [[nodiscard]] bool add(const QByteArray &message, base::Nanoseconds now);
    [[nodiscard]] bool isEmpty() const { return m_items.isEmpty(); }
    [[nodiscard]] bool isFull() const { return m_items.size() >= m_most; }
    [[nodiscard]] bool isDue(base::Nanoseconds now) const
    {
        return !isEmpty() && (isFull() || now >= m_begun + m_window);
    }
    //! When it is due; nothing while empty.
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;
    //! The batch as one message; empty afterwards. \a items gets what is in it.
    [[nodiscard]] QByteArray take(QList<QByteArray> *items = nullptr);

private:
    base::Nanoseconds m_window;
    qsizetype m_most;
    QList<QByteArray> m_items;
    base::Nanoseconds m_begun{0};
};

} // namespace messaging
