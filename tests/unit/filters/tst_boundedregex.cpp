// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/boundedregex.h"

#include <QTest>

using filters::BoundedRegex;
using Answer = BoundedRegex::Answer;

class TestBoundedRegex : public QObject
{
    Q_OBJECT
private slots:
    void findsFarAway()
    {
        const BoundedRegex regex(QStringLiteral("ne+dle"), {});
        for (const int place : {0, 5, 6'141, 8'189, 8'192, 100'000}) {
            const QByteArray text = QByteArray(place, '.') + "needle" + QByteArray(50'000, '.');
            QCOMPARE(regex.occursIn(text), Answer::Yes);
        }
        QCOMPARE(regex.occursIn(QByteArray(100'000, '.')), Answer::No);
    }
    // The end of a window is not the end of the text, nor its beginning the beginning.
    void windowsAreNotSeen()
    {
        const QByteArray text = QByteArray(8 * 1024, 'x') + QByteArray(8 * 1024, 'y');
        QCOMPARE(BoundedRegex(QStringLiteral("x$"), {}).occursIn(text), Answer::No);
        QCOMPARE(BoundedRegex(QStringLiteral("^y"), {}).occursIn(text), Answer::No);
        QCOMPARE(BoundedRegex(QStringLiteral("y$"), {}).occursIn(text), Answer::Yes);
        QCOMPARE(BoundedRegex(QStringLiteral("x{1000}y"), {}).occursIn(text), Answer::Yes);
    }
    void readsBytesAndCharacters()
    {
        QCOMPARE(BoundedRegex(QStringLiteral("gr.ße"), {}).occursIn("größe"), Answer::Yes);
        QCOMPARE(BoundedRegex(QStringLiteral("\\xff\\x00"), {}).occursIn(QByteArrayView("\xff\0", 2)), Answer::Yes);
    }
    void limitsCannotBeRaised()
    {
        const BoundedRegex regex(QStringLiteral("(*LIMIT_MATCH=4000000000)(a+)+$"), {});
        QVERIFY(regex.isValid());
        QVERIFY(regex.occursIn(QByteArray(100'000, 'a') + 'b') != Answer::Yes);
    }
    void saysWhereAPatternBreaks()
    {
        const BoundedRegex regex(QStringLiteral("ab(c"), {});
        QVERIFY(!regex.isValid());
        QCOMPARE(regex.errorOffset(), 4);
        QVERIFY(!regex.errorText().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBoundedRegex)
#include "tst_boundedregex.moc"
