// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <array>

namespace ws {

//! True when \a bytes is UTF-8 from begin to end (RFC 3629); at memory speed.
[[nodiscard]] bool isUtf8(QByteArrayView bytes);

//! As isUtf8() on a processor without AVX2; for the tests of that way on every machine.
[[nodiscard]] bool isUtf8Portable(QByteArrayView bytes);

//! Judges UTF-8 that arrives in pieces, and fails at the first octet that no continuation could make valid (F11).
class Utf8Validator
{
public:
    //! Takes the next \a bytes; false from the piece on that holds the first bad octet.
    [[nodiscard]] bool feed(QByteArrayView bytes);
    //! No code point is half done (F13).
    [[nodiscard]] bool isComplete() const { return m_expected == 0; }
    //! Ready for the next message.
    void reset() { *this = {}; }

private:
    [[nodiscard]] bool step(quint8 byte);

    quint8 m_expected = 0; //!< Continuation bytes the open code point still needs.
    quint8 m_low = 0x80; //!< Range of the next continuation byte.
    quint8 m_high = 0xBF;
};

} // namespace ws
