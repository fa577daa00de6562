// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/desktopwatch.h"

#include <QDBusConnection>
#include <QDBusMetaType>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using SettingGroups = QMap<QString, QVariantMap>;
Q_DECLARE_METATYPE(SettingGroups)

//! The settings portal of a desktop that is dark.
class Portal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    QStringList asked;

public slots:
    SettingGroups ReadAll(const QStringList &groups)
    {
        asked = groups;
        return {{QStringLiteral("org.freedesktop.appearance"),
                    {{QStringLiteral("color-scheme"), 1U}, {QStringLiteral("contrast"), 0U}}},
            {QStringLiteral("org.gnome.desktop.interface"), {{QStringLiteral("enable-animations"), false}}}};
    }

signals:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

class TestDesktopWatch : public QObject
{
    Q_OBJECT

    static look::DesktopLook with(const char *key, const QVariant &value)
    {
        return app::lookWith({}, QStringLiteral("org.freedesktop.appearance"), QLatin1String(key), value);
    }

private slots:
    void valuesOfThePortal()
    {
        QCOMPARE(with("color-scheme", 1U).dark, std::optional(true));
        QCOMPARE(with("color-scheme", 2U).dark, std::optional(false));
        QCOMPARE(with("color-scheme", 0U).dark, std::nullopt);
        QVERIFY(with("contrast", 1U).contrast);
        QVERIFY(!with("reduced-motion", 1U).animated);
    }
    void nonsenseChangesNothing()
    {
        const look::DesktopLook none;
        QCOMPARE(with("color-scheme", QStringLiteral("dark")), none);
        QCOMPARE(with("color-scheme", 99U), none);
        QCOMPARE(with("accent-color", 1U), none);
        QCOMPARE(app::lookWith({}, QStringLiteral("org.example"), QStringLiteral("contrast"), 1U), none);
    }
    void isHeardLive()
    {
        QProcess bus;
        const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (program.isEmpty())
            QSKIP("dbus-daemon is not installed");
        bus.start(program, {"--session", "--nofork", "--print-address"});
        QVERIFY(bus.waitForReadyRead(10'000));
        const QByteArray address = bus.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        qDBusRegisterMetaType<SettingGroups>();
        Portal portal;
        QDBusConnection own = QDBusConnection::connectToBus(QString::fromLatin1(address), QStringLiteral("portal"));
        QVERIFY(own.registerObject(
            QStringLiteral("/org/freedesktop/portal/desktop"), &portal, QDBusConnection::ExportAllContents));
        QVERIFY(own.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));

        app::DesktopWatch watch;
        QSignalSpy changed(&watch, &app::DesktopWatch::changed);
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, 10'000);
        QCOMPARE(watch.look().dark, std::optional(true));
        QVERIFY(!watch.look().animated);
        QVERIFY(portal.asked.contains(QStringLiteral("org.freedesktop.appearance")));

        emit portal.SettingChanged(
            QStringLiteral("org.freedesktop.appearance"), QStringLiteral("color-scheme"), QDBusVariant(2U));
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 2, 10'000);
        QCOMPARE(watch.look().dark, std::optional(false));
        emit portal.SettingChanged(
            QStringLiteral("org.freedesktop.appearance"), QStringLiteral("contrast"), QDBusVariant(1U));
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 3, 10'000);
        QVERIFY(watch.look().contrast);
        QDBusConnection::disconnectFromBus(QStringLiteral("portal"));
        bus.kill();
        bus.waitForFinished();
    }
    void withoutABus()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        const app::DesktopWatch watch; // Nobody waits, nothing happens.
        QCOMPARE(watch.look(), look::DesktopLook());
    }
};

QTEST_GUILESS_MAIN(TestDesktopWatch)
#include "tst_desktopwatch.moc"
