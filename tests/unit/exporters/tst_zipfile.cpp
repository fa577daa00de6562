// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/zipfile.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

class TestZipFile : public QObject
{
    Q_OBJECT
private slots:
    // Read by a reader that is not ours.
    void pythonReadsIt()
    {
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        if (python.isEmpty())
            QSKIP("no python3");
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("out.zip"));
        const QString part = dir.filePath(QStringLiteral("part"));
        QFile file(part);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(3'000'000, 'z') + "end");
        file.close();
        exporters::Output out(path);
        exporters::ZipFile zip(out);
        zip.begin("größe.txt", 1'700'000'000'000'000'000);
        zip.append("Hello ");
        zip.append("zip");
        zip.begin("empty", 0);
        zip.begin("large", 0);
        zip.appendFile(part);
        zip.finish();
        QVERIFY(out.finish());
        QProcess process;
        process.start(python,
            {"-c",
                "import sys, zipfile\n"
                "z = zipfile.ZipFile(sys.argv[1])\n"
                "print(z.testzip(), [(i.filename, i.date_time[:3], i.file_size) for i in z.infolist()])\n"
                "print(z.read('gr\\u00f6\\u00dfe.txt'), z.read('large')[-4:])",
                path});
        QVERIFY(process.waitForFinished());
        QCOMPARE(QString::fromUtf8(process.readAllStandardOutput()),
            QStringLiteral("None [('größe.txt', (2023, 11, 14), 9), ('empty', (1980, 1, 1), 0), ('large', (1980, 1, "
                           "1), 3000003)]\n"
                           "b'Hello zip' b'zend'\n"));
    }
};

QTEST_GUILESS_MAIN(TestZipFile)
#include "tst_zipfile.moc"
