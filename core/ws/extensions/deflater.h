// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct z_stream_s;

namespace ws {

//! How messages are compressed; the defaults trade a little size for memory and speed.
struct DeflateOptions
{
    int level = 3; //!< 1 to 9.
    int memoryLevel = 7; //!< 1 to 9.
    qsizetype threshold = 1024; //!< Shorter messages are sent as they are.
    friend bool operator==(const DeflateOptions &, const DeflateOptions &) = default;
};

//! Compresses the messages of one direction (RFC 7692 §7.2.1).
class Deflater
{
public:
    //! \a windowBits is what was agreed for us. zlib has no raw window of 8: nothing is compressed then (C11).
    Deflater(int windowBits, bool forgets, const DeflateOptions &options);
    ~Deflater();

    //! False for a window of 8, and from a failure on.
    [[nodiscard]] bool isReady() const { return m_isReady; }
    //! \a message compressed, without its tail; empty when that failed or when it did not shrink and may be sent as it
    //! is.
    [[nodiscard]] QByteArray compress(QByteArrayView message);
    //! The next \a part of a message, ready for a frame of its own; empty for a last part that adds nothing.
    [[nodiscard]] QByteArray compressPart(QByteArrayView part, bool isLast);
    //! What was compressed last was not sent: the next message refers to nothing before it.
    void forget();

private:
    [[nodiscard]] QByteArray flushed(QByteArrayView bytes);

    std::unique_ptr<z_stream_s> m_stream;
    bool m_forgets;
    bool m_isReady = false;
    bool m_tailWaits = false; //!< The tail of the part before: it goes in front of the next, or is left out at the end.
};

} // namespace ws
