// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/ratewindow.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <map>

namespace metrics {

//! Which subject a message is about: the text behind the first of `type`, `event`, `channel`, `topic`, `stream`, … at
//! the top of a JSON object. Stateful only to be quick: the same message always has the same topic.
class TopicFinder
{
public:
    static constexpr qsizetype longest = 64; //!< A topic that is longer is none: it is not a name.

    //! Empty: it has none within its first 512 bytes. A view into \a payload, quotes left out, escapes left in.
    [[nodiscard]] QByteArrayView topicOf(QByteArrayView payload);

private:
    QByteArray m_before; //!< What stood in front of the last topic, its opening quote included.
};

//! Counts by topic. The first 200 have a place of their own; what comes later counts as others.
class Topics
{
public:
    static constexpr std::size_t most = 200;

    void add(QByteArrayView topic, qint64 bytes);
    //! By name; foreign texts.
    [[nodiscard]] const std::map<QByteArray, Flow> &all() const { return m_topics; }
    [[nodiscard]] const Flow &others() const { return m_others; }

    Topics() = default;
    Topics(const Topics &other) : m_topics(other.m_topics), m_others(other.m_others) { }
    Topics &operator=(const Topics &other);
    friend bool operator==(const Topics &a, const Topics &b)
    {
        return a.m_topics == b.m_topics && a.m_others == b.m_others;
    }

private:
    using Entry = std::map<QByteArray, Flow>::value_type;

    std::map<QByteArray, Flow> m_topics;
    Flow m_others;
    std::array<Entry *, 64> m_recent{}; //!< By a cheap hash: most messages are found without a search.
};

} // namespace metrics
