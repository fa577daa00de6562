// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <map>
#include <optional>
#include <utility>

namespace importers {

//! What a packet says of TCP.
struct TcpSegment
{
    QByteArray from{}, to{}; //!< Address and port, as bytes; to tell connections apart.
    quint32 seq = 0;
    bool isSyn = false, isFin = false, isReset = false;
    QByteArrayView payload{};

    //! Reads Ethernet, Linux cooked, loopback or raw IP, of version 4 or 6; nothing for anything else, also for parts
    //! of packets.
    [[nodiscard]] static std::optional<TcpSegment> in(int linkType, QByteArrayView packet);
};

//! The bytes of one way of a connection, in order: what came twice once, what came early when its turn is.
class TcpFlow
{
public:
    static constexpr qsizetype mostWaiting = 4 << 20;

    //! Takes \a segment; then take() gives what can be read now.
    void receive(const TcpSegment &segment);
    [[nodiscard]] QByteArray take() { return std::exchange(m_ready, {}); }
    //! Something is missing for good.
    [[nodiscard]] bool isLost() const { return m_isLost; }

private:
    void receive(quint32 seq, QByteArrayView payload);

    std::optional<quint32> m_next;
    std::map<quint32, QByteArray> m_waiting; //!< By their distance from where the first of them was missing.
    quint32 m_base = 0;
    qsizetype m_waitingBytes = 0;
    QByteArray m_ready;
    bool m_isLost = false;
};

} // namespace importers
