// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/importers/input.h"

#include <optional>
#include <vector>

namespace importers {

//! One captured packet; its bytes live until the next.
struct Packet
{
    int linkType = 0; //!< https://www.tcpdump.org/linktypes.html
    qint64 wallNs = 0;
    QByteArrayView bytes{};
};

//! Reads the packets of a pcapng or a classic pcap file, of either byte order.
class PacketFile
{
public:
    explicit PacketFile(Input &input) : m_input(input) { }

    [[nodiscard]] static bool accepts(QByteArrayView head);
    //! The next packet; nothing at the end, or when the file is broken.
    [[nodiscard]] std::optional<Packet> next();
    [[nodiscard]] bool isBroken() const { return m_isBroken; }

private:
    struct Interface
    {
        int linkType = 0;
        quint8 resolution = 6; //!< As pcapng's if_tsresol.
    };
    static constexpr quint32 mostBlock = 64U << 20;
    static constexpr std::size_t mostInterfaces = 4096;

    [[nodiscard]] bool begin();
    [[nodiscard]] std::optional<Packet> nextBlock();
    [[nodiscard]] std::optional<Packet> nextRecord();
    [[nodiscard]] bool section(QByteArrayView head);
    void interface(QByteArrayView body);
    [[nodiscard]] std::optional<Packet> packet(quint32 type, QByteArrayView body);
    [[nodiscard]] quint32 word(QByteArrayView bytes, qsizetype at) const;
    [[nodiscard]] quint16 half(QByteArrayView bytes, qsizetype at) const;
    std::optional<Packet> broken();

    Input &m_input;
    std::vector<Interface> m_interfaces;
    qsizetype m_taken = 0; //!< Bytes of the packet before, to be passed over.
    bool m_hasBegun = false, m_isClassic = false, m_isBig = false, m_isBroken = false;
};

} // namespace importers
