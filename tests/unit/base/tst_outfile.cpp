// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/outfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using base::writeWhole;
using Reason = base::FileError::Reason;

class TestOutFile : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    QString m_path;

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
    }

private slots:
    void init() { m_path = m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction())); }

    void replacesAFile()
    {
        QVERIFY(writeWhole(m_path, "much longer"));
        QVERIFY(writeWhole(m_path, "short"));
        QCOMPARE(contentOf(m_path), "short");
        QCOMPARE(QFile::permissions(m_path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QCOMPARE(QDir(m_dir.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }
    void b4FollowsNoLink_data()
    {
        QTest::addColumn<QString>("target");
        QTest::newRow("to a file") << m_dir.filePath("precious");
        QTest::newRow("to nothing") << m_dir.filePath("nowhere");
        QTest::newRow("to a folder") << m_dir.path();
        QTest::newRow("to itself") << m_dir.filePath("b4FollowsNoLink");
        QTest::newRow("to a device") << "/dev/null";
    }
    void b4FollowsNoLink()
    {
        QFETCH(QString, target);
        QVERIFY(writeWhole(m_dir.filePath("precious"), "keep"));
        QVERIFY(QFile::link(target, m_path));
        const auto written = writeWhole(m_path, "new");
        QVERIFY(!written);
        QCOMPARE(written.error().reason, Reason::Link);
        QCOMPARE(contentOf(m_dir.filePath("precious")), "keep");
        QVERIFY(!QFile::exists(m_dir.filePath("nowhere")));
        QVERIFY(QFile::remove(m_path));
    }
    // Opening a pipe would wait for a reader for ever.
    void b4RefusesWhatIsNoFile()
    {
        QCOMPARE(::mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
        QCOMPARE(writeWhole(m_path, "x").error().reason, Reason::Pipe);
        QCOMPARE(writeWhole(m_dir.path(), "x").error().reason, Reason::Folder);
        for (const char *device : {"/dev/null", "/dev/zero", "/dev/full", "/dev/tty"})
            QCOMPARE(writeWhole(QString::fromLatin1(device), "x").error().reason, Reason::Device);
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
        const QByteArray name = QFile::encodeName(m_dir.filePath("socket"));
        QVERIFY(static_cast<std::size_t>(name.size()) < sizeof(address.sun_path));
        std::copy(name.begin(), name.end(), static_cast<char *>(address.sun_path));
        QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof(address)), 0);
        QCOMPARE(writeWhole(m_dir.filePath("socket"), "x").error().reason, Reason::Socket);
        ::close(fd);
    }
    void b4NeverWithoutAReason_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("no folder") << m_dir.filePath("none/file");
        QTest::newRow("a file as folder") << "/dev/null/file";
        QTest::newRow("empty") << QString();
        QTest::newRow("name too long") << m_dir.filePath(QString(300, 'x'));
        QTest::newRow("proc") << "/proc/file";
    }
    void b4NeverWithoutAReason()
    {
        QFETCH(QString, path);
        const auto written = writeWhole(path, "x");
        QVERIFY(!written);
        QCOMPARE(written.error().reason, Reason::System);
        QVERIFY(!written.error().detail.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestOutFile)
#include "tst_outfile.moc"
