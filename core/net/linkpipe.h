// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

#include <QByteArray>

#include <deque>
#include <optional>

namespace net {

//! One direction of a slow link: bytes go in as they come and out when the link would have carried them. Their order
//! stays, and none is lost.
//!
//! Without a timer: after each call, ask nextDeadline(). Time and chance are arguments.
class LinkPipe
{
public:
    struct Shape
    {
        base::Nanoseconds delay{0};
        base::Nanoseconds jitter{0};
        qint64 rate = 0; //!< Bytes a second; 0: unlimited.
        qint64 slice = 0; //!< Bytes at most in a piece; 0: as they came.
        bool stopped = false; //!< Nothing passes.
    };

    //! Holds from now on; what is inside is not kept longer than \a shape would.
    void setShape(const Shape &shape, base::Nanoseconds now);
    void push(QByteArray bytes, base::Nanoseconds now, base::Random &random);
    //! The next bytes that are through, at most \a most; call until there are none.
    [[nodiscard]] std::optional<QByteArray> take(base::Nanoseconds now, qint64 most);
    //! When take() will have more; nothing when it is empty or stopped.
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;
    //! Bytes inside.
    [[nodiscard]] qint64 held() const { return m_held; }
    [[nodiscard]] bool isEmpty() const { return m_pieces.empty(); }

private:
    struct Waiting
    {
        QByteArray bytes;
        base::Nanoseconds due;
        qsizetype taken = 0;
    };

    Shape m_shape;
    std::deque<Waiting> m_pieces;
    qint64 m_held = 0;
    base::Nanoseconds m_freeAt{0}; //!< The link has carried what was taken so far.
};

} // namespace net
