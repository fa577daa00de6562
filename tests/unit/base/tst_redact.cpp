// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/redact.h"

#include <QTest>
#include <QUrl>

class TestRedact : public QObject
{
    Q_OBJECT
private slots:
    void url_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << "ws://host:80/feed"
                               << "ws://host:80/feed";
        QTest::newRow("K01 user information") << "ws://user:pass@host/feed" << QStringLiteral("ws://…@host/feed");
        QTest::newRow("K01 query values") << "wss://h/p?token=SECRET&x=1" << QStringLiteral("wss://h/p?token=…&x=…");
        QTest::newRow("K01 query without names")
            << "wss://h/p?SECRETSECRETSECRETSECRETSECRET" << QStringLiteral("wss://h/p?…");
        QTest::newRow("K01 fragment") << "wss://h/p#SECRET"
                                      << "wss://h/p";
    }
    void url()
    {
        QFETCH(QString, url);
        QTEST(base::redactedUrl(QUrl(url)), "shown");
    }
    void head()
    {
        const QByteArray shown = base::redactedHead(
            "GET /x?token=SECRET HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer SECRET\r\nX-Api-Key: SECRET\r\n\r\n");
        QVERIFY(!shown.contains("SECRET"));
        QVERIFY(shown.contains("Host: h\r\n"));
        QVERIFY(shown.contains("token="));
    }
};

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
