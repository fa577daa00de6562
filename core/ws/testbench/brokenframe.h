// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <optional>

namespace ws::testbench {

//! A frame that may break any rule of RFC 6455 §5.2: every field is written as it stands here.
struct BrokenFrame
{
    //! How the length is written; the RFC allows only the shortest form.
    enum class LengthForm : quint8 { Shortest, Bits16, Bits64 };

    quint8 opcode = 1; //!< 0 to 15.
    bool fin = true;
    quint8 reserved = 0; //!< RSV1 is 4, RSV2 is 2, RSV3 is 1.
    LengthForm lengthForm = LengthForm::Shortest;
    std::optional<quint64> announced{}; //!< The length in the header; the payload's own when not set.
    std::optional<quint32> maskKey{}; //!< Masked with this key, first byte most significant; not masked when not set.
    QByteArray payload{};
};

//! \a frame byte for byte as it goes on the wire.
[[nodiscard]] QByteArray write(const BrokenFrame &frame);

} // namespace ws::testbench
