// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <compare>

namespace base {

//! Names one connection of this run; 1, 2, 3 … . Stays the same over reconnects.
struct ConnectionId
{
    quint16 value = 0;
    friend constexpr auto operator<=>(ConnectionId, ConnectionId) = default;
};

//! Counts the records of one connection: 1, 2, 3 … without holes. 0 means *none yet*.
using Seq = quint64;

//! The capture's row of a record: `connection << 48 | seq`.
constexpr qint64 rowId(ConnectionId connection, Seq seq)
{
    return static_cast<qint64>((static_cast<quint64>(connection.value) << 48) | (seq & 0xFFFF'FFFF'FFFFULL));
}
constexpr ConnectionId connectionOf(qint64 rowId) { return {static_cast<quint16>(static_cast<quint64>(rowId) >> 48)}; }
constexpr Seq seqOf(qint64 rowId) { return static_cast<quint64>(rowId) & 0xFFFF'FFFF'FFFFULL; }

} // namespace base
