// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format.h"

#include <QTest>

class TestForeign : public QObject
{
    Q_OBJECT
private slots:
    void halfAPairAtTheEnd() // U03
    {
        QCOMPARE(text::plain(QStringLiteral("ab") + QChar(0xD83D)), QStringLiteral("ab\uFFFD"));
        QCOMPARE(text::plain(QChar(0xDE00) + QStringLiteral("ab")), QStringLiteral("\uFFFDab"));
    }

    void preview_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<qsizetype>("limit");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const QByteArray &bytes, const char *shown, qsizetype limit = 256) {
            QTest::newRow(name) << bytes << limit << QString::fromUtf8(shown);
        };
        row("plain", "{\"a\": 1}", "{\"a\": 1}");
        row("empty", "", "");
        row("unicode stays", "größe 价格 😀", "größe 价格 😀");
        row("U01 markup is literal", "<b>&amp;</b>", "<b>&amp;</b>");
        row("U03 cut with ellipsis", "0123456789", "01234567…", 9);
        row("U03 exactly full", "0123456789", "0123456789", 10);
        row("U03 no half escape", "01234\x1b", "01234…", 7);
        row("U03 no half surrogate pair", "ab😀c", "ab…", 4);
        row("limit of one", "abc", "…", 1);
        row("limit of none", "abc", "", 0);
        row("U05 invalid UTF-8",
            "a\xff"
            "b",
            "a\xEF\xBF\xBD"
            "b");
        row("U05 cut sequence at the end", "a\xe4\xbb", "a\xEF\xBF\xBD\xEF\xBF\xBD");
        row("U05 NUL does not cut", QByteArray("a\0b", 3), "a\\0b");
        row("U05 noncharacter", "\xEF\xBF\xBE", "\\ufffe");
        row("U06 bidi override", "exe\xE2\x80\xAEgnp", "exe\\u202egnp");
        row("U06 isolate", "\xE2\x81\xA6x", "\\u2066x");
        row("U06 zero width",
            "a\xE2\x80\x8B"
            "b\xEF\xBB\xBF",
            "a\\u200bb\\ufeff");
        row("U06 byte order mark in front", "\xEF\xBB\xBF{}", "\\ufeff{}");
        row("U06 tag characters", "\xF3\xA0\x81\x81", "\\u{e0041}");
        row("U06 filler that draws nothing", "\xE3\x85\xA4", "\\u3164");
        row("U08 escape sequence", "\x1b[2J", "\\x1b[2J");
        row("U08 C1", "\xC2\x9B", "\\x9b");
        row("U08 DEL and BEL", "\x7f\x07", "\\x7f\\x07");
        row("U08 tab", "a\tb", "a\\tb");
        row("U08 line breaks", "a\nb\r\nc\rd", "a⏎b⏎c\\rd");
        row("U08 line separator",
            "a\xE2\x80\xA8"
            "b",
            "a⏎b");
    }
    void preview()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(qsizetype, limit);
        QFETCH(QString, shown);
        QCOMPARE(text::preview(bytes, limit), shown);
        QVERIFY(text::preview(bytes, limit).size() <= limit);
    }

    void everyPrefixStaysInTheLimit()
    {
        const QByteArray hostile = QByteArray("a\xff\xE2\x80\xAE\r\n\xF0\x9F\x98\x80\x1b\xE2\x80", 15).repeated(4);
        for (qsizetype size = 0; size <= hostile.size(); ++size) {
            for (qsizetype limit = 0; limit < 40; ++limit)
                QVERIFY(text::preview(QByteArrayView(hostile).first(size), limit).size() <= limit);
        }
    }

    void manyCombiningMarks()
    {
        const QByteArray zalgo = "e" + QByteArray("\xCC\x81").repeated(20'000);
        const QString shown = text::preview(zalgo);
        QVERIFY(shown.size() <= 256);
        QCOMPARE(shown.count(QChar(0x0301)), 8);
        QVERIFY(shown.contains(QStringLiteral("\\u0301")));
    }

    void hugeLine()
    {
        const QByteArray huge(64 << 20, 'x');
        QCOMPARE(text::preview(huge), QString(255, u'x') + u'…');
        QCOMPARE(text::preview(QByteArray(1 << 20, '\x80'), 10), QString(9, QChar(QChar::ReplacementCharacter)) + u'…');
        QCOMPARE(text::preview(QByteArray("\r\n").repeated(1000), 10), QString(9, QChar(0x23CE)) + u'…');
    }

    void plain()
    {
        QCOMPARE(
            text::plain(QStringLiteral("<img src=x>\u202e\n%1 &File")), QStringLiteral("<img src=x>\\u202e⏎%1 &File"));
        QCOMPARE(text::plain(QString(QChar(0xD800)) + u'x'), QString(QChar(QChar::ReplacementCharacter)) + u'x');
        QCOMPARE(text::plain(QStringLiteral("0123456789"), 4), QStringLiteral("012…"));
    }
};

QTEST_GUILESS_MAIN(TestForeign)
#include "tst_foreign.moc"
