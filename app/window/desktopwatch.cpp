// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/desktopwatch.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>

namespace app {
namespace {

const QString portal = QStringLiteral("org.freedesktop.portal.Desktop");
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString portalSettings = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearance = QStringLiteral("org.freedesktop.appearance");
const QString gnomeInterface = QStringLiteral("org.gnome.desktop.interface");

constexpr int busPatience = 2500; // Milliseconds.

using SettingGroups = QMap<QString, QVariantMap>;

// Without one, asking for it would start one.
bool hasBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

} // namespace

look::DesktopLook lookWith(look::DesktopLook look, const QString &group, const QString &key, const QVariant &value)
{
    if (group == appearance && value.typeId() == QMetaType::UInt) {
        const uint number = value.toUInt();
        if (key == QLatin1String("color-scheme"))
            look.dark = number == 1 ? std::optional(true) : number == 2 ? std::optional(false) : std::nullopt;
        else if (key == QLatin1String("contrast"))
            look.contrast = number == 1;
        else if (key == QLatin1String("reduced-motion"))
            look.animated = number != 1;
    } else if (group == gnomeInterface && key == QLatin1String("enable-animations")
        && value.typeId() == QMetaType::Bool) {
        look.animated = value.toBool();
    }
    return look;
}

DesktopWatch::DesktopWatch(QObject *parent) : QObject(parent)
{
    if (!hasBus())
        return;
    m_pool.setMaxThreadCount(1);
    m_pool.start([this] { // The destructor waits for this.
        if (!QDBusConnection::sessionBus().isConnected())
            return;
        QMetaObject::invokeMethod(this, &DesktopWatch::ask, Qt::QueuedConnection);
    });
}

DesktopWatch::~DesktopWatch() { m_pool.waitForDone(busPatience); }

void DesktopWatch::ask()
{
    QDBusConnection bus = QDBusConnection::sessionBus(); // There is one by now.
    // Of whoever sends it: to watch for the portal's owner, the bus would be asked and waited for.
    qRegisterMetaType<QDBusVariant>(); // By its name, by which the slot is found.
    bus.connect({}, portalPath, portalSettings, QStringLiteral("SettingChanged"), this,
        SLOT(hear(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(portal, portalPath, portalSettings, QStringLiteral("ReadAll"));
    call.setArguments({QStringList{appearance, gnomeInterface}});
    auto *const watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, busPatience), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusMessage answer = watcher->reply();
        const QVariant first = answer.arguments().value(0);
        if (answer.type() != QDBusMessage::ReplyMessage || answer.signature() != QLatin1String("a{sa{sv}}"))
            return;
        const SettingGroups groups = qdbus_cast<SettingGroups>(first.value<QDBusArgument>());
        look::DesktopLook heard = m_look;
        for (const QString &group : {appearance, gnomeInterface}) {
            const QVariantMap values = groups.value(group);
            for (auto it = values.cbegin(); it != values.cend(); ++it)
                heard = lookWith(heard, group, it.key(), it.value());
        }
        if (heard != m_look)
            emit changed(m_look = heard);
    });
}

void DesktopWatch::hear(const QString &group, const QString &key, const QDBusVariant &value)
{
    const look::DesktopLook heard = lookWith(m_look, group, key, value.variant());
    if (heard != m_look)
        emit changed(m_look = heard);
}

} // namespace app
