// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/jsoncursor.h"

#include "core/decoders/jsonoutline.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using importers::JsonCursor;
using Token = JsonCursor::Token;

class TestJsonCursor : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;

    [[nodiscard]] std::unique_ptr<importers::Input> input(const QByteArray &bytes) const
    {
        QFile file(m_dir.filePath("json"));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        file.close();
        return std::move(*importers::Input::open(file.fileName()));
    }
    //! All tokens as text; Broken ends it.
    [[nodiscard]] QByteArray walked(const QByteArray &bytes) const
    {
        const auto file = input(bytes);
        JsonCursor cursor(*file);
        QByteArray all;
        for (;;) {
            switch (cursor.next()) {
            case Token::BeginObject: all += '{'; break;
            case Token::EndObject: all += '}'; break;
            case Token::BeginArray: all += '['; break;
            case Token::EndArray: all += ']'; break;
            case Token::Key: all += 'k' + cursor.text() + ' '; break;
            case Token::String: all += 's' + cursor.text() + ' '; break;
            case Token::Number: all += 'n' + cursor.text() + ' '; break;
            case Token::True: all += 't'; break;
            case Token::False: all += 'f'; break;
            case Token::Null: all += '0'; break;
            case Token::End: return all;
            case Token::Broken: return all + '!';
            }
        }
    }

private slots:
    void walks()
    {
        QCOMPARE(walked("{\"a\":[1,-2.5e3,\"x\"],\"b\":{},\"c\":[]} \n [true,false,null]"),
            "{ka [n1 n-2.5e3 sx ]kb {}kc []}[tf0]");
        QCOMPARE(walked("\"\\u00e9\\ud83d\\ude00\\n\\\\ \\ud800\""), "sé😀\n\\ \xEF\xBF\xBD ");
        QCOMPARE(walked(""), "");
        for (const char *text : {"{", "[1,]", "{\"a\"}", "{\"a\":1,}", "[1 2]", "tru", "\"\\x\"", "\"a", "\"\\u12\"",
                 "]", "[}", "01", "\"\n\"", "{1:2}", "[,1]"})
            QVERIFY2(walked(text).endsWith('!'), text);
        QVERIFY(walked(QByteArray(513, '[')).endsWith('!'));
        QCOMPARE(walked(QByteArray(512, '[') + QByteArray(512, ']')).size(), 1024);
    }
    void longStringsAcrossWindows()
    {
        const QByteArray text = QByteArray(700'000, 'x') + "\\n" + QByteArray(300'000, 'y');
        QCOMPARE(walked("[\"" + text + "\"]").size(), 1 + 1 + 1'000'001 + 1 + 1);
    }
    void skips()
    {
        const auto file = input("[{\"a\":[1,{\"b\":\"]\"}]},\"next\"]");
        JsonCursor cursor(*file);
        QCOMPARE(cursor.next(), Token::BeginArray);
        QVERIFY(cursor.skip());
        QCOMPARE(cursor.next(), Token::String);
        QCOMPARE(cursor.text(), "next");
        QVERIFY(cursor.restartAt(1));
        QCOMPARE(cursor.next(), Token::BeginObject);
    }
    // As strict as the reader of messages, but for bytes that are no UTF-8.
    void agreesWithTheStrictReader()
    {
        std::mt19937 random(3);
        const QByteArrayList parts{"{", "}", "[", "]", ",", ":", "\"a\"", "1", "-", "0", ".5", "e1", "true", "null",
            " ", "\"\\n\"", "\"\\q\""};
        for (int i = 0; i < 500; ++i) {
            QByteArray text;
            for (unsigned part = random() % 8; part < 8; ++part)
                text += parts[static_cast<qsizetype>(random() % parts.size())];
            const bool isOne = decoders::outline(text).hasValue();
            const QByteArray mine = walked(text);
            if (isOne)
                QVERIFY2(!mine.endsWith('!'), text);
        }
    }
};

QTEST_GUILESS_MAIN(TestJsonCursor)
#include "tst_jsoncursor.moc"
