// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/secretvalue.h"

#include "tests/unit/app/fakesources.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class TestSecretValue : public QObject
{
    Q_OBJECT
private slots:
    void expands_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("plain") << "Bearer x" << QByteArray("Bearer x");
        QTest::newRow("empty") << "" << QByteArray("");
        QTest::newRow("variable") << "Bearer ${env:TOKEN}" << QByteArray("Bearer s3cret");
        QTest::newRow("two variables") << "${env:TOKEN}-${env:TOKEN}!" << QByteArray("s3cret-s3cret!");
        QTest::newRow("set but empty") << "<${env:EMPTY}>" << QByteArray("<>");
        QTest::newRow("not searched again") << "${env:NESTED}" << QByteArray("${env:TOKEN}");
        QTest::newRow("escaped variable") << "$${env:TOKEN}" << QByteArray("${env:TOKEN}");
        QTest::newRow("other dollar signs") << "$x ${y} $$" << QByteArray("$x ${y} $$");
        QTest::newRow("file, LF dropped") << "@token" << QByteArray("s3cret");
        QTest::newRow("file, CRLF dropped") << "@crlf" << QByteArray("s3cret");
        QTest::newRow("file, one line end only") << "@two" << QByteArray("a\n");
        QTest::newRow("file without line end") << "@raw" << QByteArray("s3cret");
        QTest::newRow("file is not searched") << "@expansion" << QByteArray("${env:TOKEN}");
        QTest::newRow("escaped @") << "@@token" << QByteArray("@token");
        QTest::newRow("escaped @ with a variable") << "@@${env:TOKEN}" << QByteArray("@s3cret");
        QTest::newRow("@ inside") << "me@token" << QByteArray("me@token");
        QTest::newRow("unicode") << QStringLiteral("é${env:TOKEN}") << QByteArray("\xC3\xA9s3cret");
    }
    void expands()
    {
        QFETCH(QString, argument);
        const auto value = app::expandSecrets(argument, tests::fakeSources());
        QVERIFY(value);
        QTEST(*value, "value");
    }
    // A9: a short argument cannot ask for a value without end.
    void a9Budget()
    {
        app::SecretSources sources = tests::fakeSources();
        sources.environment = [](const QString &) { return QByteArray(1 << 19, 'x'); };
        QCOMPARE(app::expandSecrets("${env:A}${env:A}", sources)->size(), 1 << 20);
        QVERIFY(app::expandSecrets("${env:A}${env:A}${env:A}", sources).error().contains("too long"));
        sources.environment = [](const QString &) { return QByteArray(); };
        QVERIFY(app::expandSecrets(QString("${env:A}").repeated(10'000), sources));
        QVERIFY(app::expandSecrets(QString("${env:A}").repeated(10'001), sources).error().contains("too long"));
    }

    void refused_data()
    {
        QTest::addColumn<QString>("argument");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("not set") << "${env:TOKEN} ${env:MISSING}"
                                 << "the environment variable 'MISSING' is not set";
        QTest::newRow("no name") << "${env:}"
                                 << "the environment variable '' is not set";
        QTest::newRow("not ended") << "${env:TOKEN"
                                   << "'${env:' without its '}'";
        QTest::newRow("no file") << "@missing"
                                 << "cannot read 'missing': No such file";
        QTest::newRow("@ alone") << "@"
                                 << "'@' needs a file name (write '@@' for a literal '@')";
    }
    void refused()
    {
        QFETCH(QString, argument);
        const auto value = app::expandSecrets(argument, tests::fakeSources());
        QVERIFY(!value);
        QTEST(value.error(), "sentence");
    }
    void system()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath("secret"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("from a file\n");
        file.close();
        qputenv("SOCKETSCOPE_TEST_SECRET", "from a variable");
        const auto sources = app::SecretSources::system();
        QCOMPARE(*app::expandSecrets("${env:SOCKETSCOPE_TEST_SECRET}", sources), QByteArray("from a variable"));
        QCOMPARE(*app::expandSecrets('@' + file.fileName(), sources), QByteArray("from a file"));
        QVERIFY(!app::expandSecrets('@' + folder.path(), sources));

        QVERIFY(file.resize((1 << 20) + 1));
        const auto tooLarge = app::expandSecrets('@' + file.fileName(), sources);
        QVERIFY(!tooLarge);
        QVERIFY(tooLarge.error().endsWith("larger than 1 MiB"));
    }
};

QTEST_GUILESS_MAIN(TestSecretValue)
#include "tst_secretvalue.moc"
