// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/endpoint.h"
#include "tests/support/certificates.h"
#include "tests/support/scriptedpeer.h"

#include <QTest>

namespace tests {

//! The certificates of this test program, made once.
inline const Certificates &certificates()
{
    static const Certificates made;
    return made;
}

inline std::unique_ptr<ScriptedPeer> makePeer(bool tls)
{
    if (!tls)
        return std::make_unique<ScriptedPeer>();
    return std::make_unique<ScriptedPeer>(certificates().certificate("server"), certificates().key("server"));
}

//! Where \a peer is, and what to trust there.
inline net::Endpoint endpointOf(const ScriptedPeer &peer, bool tls)
{
    net::Endpoint endpoint{
        .host = QStringLiteral("127.0.0.1"), .port = peer.serverPort(), .tls = tls, .proxy = {}, .tlsSettings = {}};
    if (tls)
        endpoint.tlsSettings.caFile = certificates().certificate("ca");
    return endpoint;
}

//! Each rule holds plain and with TLS.
inline void addKinds()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("plain") << false;
    QTest::newRow("TLS") << true;
}

} // namespace tests

#define QTRY_SOON(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30'000)
