// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/exporters/sampledata.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

//! `socketscope export` and `import`, as a script starts them.
class TestCommands : public QObject
{
    Q_OBJECT
private:
    struct Ended
    {
        int status = -1;
        QByteArray out, err;
    };
    static Ended command(const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral(PROGRAM), arguments);
        if (!process.waitForFinished(60'000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private slots:
    void initTestCase() { tests::writeSampleCapture(path("c.sqlite")); }

    void helpNamesWhatThereIs()
    {
        QVERIFY(command({"--help"}).out.contains("export CAPTURE --to FILE"));
        const Ended exporting = command({"export", "--help"});
        QCOMPARE(exporting.status, 0);
        for (const exporters::Format &format : exporters::catalog())
            QVERIFY(exporting.out.contains(format.id.data()));
        QVERIFY(command({"import", "--help"}).out.contains("wscat"));
    }
    void thereAndBack()
    {
        QCOMPARE(command({"export", path("c.sqlite"), "--to", path("all.ndjson"), "--with-secrets"}).status, 0);
        const Ended back = command({"import", path("all.ndjson"), "--to", path("back.sqlite")});
        QCOMPARE(back.status, 0);
        QVERIFY(back.err.contains("17 rows"));
        QCOMPARE(tests::rowsOf(path("back.sqlite")).size(), tests::rowsOf(path("c.sqlite")).size());
    }
    void choosesRowsAndColumns()
    {
        const Ended ended = command({"export", path("c.sqlite"), "--to", path("t.csv"), "--filter", "type:trade",
            "--column", "$.price", "--from", "2023-11-14T22:13:20Z", "--until", "2023-11-14T22:13:21Z"});
        QCOMPARE(ended.status, 0);
        const QList<QByteArray> lines = tests::contentOf(path("t.csv")).split('\n');
        QCOMPARE(lines.size(), 3); // The head, one row, the end.
        QVERIFY(lines[1].endsWith(",101.5\r"));
        QCOMPARE(
            command({"export", path("c.sqlite"), "--to", path("n.txt"), "--until", "2023-11-14T22:13:20Z"}).status, 0);
        QVERIFY(!tests::contentOf(path("n.txt")).contains("trade"));
    }
    void saysWhereAFilterBreaks()
    {
        const Ended ended
            = command({"export", path("c.sqlite"), "--to", path("no.csv"), "--filter", "dir:in nosuch:5"});
        QCOMPARE(ended.status, 2);
        QVERIFY(ended.err.contains("\n  dir:in nosuch:5\n         ^\n"));
        QVERIFY(!QFile::exists(path("no.csv")));
    }
    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        const QString c = path("c.sqlite");
        QTest::newRow("no file") << QStringList{"export", c} << 2;
        QTest::newRow("no such format") << QStringList{"export", c, "--to", path("x"), "--format", "xml"} << 2;
        QTest::newRow("a suffix that says none") << QStringList{"export", c, "--to", path("x.xml")} << 2;
        QTest::newRow("no such option") << QStringList{"export", c, "--to", path("x.csv"), "--platform"} << 2;
        QTest::newRow("no such capture") << QStringList{"export", path("none"), "--to", path("x.csv")} << 1;
        QTest::newRow("it exists") << QStringList{"export", c, "--to", c, "--format", "csv"} << 3;
        QTest::newRow("no such folder") << QStringList{"export", c, "--to", path("none/x.csv")} << 3;
        QTest::newRow("import nothing") << QStringList{"import", "--to", path("x")} << 2;
        QTest::newRow("import what is missing") << QStringList{"import", path("none"), "--to", path("x")} << 1;
        QTest::newRow("import over what is there") << QStringList{"import", c, "--to", c} << 3;
        QTest::newRow("import as what it is not")
            << QStringList{"import", c, "--to", path("x"), "--format", "har"} << 1;
    }
    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        const Ended ended = command(arguments);
        QCOMPARE(ended.status, status);
        QVERIFY(ended.err.startsWith("socketscope: "));
        QVERIFY(!QFile::exists(path("x")) && !QFile::exists(path("x.csv")));
    }
};

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
