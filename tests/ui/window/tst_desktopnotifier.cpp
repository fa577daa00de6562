// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/desktopnotifier.h"

#include <QDBusConnection>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QVariantMap>

//! Who shows notifications on this bus.
class Desktop : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    QList<quint32> replaced;
    QStringList shown;

public slots:
    quint32 Notify(const QString &program, quint32 replaces, const QString &, const QString &summary,
        const QString &body, const QStringList &actions, const QVariantMap &, int)
    {
        replaced << replaces;
        shown << program + u'|' + summary + u'|' + body + u'|' + QString::number(actions.size());
        return 7;
    }
};

class TestDesktopNotifier : public QObject
{
    Q_OBJECT
private slots:
    // U02: foreign text is no markup, and not endless.
    void plainText()
    {
        const QVariantList arguments
            = app::notificationArguments(QString(1000, u'a'), QStringLiteral("<b>&\"") + QString(1000, u'b'), 3);
        QCOMPARE(arguments.size(), 8);
        QCOMPARE(arguments[1].toUInt(), 3U);
        QCOMPARE(arguments[3].toString().size(), 200);
        QVERIFY(arguments[4].toString().startsWith(QStringLiteral("&lt;b&gt;&amp;&quot;")));
        QVERIFY(arguments[4].toString().size() < 600);
    }

    void overTheBus()
    {
        QProcess bus;
        const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (program.isEmpty())
            QSKIP("dbus-daemon is not installed");
        bus.start(program, {"--session", "--nofork", "--print-address"});
        QVERIFY(bus.waitForReadyRead(10'000));
        const QByteArray address = bus.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        Desktop desktop;
        QDBusConnection own = QDBusConnection::connectToBus(QString::fromLatin1(address), QStringLiteral("desktop"));
        QVERIFY(own.isConnected());
        QVERIFY(own.registerObject(
            QStringLiteral("/org/freedesktop/Notifications"), &desktop, QDBusConnection::ExportAllSlots));
        QVERIFY(own.registerService(QStringLiteral("org.freedesktop.Notifications")));

        app::DesktopNotifier notifier;
        notifier.notify(QStringLiteral("SocketScope: h"), QStringLiteral("lost <1>"));
        QTRY_COMPARE_WITH_TIMEOUT(desktop.shown.size(), 1, 10'000);
        QCOMPARE(desktop.shown[0], QStringLiteral("SocketScope|SocketScope: h|lost &lt;1&gt;|0"));
        QCOMPARE(desktop.replaced[0], 0U);
        // The answer may still be under way: then the next one stands beside the first.
        int told = 1;
        QTRY_VERIFY_WITH_TIMEOUT(
            (notifier.notify(QStringLiteral("t"), QString::number(++told)), desktop.replaced.last() == 7U), 10'000);
        QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
        bus.kill();
        bus.waitForFinished();
    }

    void withoutABus()
    {
        app::DesktopNotifier notifier; // Nothing happens, and nobody waits.
        notifier.notify(QStringLiteral("a"), QStringLiteral("b"));
        notifier.notify(QStringLiteral("c"), QStringLiteral("d"));
    }
};

QTEST_GUILESS_MAIN(TestDesktopNotifier)
#include "tst_desktopnotifier.moc"
