// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <memory>
#include <span>

struct z_stream_s;

namespace ws {

//! Inflates the messages of one direction in steps (RFC 7692 §7.2.2); never more than a step's room at a time (C22).
//!
//! For each piece: setInput(), then next() until it is no longer More. After the last piece: endMessage().
class Inflater
{
public:
    enum class Step : quint8 { More, Done, Broken };

    //! \a windowBits is the sender's, 8 to 15; \a forgets: no context is taken over to the next message.
    Inflater(int windowBits, bool forgets);
    ~Inflater();

    void setInput(QByteArrayView piece);
    //! Longest message for setWhole().
    static constexpr qsizetype wholeLimit = 4096;
    //! A whole message of at most wholeLimit bytes and not empty; its tail needs no setTail().
    void setWhole(QByteArrayView message);
    //! The message's tail that the sender left out; false when nothing is left to read.
    [[nodiscard]] bool setTail();
    //! Fills \a room; \a produced says how far. More: ask again with new room.
    [[nodiscard]] Step next(std::span<char> room, qsizetype &produced);
    //! True when the message ended at a block's border; ready for the next one.
    [[nodiscard]] bool endMessage();

private:
    [[nodiscard]] bool isAtBorder() const;
    [[nodiscard]] bool goOnBehindFinalBlock();

    std::unique_ptr<z_stream_s> m_stream;
    bool m_forgets;
    bool m_isReady = false; //!< zlib could be started.
    bool m_hasTail = false; //!< The input ends with the tail.
    std::array<char, wholeLimit + 4> m_whole; //!< A short message with its tail.
    bool m_hasInput = false; //!< The message has at least one byte.
    bool m_ended = false; //!< A block said that it is the last; only a new one may follow.
};

} // namespace ws
