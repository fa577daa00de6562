// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>

namespace decoders {

//! How a feed compresses what is inside its messages (not permessage-deflate, which is the frames' own business).
enum class Wrapping : quint8 {
    None,
    Gzip, //!< RFC 1952.
    Zlib, //!< RFC 1950.
    Deflate, //!< RFC 1951, nothing around it.
    ZlibStream, //!< One zlib stream for the connection, flushed at the end of each message.
};

//! Takes gzip, zlib and deflate off messages; finds out by itself which it is.
//!
//! Feed it every message of a connection in order: a stream has a memory. Bounded: at most `most` bytes come out of a
//! message, at most 2 wrappings are taken off.
class Unwrapper
{
public:
    static constexpr qsizetype most = qsizetype(64) << 20;

    //! \a told: what is known to be around the messages; nothing: find out.
    explicit Unwrapper(std::optional<Wrapping> told = {});
    ~Unwrapper();

    struct Result
    {
        QByteArrayView
            bytes; //!< With 64 readable bytes behind it when it was unwrapped; else as given. Until the next call.
        Wrapping wrapping = Wrapping::None; //!< The outer one.
        bool isTooLarge = false; //!< It would have become more than `most`: bytes are as given.
    };
    [[nodiscard]] Result unwrap(QByteArrayView payload, bool isText);
    //! The connection began anew, and with it any stream.
    void reset();

private:
    struct Inflater;
    bool inflateWhole(QByteArrayView payload, int windowBits, QByteArray &out, bool &isTooLarge);
    bool inflateNext(QByteArrayView payload);
    [[nodiscard]] Wrapping unwrapOnce(QByteArrayView payload, QByteArray &out, bool &isTooLarge);

    std::optional<Wrapping> m_told;
    std::unique_ptr<Inflater> m_stream; //!< Of ZlibStream; null while there is none.
    QByteArray m_outer, m_inner;
    int m_guesses = 0; //!< How often raw deflate was tried in vain: it has no mark of its own.
    bool m_isDeflate = false;
};

} // namespace decoders
