// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"
#include "core/messaging/sending.h"
#include "core/net/endpoint.h"
#include "core/ws/extensions/deflater.h"
#include "core/ws/handshake/clienthandshake.h"
#include "core/ws/limits.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace settings {

//! Whether and how permessage-deflate is offered (RFC 7692).
struct Compression
{
    bool offered = true; //!< Off for feeds whose messages carry secrets beside foreign text (RFC 7692 §8, case C30).
    ws::DeflateOffer offer {};
    ws::DeflateOptions options {}; //!< How we compress, if it was agreed.
    friend bool operator==(const Compression &, const Compression &) = default;
};

//! Everything that says how to reach and keep one feed.
struct Profile
{
    QUrl url;
    QList<ws::HeaderField> headers;
    QList<QByteArray> subprotocols;
    QByteArray origin;
    net::ProxyChoice proxy;
    net::TlsSettings tls;
    QList<QByteArray> sendOnConnect; //!< Text messages sent after every connect, in order.
    connection::Policy policy;
    ws::Limits limits;
    Compression compression;
    messaging::SendingSettings sending; //!< Outbox, delivery, resuming, politeness.
    friend bool operator==(const Profile &, const Profile &) = default;
};

} // namespace settings
