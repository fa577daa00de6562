// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/columnwidth.h"

#include <QTest>

class TestColumnWidth : public QObject
{
    Q_OBJECT
private slots:
    void width_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qsizetype>("columns");
        QTest::newRow("empty") << QString() << qsizetype(0);
        QTest::newRow("Latin") << "abc" << qsizetype(3);
        QTest::newRow("Chinese") << QStringLiteral("平均延迟: 1ms") << qsizetype(13);
        QTest::newRow("full width colon") << QStringLiteral("：") << qsizetype(2);
        QTest::newRow("beyond the BMP") << QStringLiteral("𠀀😀") << qsizetype(4);
        QTest::newRow("combining") << QStringLiteral("e\u0301") << qsizetype(1);
        QTest::newRow("box and ellipsis") << QStringLiteral("║…") << qsizetype(2);
    }
    void width()
    {
        QFETCH(QString, text);
        QTEST(reports::columnWidth(text), "columns");
    }
    void elided_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qsizetype>("columns");
        QTest::addColumn<QString>("shown");
        QTest::newRow("fits") << "abc" << qsizetype(3) << "abc";
        QTest::newRow("cut") << "abcd" << qsizetype(3) << QStringLiteral("ab…");
        QTest::newRow("no half character") << QStringLiteral("平均延迟") << qsizetype(4) << QStringLiteral("平…");
        QTest::newRow("no half surrogate") << QStringLiteral("😀😀") << qsizetype(3) << QStringLiteral("😀…");
    }
    void elided()
    {
        QFETCH(QString, text);
        QFETCH(qsizetype, columns);
        QTEST(reports::elided(text, columns), "shown");
    }
};

QTEST_GUILESS_MAIN(TestColumnWidth)
#include "tst_columnwidth.moc"
