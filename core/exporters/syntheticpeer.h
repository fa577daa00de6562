// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace exporters {

//! The address of a captured connection, as far as a file for other tools needs it.
struct SyntheticPeer
{
    QByteArray url; //!< As captured, or `ws://unknown/`.
    QByteArray host; //!< With its port when the address names one.
    QByteArray target; //!< Path and query, percent-encoded: no space and no line end.
    quint16 port = 80;

    [[nodiscard]] static SyntheticPeer of(const QString &url);
};

//! The head of a request for \a peer, and of the answer to it (RFC 6455 §4). The key is the RFC's own example: what the
//! true ones were is not captured.
[[nodiscard]] QByteArray requestHead(const SyntheticPeer &peer);
[[nodiscard]] QByteArray responseHead();

} // namespace exporters
