// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace net {

//! Whether the machine has a network at all.
enum class Reachability : quint8 {
    Untold, //!< The system cannot tell, or does not know.
    Online,
    Offline,
};

//! Tells when the machine's network goes and comes. Lives on the main thread.
class NetworkWatch : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual Reachability reachability() const = 0;

signals:
    void changed(net::Reachability now);
};

//! What the system's own service says (QNetworkInformation); always Untold where there is none.
[[nodiscard]] std::unique_ptr<NetworkWatch> systemNetworkWatch();

} // namespace net
