// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/desktopnotifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QStringList>
#include <QVariantMap>

namespace app {
namespace {

constexpr int patience = 2000; // Milliseconds that the bus has for an answer.
constexpr int onScreen = 10'000; // Milliseconds.

} // namespace

QVariantList notificationArguments(const QString &title, const QString &text, quint32 replaces)
{
    // The summary is plain text; the body may hold markup, so it is escaped.
    return {QStringLiteral("SocketScope"), replaces, QStringLiteral("socketscope"), title.left(200),
        text.left(500).toHtmlEscaped(), QStringList(),
        QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("socketscope")}}, onScreen};
}

DesktopNotifier::DesktopNotifier() : m_shown(std::make_shared<std::atomic<quint32>>(0)) { m_pool.setMaxThreadCount(1); }

DesktopNotifier::~DesktopNotifier()
{
    m_pool.clear();
    m_pool.waitForDone(patience + 500);
}

void DesktopNotifier::notify(const QString &title, const QString &text)
{
    m_pool.clear(); // What was not told yet is old by now.
    m_pool.start([title, text, shown = m_shown] {
        QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.Notifications"),
            QStringLiteral("/org/freedesktop/Notifications"), QStringLiteral("org.freedesktop.Notifications"),
            QStringLiteral("Notify"));
        call.setArguments(notificationArguments(title, text, *shown));
        const QDBusMessage answer = QDBusConnection::sessionBus().call(call, QDBus::Block, patience);
        if (answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty())
            *shown = answer.arguments().constFirst().toUInt();
    });
}

} // namespace app
