// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/input.h"

#include <QTemporaryDir>
#include <QTest>

class TestInput : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;

    [[nodiscard]] std::unique_ptr<importers::Input> input(const QByteArray &bytes) const
    {
        QFile file(m_dir.filePath("bytes"));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        file.close();
        return std::move(*importers::Input::open(file.fileName()));
    }

private slots:
    void windows()
    {
        QByteArray bytes;
        for (int i = 0; i < 300'000; ++i)
            bytes += QByteArray::number(i) + ' ';
        const auto file = input(bytes);
        qsizetype at = 0;
        for (const qsizetype size : {1, 0, 70'000, 300'000, 5, 1'000'000}) {
            QVERIFY(file->need(size).size() >= size);
            QCOMPARE(file->need(size).first(size), QByteArrayView(bytes).sliced(at, size));
            file->take(size);
            at += size;
            QCOMPARE(file->at(), at);
        }
        QCOMPARE(file->need(10'000'000).size(), bytes.size() - at);
        QVERIFY(file->seek(5));
        QCOMPARE(file->need(3).first(3), QByteArrayView(bytes).sliced(5, 3));
    }
    void lines()
    {
        const auto file = input("a\n\nb\r\n" + QByteArray(600'000, 'x') + "\nlast");
        QCOMPARE(file->line()->toByteArray(), "a");
        QCOMPARE(file->line()->toByteArray(), "");
        QCOMPARE(file->line()->toByteArray(), "b");
        QCOMPARE(file->line()->size(), 600'000);
        QCOMPARE(file->line()->toByteArray(), "last");
        QVERIFY(!file->line());
        QVERIFY(!file->failure());
    }
    void bounds()
    {
        const auto file = input("abc");
        QVERIFY(file->need(importers::Input::mostNeeded + 1).isEmpty());
        QCOMPARE(file->failure()->reason, importers::ImportError::Reason::TooLong);
    }
};

QTEST_GUILESS_MAIN(TestInput)
#include "tst_input.moc"
