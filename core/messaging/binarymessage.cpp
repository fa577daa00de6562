// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/binarymessage.h"

#include <QtEndian>

#include <limits>

namespace messaging {
namespace {

constexpr quint16 magic = 0xABCD;
constexpr quint8 version = 1;

} // namespace

QByteArray encodeBinaryMessage(quint8 type, QByteArrayView content)
{
    Q_ASSERT(content.size() <= std::numeric_limits<quint32>::max());
    QByteArray out(binaryHeaderSize + content.size(), Qt::Uninitialized);
    qToBigEndian<quint16>(magic, out.data());
    out[2] = static_cast<char>(version);
    out[3] = static_cast<char>(type);
    qToBigEndian<quint32>(static_cast<quint32>(content.size()), out.data() + 4);
    std::copy(content.begin(), content.end(), out.begin() + binaryHeaderSize);
    return out;
}

base::Expected<BinaryMessage, BinaryMessageError> decodeBinaryMessage(QByteArrayView bytes)
{
    using base::Unexpected;
    if (bytes.size() < binaryHeaderSize)
        return Unexpected{BinaryMessageError::TooShort};
    if (qFromBigEndian<quint16>(bytes.data()) != magic)
        return Unexpected{BinaryMessageError::WrongMagic};
    if (static_cast<quint8>(bytes[2]) != version)
        return Unexpected{BinaryMessageError::UnsupportedVersion};
    const auto announced = static_cast<qsizetype>(qFromBigEndian<quint32>(bytes.data() + 4));
    if (announced != bytes.size() - binaryHeaderSize)
        return Unexpected{BinaryMessageError::LengthMismatch};
    return BinaryMessage{.type = static_cast<quint8>(bytes[3]), .content = bytes.sliced(binaryHeaderSize)};
}

} // namespace messaging
