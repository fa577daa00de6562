// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/completion.h"

#include <QTest>

using filters::complete;

class TestCompletion : public QObject
{
    Q_OBJECT
private slots:
    void offersWhatMayStandThere()
    {
        const filters::Known known{
            .paths = {"data.price", "data.qty", "[0]"}, .types = {"trade", "two words"}, .connections = {"feed1"}};
        const auto words = [&](const QString &text) { return complete(text, text.size(), known).words; };
        QCOMPARE(words("di"), QStringList("dir:"));
        QCOMPARE(words("gap (si"), QStringList("size>"));
        QCOMPARE(words("-hea"), QStringList("heartbeat"));
        QCOMPARE(words("dir:"), QStringList({"in", "out"}));
        QCOMPARE(words("op:b"), QStringList("binary"));
        QCOMPARE(words("$.data.p"), QStringList("$.data.price"));
        QCOMPARE(words("$"), QStringList({"$.data.price", "$.data.qty", "$[0]"}));
        QCOMPARE(words("type:t"), QStringList({"trade"}));
        QCOMPARE(words("type:\"").size(), 0); // In quotes nothing is offered.
        QCOMPARE(words("conn:"), QStringList("feed1"));
        QCOMPARE(words("\"di"), QStringList());
        QVERIFY(words("").contains("dir:"));
        QVERIFY(words("nothing").isEmpty());
    }
    void saysWhereItBegins()
    {
        QCOMPARE(complete("gap dir:o", 9).at, 8);
        QCOMPARE(complete("gap -he", 7).at, 5);
        QCOMPARE(complete("gap dir:o", 3).at, 0);
        QCOMPARE(complete("gap", 99).at, 0);
    }
};

QTEST_GUILESS_MAIN(TestCompletion)
#include "tst_completion.moc"
