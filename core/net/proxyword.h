// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/transporterror.h"

namespace net {

//! What a conversation with a proxy wants next.
struct ProxyWord
{
    enum class Kind : quint8 {
        More, //!< The answer is not whole yet.
        Send, //!< `bytes` go to the proxy.
        Open, //!< What follows belongs to the endpoint.
        Again, //!< The proxy is to be connected anew, and begin() asked again.
        Failed, //!< `error` tells why.
    };
    Kind kind = Kind::More;
    QByteArray bytes{};
    TransportError error{};

    [[nodiscard]] static ProxyWord send(const QByteArray &bytes) { return {.kind = Kind::Send, .bytes = bytes}; }
    [[nodiscard]] static ProxyWord failed(TransportError::Kind kind, const QString &detail)
    {
        return {.kind = Kind::Failed, .error = {.kind = kind, .detail = detail.left(512)}};
    }
};

} // namespace net
