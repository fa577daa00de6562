// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/composition.h"

#include <QTest>

using viewers::Composition;
using viewers::SendHistory;
using Mode = viewers::Composition::Mode;

class TestComposition : public QObject
{
    Q_OBJECT
private slots:
    void judged_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("errorAt");
        QTest::newRow("text") << int(Mode::Text) << QStringLiteral("hé") << true << QByteArray("h\xc3\xa9") << -1;
        QTest::newRow("json") << int(Mode::Json) << QStringLiteral("{\"a\":1}") << true << QByteArray("{\"a\":1}")
                              << -1;
        QTest::newRow("broken json is still a text")
            << int(Mode::Json) << QStringLiteral("{\"a\":}") << false << QByteArray("{\"a\":}") << 5;
        QTest::newRow("characters, not bytes")
            << int(Mode::Json) << QStringLiteral("[\"你好\",x]") << false << QByteArray("[\"你好\",x]") << 6;
        QTest::newRow("hex") << int(Mode::Hex) << QStringLiteral("de ad") << true << QByteArray("\xde\xad") << -1;
        QTest::newRow("broken hex is nothing")
            << int(Mode::Hex) << QStringLiteral("de g") << false << QByteArray() << 3;
    }
    void judged()
    {
        QFETCH(int, mode);
        QFETCH(QString, text);
        const viewers::Verdict verdict = viewers::judge({.mode = Mode(mode), .text = text});
        QTEST(verdict.valid, "valid");
        QTEST(verdict.payload.value_or(QByteArray()), "payload");
        QTEST(int(verdict.errorAt), "errorAt");
        if (!verdict.valid)
            QVERIFY2(verdict.words.contains(QStringLiteral("line 1, column")), qPrintable(verdict.words));
    }

    void historyGoesBackAndComesHome()
    {
        SendHistory history;
        QVERIFY(!history.older({}));
        for (const char *text : {"one", "two", "two", "three"})
            history.add({.mode = Mode::Text, .text = QString::fromLatin1(text)});
        QCOMPARE(history.entries().size(), 3); // Not twice in a row.
        const Composition draft{.mode = Mode::Hex, .text = QStringLiteral("de a")};
        QCOMPARE(history.older(draft)->text, QStringLiteral("three"));
        QCOMPARE(history.older(draft)->text, QStringLiteral("two"));
        QCOMPARE(history.older(draft)->text, QStringLiteral("one"));
        QVERIFY(!history.older(draft));
        QCOMPARE(history.newer()->text, QStringLiteral("two"));
        QCOMPARE(history.newer()->text, QStringLiteral("three"));
        QCOMPARE(*history.newer(), draft);
        QVERIFY(!history.newer());
    }

    void whatWasJustSentIsSkipped()
    {
        SendHistory history;
        history.add({.mode = Mode::Text, .text = QStringLiteral("one")});
        history.add({.mode = Mode::Text, .text = QStringLiteral("two")});
        QCOMPARE(history.older({.mode = Mode::Text, .text = QStringLiteral("two")})->text, QStringLiteral("one"));
    }

    void historyIsBounded()
    {
        SendHistory history;
        for (int i = 0; i < 250; ++i)
            history.add({.mode = Mode::Text, .text = QString::number(i)});
        QCOMPARE(history.entries().size(), SendHistory::mostEntries);
        QCOMPARE(history.entries().constLast().text, QStringLiteral("249"));
        history.add({.mode = Mode::Text, .text = QString(SendHistory::longestEntry + 1, QLatin1Char('x'))});
        QCOMPARE(history.entries().constLast().text, QStringLiteral("249"));
    }
};

QTEST_GUILESS_MAIN(TestComposition)
#include "tst_composition.moc"
