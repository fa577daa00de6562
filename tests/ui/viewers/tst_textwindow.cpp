// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/hexinput.h"
#include "ui/viewers/hexview.h"
#include "ui/viewers/textwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QTest>

using viewers::textWindow;

class TestTextWindow : public QObject
{
    Q_OBJECT
private slots:
    void hostile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("shown");
        QTest::newRow("U01 markup") << QByteArray("<b>x</b>") << QStringLiteral("<b>x</b>");
        QTest::newRow("U05 invalid") << QByteArray("a\xFF"
                                                   "b")
                                     << QStringLiteral("a\uFFFDb");
        QTest::newRow("U05 NUL") << QByteArray("a\0b", 3) << QStringLiteral("a\\u0000b");
        QTest::newRow("U06 bidi") << QByteArray("a\xE2\x80\xAE"
                                                "b")
                                  << QStringLiteral("a\\u202eb");
        QTest::newRow("U06 zero width") << QByteArray("a\xE2\x80\x8B"
                                                      "b")
                                        << QStringLiteral("a\\u200bb");
        QTest::newRow("U07 pile of marks") << QByteArray("a") + QByteArray("\xCC\x81").repeated(6)
                                           << QStringLiteral("a\u0301\u0301\u0301\u0301\\u0301\\u0301");
        QTest::newRow("U08 escape") << QByteArray("\x1b[2J") << QStringLiteral("\\u001b[2J");
        QTest::newRow("U08 carriage return") << QByteArray("a\rb") << QStringLiteral("a\\u000db");
        QTest::newRow("U09 placeholders") << QByteArray("%1 %n &File\t{0}") << QStringLiteral("%1 %n &File\t{0}");
        QTest::newRow("line breaks") << QByteArray("a\r\nb\nc") << QStringLiteral("a\nb\nc");
        QTest::newRow("Chinese") << QByteArray("你好") << QStringLiteral("你好");
    }
    void hostile()
    {
        QFETCH(QByteArray, bytes);
        QTEST(textWindow(bytes, 0).text, "shown");
    }

    void longLinesAreBroken()
    {
        const QByteArray line(1 << 20, 'x'); // U03
        const viewers::TextWindow first = textWindow(line, 0);
        QCOMPARE(first.end, viewers::textWindowBytes);
        for (const QString &part : first.text.split(QLatin1Char('\n')))
            QVERIFY(part.size() <= viewers::mostLineLength);
        QVERIFY(textWindow(QByteArray(1 << 20, '\n'), 0).end == viewers::textWindowLines);
    }

    void windowsMeetWithoutCuttingCharacters()
    {
        const QByteArray text = QByteArray("你好世界 😀").repeated(10'000);
        QString joined;
        for (qsizetype at = 0; at < text.size();) {
            const viewers::TextWindow window = textWindow(text, at);
            QVERIFY(window.end > at);
            joined += window.text;
            at = window.end;
        }
        QVERIFY(!joined.contains(QChar(0xFFFD)));
        QCOMPARE(joined.remove(QLatin1Char('\n')), QString::fromUtf8(text));
    }

    void onlyContinuationBytesGoForward()
    {
        const QByteArray bytes(1'000'000, '\x80'); // U05
        for (qsizetype at = 0; at < bytes.size();) {
            const qsizetype end = textWindow(bytes, at).end;
            QVERIFY(end > at);
            at = end;
        }
    }

    void hexInput_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("errorAt");
        QTest::newRow("spaced") << QStringLiteral("de ad BE ef") << QByteArray("\xde\xad\xbe\xef") << -1;
        QTest::newRow("joined") << QStringLiteral("deadbeef") << QByteArray("\xde\xad\xbe\xef") << -1;
        QTest::newRow("0x and commas") << QStringLiteral("0xDE, 0xAD\n0xbe") << QByteArray("\xde\xad\xbe") << -1;
        QTest::newRow("\\x") << QStringLiteral("\\xde\\xad") << QByteArray("\xde\xad") << -1;
        QTest::newRow("colons") << QStringLiteral("de:ad") << QByteArray("\xde\xad") << -1;
        QTest::newRow("nothing") << QStringLiteral(" ") << QByteArray() << -1;
        QTest::newRow("not hex") << QStringLiteral("de zz") << QByteArray() << 3;
        QTest::newRow("half") << QStringLiteral("de a") << QByteArray() << 3;
        QTest::newRow("half, then more") << QStringLiteral("d ef") << QByteArray() << 0;
        QTest::newRow("only 0x") << QStringLiteral("0x") << QByteArray() << 2;
    }
    void hexInput()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, bytes);
        QFETCH(int, errorAt);
        const auto read = viewers::bytesFromHex(text);
        QCOMPARE(bool(read), errorAt < 0);
        if (read)
            QCOMPARE(*read, bytes);
        else
            QCOMPARE(read.error().position, errorAt);
    }

    void hexViewSelectsAndCopies()
    {
        viewers::HexView view;
        view.resize(700, 300);
        view.show();
        QByteArray bytes;
        for (int i = 0; i < 1000; ++i)
            bytes += char(i);
        view.setBytes(bytes);
        QVERIFY(view.lineText(1).startsWith(QStringLiteral("00000010  10 11 12")));
        QTest::keyClick(&view, Qt::Key_Home, Qt::ControlModifier);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("00 01 02 03"));
        QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view.selectedBytes(), bytes);
        QTest::keyClick(&view, Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(view.selectedBytes(), QByteArray(1, char(999)));
        (void)view.grab();
    }
};

QTEST_MAIN(TestTextWindow)
#include "tst_textwindow.moc"
