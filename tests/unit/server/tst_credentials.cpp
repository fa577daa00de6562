// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/credentials.h"

#include <QTest>

using server::Credentials;

class TestCredentials : public QObject
{
    Q_OBJECT
private slots:
    void demo()
    {
        const Credentials demo = Credentials::demo();
        for (const char *name : {"alice", "bob", "carol", "dave"})
            QCOMPARE(demo.userOf(name), QByteArray(name));
        for (const char *token : {"", "eve", "Alice", "alice ", "device-001"})
            QVERIFY(demo.userOf(token).isEmpty());
        QVERIFY(demo.mayDevice("device-001", "secret") && demo.mayDevice("device-10000", "secret"));
        for (const char *id : {"", "device-", "device-1", "device-000001", "device-00x", "toaster"})
            QVERIFY2(!demo.mayDevice(id, "secret"), id);
        QVERIFY(!demo.mayDevice("device-001", "") && !demo.mayDevice("device-001", "Secret"));
        QVERIFY(demo.mayPage({}) && demo.mayPage("anything"));
    }
    void file()
    {
        const auto read = Credentials::parse("# who may come in\nuser erin t0ken # her\n\n  device pump-7\ts3cret\r\ncsrf c5rf\n");
        QVERIFY(read);
        QCOMPARE(read->users(), qsizetype(1));
        QCOMPARE(read->userOf("t0ken"), QByteArray("erin"));
        QVERIFY(read->userOf("alice").isEmpty());
        QVERIFY(read->mayDevice("pump-7", "s3cret") && !read->mayDevice("device-001", "secret"));
        QVERIFY(read->mayPage("c5rf") && !read->mayPage({}) && !read->mayPage("x"));
        QVERIFY(!read->mayDevice("", ""));
    }
    void fileWithAMistake_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("a word") << QByteArray("user a b\nnonsense\n") << 2;
        QTest::newRow("no token") << QByteArray("user a\n") << 1;
        QTest::newRow("too many words") << QByteArray("\n\ndevice a b c") << 3;
    }
    void fileWithAMistake()
    {
        QFETCH(QByteArray, text);
        const auto read = Credentials::parse(text);
        QVERIFY(!read);
        QTEST(read.error(), "line");
    }
};

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
