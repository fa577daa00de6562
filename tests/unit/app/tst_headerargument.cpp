// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/headerargument.h"

#include "tests/unit/app/fakesources.h"

#include <QTest>

using Fields = QList<ws::HeaderField>;

class TestHeaderArgument : public QObject
{
    Q_OBJECT
private slots:
    void accepted_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<Fields>("fields");
        QTest::newRow("plain") << "X-Key: value" << Fields{{"X-Key", "value"}};
        QTest::newRow("no space") << "X-Key:value" << Fields{{"X-Key", "value"}};
        QTest::newRow("colons in the value") << "X-Time: 12:30:00" << Fields{{"X-Time", "12:30:00"}};
        QTest::newRow("empty value") << "X-Key:" << Fields{{"X-Key", ""}};
        QTest::newRow("variable") << "Authorization: Bearer ${env:TOKEN}" << Fields{{"Authorization", "Bearer s3cret"}};
        QTest::newRow("value from a file") << "Authorization: @token" << Fields{{"Authorization", "s3cret"}};
        QTest::newRow("escaped @") << "X-User: @@me" << Fields{{"X-User", "@me"}};
        QTest::newRow("file of fields") << "@headers" << Fields{{"X-A", "1"}, {"X-B", "2"}};
        QTest::newRow("tab") << "X-Key: a\tb" << Fields{{"X-Key", "a\tb"}};
    }
    void accepted()
    {
        QFETCH(QString, argument);
        const auto fields = app::parseHeaderArgument(argument, tests::fakeSources());
        QVERIFY2(fields, fields ? "" : qPrintable(fields.error()));
        QTEST(*fields, "fields");
    }
    void refused_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("part");
        QTest::newRow("no colon") << "X-Key"
                                  << "there is no ':'";
        QTest::newRow("empty name") << ": value"
                                    << "name is empty";
        QTest::newRow("H13 space before the colon") << "X-Key : value"
                                                    << "name is empty or has characters";
        QTest::newRow("H27 line break") << "X-Key: a\r\nX-Evil: 1"
                                        << "'X-Key' has control characters";
        QTest::newRow("H27 line break from a variable") << "X-Key: ${env:BREAK}"
                                                        << "'X-Key' has control characters";
        QTest::newRow("H27 NUL") << QString("X-Key: a%1b").arg(QChar(0)) << "'X-Key' has control characters";
        QTest::newRow("H28 Host") << "host: evil"
                                  << "'host' is written by the handshake";
        QTest::newRow("H28 key") << "Sec-WebSocket-Key: x"
                                 << "'Sec-WebSocket-Key' is written by the handshake";
        QTest::newRow("H28 protocol") << "Sec-WebSocket-Protocol: x"
                                      << "use --subprotocol";
        QTest::newRow("Origin has its option") << "Origin: x"
                                               << "use --origin";
        QTest::newRow("variable not set") << "X-Key: ${env:MISSING}"
                                          << "'MISSING' is not set";
        QTest::newRow("a variable cannot be the name") << "${env:TOKEN}: x"
                                                       << "name";
        QTest::newRow("file missing") << "@missing"
                                      << "cannot read 'missing'";
        QTest::newRow("file with a secret only") << "@token"
                                                 << "there is no ':'";
        QTest::newRow("file without fields") << "@nothing"
                                             << "holds no header";
        QTest::newRow("empty") << ""
                               << "there is no ':'";
    }
    void refused()
    {
        QFETCH(QString, argument);
        QFETCH(QString, part);
        const auto fields = app::parseHeaderArgument(argument, tests::fakeSources());
        QVERIFY(!fields);
        QVERIFY2(fields.error().contains(part), qPrintable(fields.error()));
        QVERIFY2(!fields.error().contains("s3cret"), "a sentence never holds a secret");
    }
};

QTEST_GUILESS_MAIN(TestHeaderArgument)
#include "tst_headerargument.moc"
