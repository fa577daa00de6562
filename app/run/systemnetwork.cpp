// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/systemnetwork.h"

#include <QNetworkInformation>

namespace app {
namespace {

using net::Reachability;

//! Here and not in core: Qt has one object for the whole process.
class SystemWatch final : public net::NetworkWatch
{
public:
    SystemWatch()
    {
        if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability))
            return;
        if (auto *const system = QNetworkInformation::instance()) {
            m_system = system;
            connect(system, &QNetworkInformation::reachabilityChanged, this, [this] { emit changed(reachability()); });
        }
    }

    [[nodiscard]] Reachability reachability() const override
    {
        if (!m_system)
            return Reachability::Untold;
        switch (m_system->reachability()) {
        case QNetworkInformation::Reachability::Unknown: return Reachability::Untold;
        case QNetworkInformation::Reachability::Disconnected: return Reachability::Offline;
        case QNetworkInformation::Reachability::Local:
        case QNetworkInformation::Reachability::Site:
        case QNetworkInformation::Reachability::Online: return Reachability::Online;
        }
        return Reachability::Untold;
    }

private:
    QNetworkInformation *m_system = nullptr;
};

} // namespace

std::unique_ptr<net::NetworkWatch> systemNetworkWatch() { return std::make_unique<SystemWatch>(); }

} // namespace app
