// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminaltext.h"

#include "app/run/printer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

//! What reaches a terminal is drawn and never obeyed (U08).
class TestTerminalText : public QObject
{
    Q_OBJECT
private:
    static QByteArray drawn(const QByteArray &bytes)
    {
        QByteArray out;
        app::appendForTerminal(out, bytes);
        return out;
    }
    static QByteArray ndjson(const QByteArray &payload, bool toTerminal)
    {
        QByteArray out;
        app::appendNdjson(out,
            {.seq = 1, .kind = capture::Kind::Text, .payload = payload, .size = payload.size()}, toTerminal);
        return out;
    }

private slots:
    void b11Characters_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &shown) {
            QTest::newRow(name) << bytes << shown;
        };
        row("plain", "{\"a\":1}\tb\nc", "{\"a\":1}\tb\nc");
        row("letters", "größe 値 😀", "größe 値 😀");
        row("escape", "\x1b[2J", "\\x1b[2J");
        row("bell, backspace, return", "\a\b\r", "\\x07\\x08\\x0d");
        row("delete", "\x7f", "\\x7f");
        row("NUL", QByteArray("a\0b", 3), "a\\x00b");
        row("C1: CSI",
            "\xc2\x9b"
            "31m",
            "\\x9b31m");
        row("C1: OSC",
            "\xc2\x9d"
            "0;title",
            "\\x9d0;title");
        row("C1 as a bare byte",
            "\x9b"
            "31m",
            "\\x9b31m");
        row("half a character", "a\xe5\x80", "a\\xe5\\x80");
        row("override", "safe\xe2\x80\xaegnp.exe", "safe\\u202egnp.exe");
        row("isolate", "\xe2\x81\xa6x\xe2\x81\xa9", "\\u2066x\\u2069");
        row("zero width",
            "a\xe2\x80\x8b"
            "b",
            "a\\u200bb");
        row("order mark",
            "\xef\xbb\xbf"
            "a",
            "\\ufeffa");
        row("line separator",
            "a\xe2\x80\xa8"
            "b",
            "a\\u2028b");
        row("tag", "\xf3\xa0\x81\x81", "\\u{e0041}");
    }
    void b11Characters()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, shown);
        QCOMPARE(drawn(bytes), shown);
        const QByteArray line = app::terminalLine(QString::fromUtf8(bytes)).toUtf8();
        for (const char c : line)
            QVERIFY(static_cast<uchar>(c) >= 0x20 && c != '\x7f');
        QVERIFY(!line.contains("\xc2\x9b") && !line.contains("\xe2\x80\xae"));
    }
    void b11Ndjson_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("CSI") << QByteArray("\xc2\x9b"
                                           "31m\x1b[m");
        QTest::newRow("override") << QByteArray("a\xe2\x80\xae"
                                                "b\"\\");
        QTest::newRow("tag") << QByteArray("\xf3\xa0\x81\x81");
        QTest::newRow("order mark") << QByteArray("\xef\xbb\xbf"
                                                  "a");
        QTest::newRow("letters") << QByteArray("größe 😀");
    }
    void b11Ndjson()
    {
        QFETCH(QByteArray, payload);
        const QByteArray terminal = ndjson(payload, true);
        QVERIFY(
            !terminal.contains("\xc2\x9b") && !terminal.contains("\xe2\x80\xae") && !terminal.contains("\xf3\xa0\x81"));
        // Escaped, it is the same text.
        const QString text = QJsonDocument::fromJson(terminal).object()["payload"].toString();
        QCOMPARE(text.toUtf8(), payload);
        QVERIFY(terminal.count('\n') == 1 && terminal.endsWith('\n'));
    }
};

QTEST_APPLESS_MAIN(TestTerminalText)
#include "tst_terminaltext.moc"
