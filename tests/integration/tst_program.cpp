// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturereader.h"
#include "tests/support/certificates.h"
#include "tests/support/peerprocess.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

struct Outcome
{
    int status = -1;
    QByteArray out;
    QByteArray err;
};

Outcome run(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(QStringLiteral(PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QJsonObject json(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

//! The program without a window, started as a person or a script starts it.
class TestProgram : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private slots:
    void demoForAWhile()
    {
        const Outcome outcome = run({"--demo", "--headless", "--duration", "3", "--capture", path("demo.sqlite"),
            "--report", path("demo.json")});
        QCOMPARE(outcome.status, 0);
        QVERIFY(outcome.err.contains("Open"));
        const QJsonObject report = json(path("demo.json"));
        QVERIFY(report["messages_received"].toInt() >= 10);
        QCOMPARE(report["captured_messages"], report["messages_received"]);
        QCOMPARE(report["captured_sent"], report["messages_sent"]);
        QCOMPARE(report["reconnects"].toInt(), 0);
        QCOMPARE(report["close_code"].toInt(), 1000);
        QVERIFY(!QFile::exists(path("demo.sqlite-wal"))); // A clean end leaves one file.
        QCOMPARE(QFile::permissions(path("demo.sqlite")) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    // A capture tells of the feed what the live run told, to the last value.
    void fieldsOfACapture()
    {
        const Outcome live = run({"--demo", "--headless", "--messages", "40", "--capture", path("fields.sqlite"),
            "--fields", path("live.json")});
        QCOMPARE(live.status, 0);
        const Outcome again = run({"fields", path("fields.sqlite"), "--out", path("again.json")});
        QCOMPARE(again.status, 0);
        QCOMPARE(again.err, QByteArray());
        QVERIFY(!json(path("live.json"))["fields"].toArray().isEmpty());
        QCOMPARE(json(path("again.json")), json(path("live.json")));
        const Outcome out = run({"fields", "--connection", "1", path("fields.sqlite")});
        QCOMPARE(QJsonDocument::fromJson(out.out).object(), json(path("live.json")));
        const Outcome other = run({"fields", "--format", "cbor", path("fields.sqlite")});
        QVERIFY(QJsonDocument::fromJson(other.out).object()["fields"].toArray().isEmpty());

        QCOMPARE(run({"fields"}).status, 2);
        QCOMPARE(run({"fields", "--format", "nope", path("fields.sqlite")}).status, 2);
        QCOMPARE(run({"fields", "--connection", "7", path("fields.sqlite")}).status, 2);
        QCOMPARE(run({"fields", path("none.sqlite")}).status, 1);
        QCOMPARE(run({"fields", path("live.json")}).status, 1);
        QCOMPARE(run({"fields", path("fields.sqlite"), "--out", "/nowhere/x.json"}).status, 3);
        QVERIFY(run({"fields", "--help"}).out.contains("CAPTURE"));
    }

    void printsAsManyAsAsked()
    {
        const Outcome outcome = run({"--demo", "--headless", "--messages", "7", "--print", "ndjson"});
        QCOMPARE(outcome.status, 0);
        const QByteArrayList lines = outcome.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 7);
        for (const QByteArray &line : lines)
            QVERIFY(QJsonDocument::fromJson(line).object()["payload"].toString().contains("metric"));
    }

    void sendsStandardInputLineByLine()
    {
        tests::PeerProcess echo("feed_python.py", {"--echo"});
        const Outcome outcome = run({"--headless", "--send", "-", "--messages", "3", "--print", "raw",
                                        QStringLiteral("ws://127.0.0.1:%1/").arg(echo.port())},
            "one\ntwo\nthree");
        QCOMPARE(outcome.status, 0);
        QCOMPARE(outcome.out, "one\ntwo\nthree\n");
    }

    void b13StandardInputWithoutALineEnd()
    {
        tests::PeerProcess echo("feed_python.py", {"--echo"});
        const Outcome outcome = run({"--headless", "--send", "-", "--messages", "3", "--print", "raw", "--limits",
                                        "queue=64KiB", QStringLiteral("ws://127.0.0.1:%1/").arg(echo.port())},
            "one\n" + QByteArray(300'000, 'x') + "\r\ntwo\n" + QByteArray(65'537, 'y') + "\nthree");
        QCOMPARE(outcome.status, 0);
        QCOMPARE(outcome.out, "one\ntwo\nthree\n");
        QCOMPARE(outcome.err.count("is longer than"), 2);
    }

    // U08: what a peer sends is drawn, also when it is meant to be obeyed.
    void b11ATerminalObeysNoMessage_data()
    {
        QTest::addColumn<QString>("form");
        QTest::newRow("raw") << "raw";
        QTest::newRow("ndjson") << "ndjson";
    }
    void b11ATerminalObeysNoMessage()
    {
        QFETCH(QString, form);
        tests::PeerProcess echo("feed_python.py", {"--echo"});
        const QStringList arguments{"--headless", "--send",
            QString::fromUtf8("\xc2\x9b"
                              "31m \xe2\x80\xaetxt.exe \x1b[2J"),
            "--messages", "1", "--print", form, QStringLiteral("ws://127.0.0.1:%1/").arg(echo.port())};
        const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
        QVERIFY(terminal >= 0 && ::grantpt(terminal) == 0 && ::unlockpt(terminal) == 0);
        QProcess process;
        process.setStandardOutputFile(QString::fromLocal8Bit(::ptsname(terminal)));
        const int held
            = ::open(::ptsname(terminal), O_RDWR | O_NOCTTY); // What is written stays readable behind the end.
        process.start(QStringLiteral(PROGRAM), arguments);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 0);
        QByteArray drawn(4096, '\0');
        drawn.truncate(std::max<qsizetype>(0, ::read(terminal, drawn.data(), static_cast<std::size_t>(drawn.size()))));
        ::close(held);
        ::close(terminal);
        QVERIFY2(drawn.contains("31m"), drawn);
        QVERIFY(!drawn.contains("\xc2\x9b") && !drawn.contains('\x1b') && !drawn.contains("\xe2\x80\xae"));
        const Outcome piped = run(arguments);
        QVERIFY(piped.out.contains("\xc2\x9b")); // Files get what came.
    }

    void aClosedPipeEndsQuietly() // N31
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start("sh",
            {"-c",
                QStringLiteral(
                    PROGRAM " --demo --headless --print raw 2>/dev/null | head -n 2; exit ${PIPESTATUS:-0}")});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.readAllStandardOutput().count('\n'), 2);
    }

    void aCertificateInTheWorkingFolderIsNotTrusted() // N17
    {
        const tests::Certificates certificates;
        QVERIFY2(certificates.isValid(), qPrintable(certificates.error()));
        tests::PeerProcess server("feed_python.py",
            {"--echo", "--cert", certificates.certificate("server"), "--key", certificates.key("server")});
        const QTemporaryDir folder;
        for (const char *name : {"ca.pem", "cert.pem", "cacert.pem", "root.crt"})
            QVERIFY(QFile::copy(certificates.certificate("ca"), folder.filePath(QLatin1String(name))));
        QProcess process;
        process.setWorkingDirectory(folder.path());
        process.start(QStringLiteral(PROGRAM),
            {"--headless", "--no-reconnect", "--duration", "2",
                QStringLiteral("wss://localhost:%1/").arg(server.port())});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 1);
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(said.contains("because: certificate"), said);
    }

    void untilCloseEndsWithTheServer()
    {
        tests::PeerProcess server("feed_python.py", {"50"});
        const Outcome outcome = run({"--headless", "--until-close", "--report", path("close.json"),
            QStringLiteral("ws://127.0.0.1:%1/").arg(server.port())});
        QCOMPARE(outcome.status, 0);
        QCOMPARE(json(path("close.json"))["messages_received"].toInt(), 50);
        QCOMPARE(json(path("close.json"))["close_code"].toInt(), 1000);
    }

    void statusOne_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("refused") << "refused";
        QTest::newRow("a web server") << "http200";
    }
    void statusOne()
    {
        QFETCH(QString, mode);
        tests::PeerProcess server("misbehaving.py", {mode});
        const Outcome outcome = run({"--headless", "--no-reconnect", "--duration", "2", "--report", "-",
            QStringLiteral("ws://127.0.0.1:%1/").arg(server.port())});
        QCOMPARE(outcome.status, 1);
        QVERIFY(outcome.out.contains("Successful: 0"));
    }

    void statusTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("URL with --demo") << QStringList{"--demo", "ws://h/"};
        QTest::newRow("--screenshot with --headless")
            << QStringList{"--demo", "--headless", "--duration", "1", "--screenshot", "x.png"};
        QTest::newRow("not a WebSocket address") << QStringList{"--headless", "ftp://h/"};
        QTest::newRow("unknown option") << QStringList{"--nonsense"};
    }
    void statusTwo()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.status, 2);
        QVERIFY(!outcome.err.isEmpty());
    }

    void statusThree_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QFile existing(path("exists.sqlite"));
        QVERIFY(existing.open(QIODevice::WriteOnly));
        QTest::newRow("capture exists") << QStringList{"--capture", path("exists.sqlite")};
        QTest::newRow("capture in no folder") << QStringList{"--capture", "/proc/none/c.sqlite"};
        QTest::newRow("report in no folder") << QStringList{"--report", "/proc/none/r.json"};
    }
    void statusThree()
    {
        QFETCH(QStringList, arguments);
        const Outcome outcome = run(QStringList{"--demo", "--headless", "--duration", "1"} + arguments);
        QCOMPARE(outcome.status, 3);
        QVERIFY(outcome.err.contains("cannot write"));
    }

    void b4OnlyFilesAreWritten_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QByteArray>("said");
        const QStringList report{"--headless", "--report"}, picture{"--screenshot"};
        const auto rows = [](const char *what, const QStringList &arguments, const QString &suffix) {
            QTest::addRow("%s, pipe", what) << arguments << "pipe" + suffix << QByteArray("a pipe stands there");
            QTest::addRow("%s, link", what) << arguments << "link" + suffix << QByteArray("a link stands there");
            QTest::addRow("%s, link to a device", what)
                << arguments << "null" + suffix << QByteArray("a link stands there");
            QTest::addRow("%s, folder", what) << arguments << "folder" + suffix << QByteArray("a folder stands there");
        };
        rows("report", report, ".json");
        rows("picture", picture, ".png");
        QTest::newRow("picture, device") << picture << "/dev/null" << QByteArray("a device stands there");
    }
    void b4OnlyFilesAreWritten()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, place);
        QFETCH(QByteArray, said);
        const QTemporaryDir folder;
        const QString file = QDir(folder.path()).absoluteFilePath(place), precious = folder.filePath("precious");
        QFile kept(precious);
        QVERIFY(kept.open(QIODevice::WriteOnly) && kept.write("keep") == 4);
        kept.close();
        if (place.startsWith("pipe"))
            QCOMPARE(::mkfifo(QFile::encodeName(file).constData(), 0600), 0);
        else if (place.startsWith("folder"))
            QVERIFY(QDir().mkdir(file));
        else if (!place.startsWith('/'))
            QVERIFY(QFile::link(place.startsWith("link") ? precious : QStringLiteral("/dev/null"), file));
        const Outcome outcome = run(QStringList{"--demo", "--duration", "1"} + arguments + QStringList{file});
        QCOMPARE(outcome.status, 3);
        QVERIFY2(outcome.err.contains(said), outcome.err);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), "keep");
    }
    void b3OverwriteSaysWhy()
    {
        const QTemporaryDir folder;
        const QString thesis = folder.filePath("thesis.sqlite");
        QFile file(thesis);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("ten lines") == 9);
        file.close();
        const QStringList arguments{"--demo", "--headless", "--duration", "1", "--overwrite", "--capture"};
        const Outcome refused = run(arguments + QStringList{thesis});
        QCOMPARE(refused.status, 3);
        QVERIFY2(refused.err.contains("another kind of file"), refused.err);
        QCOMPARE(QFileInfo(thesis).size(), 9);
        QVERIFY(QFile::rename(thesis, folder.filePath("new.sqlite-wal")));
        const Outcome stray = run(arguments + QStringList{folder.filePath("new.sqlite")});
        QCOMPARE(stray.status, 3);
        QVERIFY2(stray.err.contains("new.sqlite-wal") && stray.err.contains("move it away"), stray.err);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{"new.sqlite-wal"});
    }

    void aSignalEndsInOrder()
    {
        QProcess process;
        process.start(QStringLiteral(PROGRAM), {"--demo", "--headless", "--report", path("signal.json")});
        QByteArray said;
        connect(&process, &QProcess::readyReadStandardError, this, [&] { said += process.readAllStandardError(); });
        QTRY_VERIFY_WITH_TIMEOUT(said.contains("Open"), 20'000);
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(json(path("signal.json"))["close_code"].toInt(), 1000);
    }

    void tlsIsVerifiedUnlessAskedOtherwise()
    {
        QProcess openssl;
        openssl.start("openssl",
            {"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", path("key.pem"), "-out", path("cert.pem")});
        QVERIFY(openssl.waitForFinished());
        tests::PeerProcess server(
            "feed_python.py", {"20", "--rate", "200", "--cert", path("cert.pem"), "--key", path("key.pem")});
        const QString address = QStringLiteral("wss://127.0.0.1:%1/").arg(server.port());

        const Outcome refused = run({"--headless", "--duration", "3", address});
        QCOMPARE(refused.status, 1);
        QVERIFY(!refused.err.contains("Open ·"));

        const Outcome trusted = run({"--headless", "--messages", "5", "--ca", path("cert.pem"), address});
        QCOMPARE(trusted.status, 0);

        tests::PeerProcess other(
            "feed_python.py", {"20", "--rate", "200", "--cert", path("cert.pem"), "--key", path("key.pem")});
        const Outcome insecure = run(
            {"--headless", "--messages", "5", "--insecure", QStringLiteral("wss://127.0.0.1:%1/").arg(other.port())});
        QCOMPARE(insecure.status, 0);
        QVERIFY(insecure.err.contains("SHA-256"));
    }

    void listensAlone()
    {
        QProcess server;
        server.start(QStringLiteral(PROGRAM), {"--listen", "0"});
        QVERIFY(server.waitForReadyRead(20'000));
        const QString address = QString::fromUtf8(server.readLine().trimmed());
        QVERIFY(address.startsWith("ws://127.0.0.1:"));
        const QString flood = QString(address).replace("/dashboard", "/flood?rate=200&size=100");
        const Outcome outcome = run({"--headless", "--messages", "100", "--report", path("listen.json"), flood});
        QCOMPARE(outcome.status, 0);
        QVERIFY(json(path("listen.json"))["messages_received"].toInt() >= 100);
        ::kill(static_cast<pid_t>(server.processId()), SIGTERM);
        QVERIFY(server.waitForFinished(20'000));
        QCOMPARE(server.exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
