// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/needle.h"

#include <QTest>

using capture::Needle;

class TestNeedle : public QObject
{
    Q_OBJECT
private slots:
    void finds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("kept");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<int>("index");
        const auto row = [](const char *name, const QString &text, bool kept, const QByteArray &payload, int index) {
            QTest::newRow(name) << text << kept << payload << index;
        };
        row("nothing", {}, false, "abc", -1);
        row("in nothing", "a", false, "", -1);
        row("longer than the payload", "abcd", false, "abc", -1);
        row("whole", "abc", false, "abc", 0);
        row("at the end", "bc", false, "abc", 1);
        row("other case", "PRICE", false, R"({"price":1})", 2);
        row("other case, kept", "PRICE", true, R"({"price":1})", -1);
        row("mixed, the large first", "aB", false, "xxAbxx", 2);
        row("mixed, the small first", "Ab", false, "xxaBxAB", 2);
        row("false starts", "aab", false, "aaaaaab", 4);
        row("digits", "42", false, "4 2 42", 4);
        row("Chinese", QStringLiteral("价格"), false, "{\"价格\":1}", 2);
        row("behind a NUL", "x", false, QByteArray("\0\0x", 3), 2);
        row("beside invalid UTF-8", "ok", false, "\xff\xfeok", 2);
        row("umlauts keep their case", QStringLiteral("Ä"), false, "ä", -1);
    }
    void finds()
    {
        QFETCH(QString, text);
        QFETCH(bool, kept);
        QFETCH(QByteArray, payload);
        const Needle needle(text, kept ? Needle::Case::Kept : Needle::Case::Ignored);
        QTEST(static_cast<int>(needle.indexIn(payload)), "index");
        QCOMPARE(needle.occursIn(payload), needle.indexIn(payload) >= 0);
        for (qsizetype i = 0; i < payload.size(); ++i) // Every shorter prefix: found as soon as it is whole.
            QCOMPARE(needle.occursIn(QByteArrayView(payload).first(i)),
                needle.indexIn(payload) >= 0 && needle.indexIn(payload) + text.toUtf8().size() <= i);
    }
};

QTEST_GUILESS_MAIN(TestNeedle)
#include "tst_needle.moc"
