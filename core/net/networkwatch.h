// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

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
    ~NetworkWatch() override;
    [[nodiscard]] virtual Reachability reachability() const = 0;

signals:
    void changed(net::Reachability now);
};

} // namespace net
