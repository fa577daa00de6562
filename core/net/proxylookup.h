// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/net/endpoint.h"
#include "core/net/transporterror.h"

#include <QFutureWatcher>
#include <QNetworkProxy>
#include <QObject>

#include <functional>

namespace net {

//! The proxy that \a choice names, for every kind but System; ports 8080 and 1080 if it names none.
[[nodiscard]] base::Expected<QNetworkProxy, TransportError> proxyFor(const ProxyChoice &choice);

//! Finds out which proxy one endpoint's socket is to use (N21).
//!
//! The system's answer may need a configuration script from the network, so it is asked for on the thread pool.
//! Deleting this object drops the question.
class ProxyLookup : public QObject
{
public:
    using Answer = std::function<void(const base::Expected<QNetworkProxy, TransportError> &)>;

    //! Answers once: at once from here, or later from the event loop when the system is asked.
    void start(const Endpoint &endpoint, Answer answer);

private:
    QFutureWatcher<QNetworkProxy> m_watcher;
};

} // namespace net
