// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/closing/closeframe.h"

#include "core/ws/messages/utf8validator.h"

#include <QtEndian>

namespace ws {
namespace {

constexpr qsizetype maxReason = 123; // 125 bytes of a control frame without the code.

QByteArray cutUtf8(const QString &reason)
{
    // A code unit needs three bytes at most, so nothing that could fit is cut before the encoding.
    QByteArray bytes = QStringView(reason).left(maxReason + 1).toUtf8(); // It is cut again below: speed only.
    if (bytes.size() <= maxReason)
        return bytes;
    qsizetype end = maxReason;
    while (end > 0 && (static_cast<quint8>(bytes[end]) & 0xC0) == 0x80)
        --end;
    bytes.truncate(end);
    return bytes;
}

} // namespace

base::Expected<CloseStatus, ProtocolError> readClose(QByteArrayView payload)
{
    if (payload.isEmpty())
        return CloseStatus{};
    if (payload.size() == 1)
        return base::Unexpected{ProtocolError::CloseTooShort};
    const auto code = qFromBigEndian<quint16>(payload.data());
    if (!maySend(code))
        return base::Unexpected{ProtocolError::CloseCodeInvalid};
    const QByteArrayView reason = payload.sliced(2);
    if (!isUtf8(reason))
        return base::Unexpected{ProtocolError::CloseReasonNotUtf8};
    // QUtf8 would take a byte order mark away; what the peer said is kept whole.
    QString text = QString::fromUtf8(reason);
    if (reason.startsWith("\xEF\xBB\xBF"))
        text.prepend(QChar(QChar::ByteOrderMark));
    return CloseStatus{.code = code, .reason = text};
}

QByteArray writeClose(const CloseStatus &status)
{
    if (status.code == static_cast<quint16>(CloseCode::NoStatus))
        return {};
    QByteArray payload(2, '\0');
    qToBigEndian(status.code, payload.data());
    return payload + cutUtf8(status.reason);
}

QString cutReason(const QString &reason) { return QString::fromUtf8(cutUtf8(reason)); }

} // namespace ws
