// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/jsonoutline.h"
#include "core/decoders/jsonreader.h"

#include <QTest>

using namespace decoders;

namespace {

//! Writes down what it is told.
class Story final : public JsonSink
{
public:
    QByteArray told;

    void beginObject() override { told += '{'; }
    void key(QByteArrayView raw, bool) override { told += raw.toByteArray() + ':'; }
    void endObject() override { told += '}'; }
    void beginArray() override { told += '['; }
    void endArray() override { told += ']'; }
    void string(QByteArrayView raw, bool) override { told += '"' + raw.toByteArray() + '"'; }
    void number(const JsonNumber &number) override { told += number.isBeyond ? "?" : QByteArray::number(number.value); }
    void boolean(bool value) override { told += value ? 't' : 'f'; }
    void null() override { told += 'n'; }
};

} // namespace

class JsonReaderTest : public QObject
{
    Q_OBJECT
private slots:
    void status_data();
    void status();
    void everyPrefixOfAMessage();
    void order();
    void nothingIsReadBehindTheEnd();
    void escapes();
    void largeThenSmall();
};

void JsonReaderTest::status_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<JsonStatus>("status");
    for (const char *valid :
        {"{}", "[]", " [ ] ", "0", "-1.5e3", "\"\"", "true", "false", "null", "{\"a\":{\"a\":[{}]}}",
            "\t\r\n {\"a\" : [ 1 , 2 ] } ", "{\"a\":1,\"a\":2}", "[1e400,100182534526255757567432481]", "\"\\ud800\"",
            "\"\\u0000\\n\\/\\\\\\\"\"", "\"\xc3\xa9\xf0\x9f\x98\x80\"", "{\"\":1}", "\"\x7f\"", "[\"a\\\\\",\"b\"]"})
        QTest::addRow("valid %s", valid) << QByteArray(valid) << JsonStatus::Valid;
    for (const char *broken : {"{", "[1,]", "[,1]", "{\"a\":1,}", "{\"a\"}", "{\"a\" 1}", "{a:1}", "{'a':1}", "[1 2]",
             "[1]]", "{}{}", "[1],", "nul", "truee", "true\"a\"", "nullx", "tr", "01", "1.", "-", "[1.]", "[-]", "[+1]",
             "\"a", "\"a\"b\"", "\"a\"\"b\"", "[1\"a\"]", "[\"a\"1]", "\"\\x\"", "\"\\u12g4\"", "\"\\u12\"", "\"\t\"",
             "\"\n\"", "[\"\\\"]", "\"\xff\"", "\"\xc3\"", "\"\xed\xa0\x80\"", "{\"a\":1}\xff", "[1]//", "{\"a\":1]",
             "[1}", "{1:2}", "[:]", "{\"a\"::1}", "\"a\" \"b\"", "1 2", "[1}]", "{\"a\":}", "123abc", "\"\xc0\xaf\""})
        QTest::addRow("broken %s", QByteArray(broken).toPercentEncoding().constData())
            << QByteArray(broken) << JsonStatus::Malformed;
    QTest::newRow("broken by a zero byte") << QByteArray("[1\0]", 4) << JsonStatus::Malformed;
    for (const char *other :
        {"", "  ", "pong", "+1", "'a'", "\xef\xbb\xbf{}", "\xff", ":", "]", ",", "}x{", "NaN", "hello {}"})
        QTest::addRow("no JSON %s", QByteArray(other).toPercentEncoding().constData())
            << QByteArray(other) << JsonStatus::NotJson;
    QTest::newRow("512 levels") << QByteArray(512, '[') + QByteArray(512, ']') << JsonStatus::Valid;
    QTest::newRow("513 levels") << QByteArray(513, '[') + QByteArray(513, ']') << JsonStatus::TooDeep;
    QTest::newRow("a million levels") << QByteArray(1'000'000, '[') << JsonStatus::TooDeep;
}

void JsonReaderTest::status()
{
    QFETCH(QByteArray, text);
    QFETCH(JsonStatus, status);
    JsonReader reader;
    Story story;
    QCOMPARE(reader.walk(text, story), status);
    if (status != JsonStatus::NotJson)
        QCOMPARE(outline(text).hasValue(), status == JsonStatus::Valid);
}

// No shorter text of an object is valid, and both readers agree.
void JsonReaderTest::everyPrefixOfAMessage()
{
    const QByteArray message
        = R"({"arg":{"channel":"t\u00e9\"x","n":-12.5e-3},"data":[[1,"2",null],{"ok":true,"no":false}],"é":"😀"})";
    JsonReader reader;
    for (qsizetype size = 0; size < message.size(); ++size) {
        Story story;
        const QByteArray prefix = message.first(size);
        QVERIFY2(reader.walk(prefix, story) != JsonStatus::Valid, prefix.constData());
        QVERIFY(!outline(prefix).hasValue());
    }
    Story story;
    QCOMPARE(reader.walk(message, story), JsonStatus::Valid);
}

void JsonReaderTest::order()
{
    JsonReader reader;
    Story story;
    QCOMPARE(reader.walk(R"( {"b":[1,"x" , true,null],"a":{"c":2.5,"c":1e999}} )", story), JsonStatus::Valid);
    QCOMPARE(story.told, QByteArray(R"({b:[1"x"tn]a:{c:2.5c:?}})"));
}

// The bytes behind a view belong to somebody else: a number or word must end where the view ends.
void JsonReaderTest::nothingIsReadBehindTheEnd()
{
    JsonReader reader;
    Story story;
    const QByteArray text = "1234567true\"abc\"";
    QCOMPARE(reader.walk(QByteArrayView(text).first(3), story), JsonStatus::Valid);
    QCOMPARE(story.told, QByteArray("123"));
    QCOMPARE(reader.walk(QByteArrayView(text).sliced(7, 3), story), JsonStatus::Malformed);
    QCOMPARE(reader.walk(QByteArrayView(text).sliced(11, 4), story), JsonStatus::Malformed);
}

void JsonReaderTest::escapes()
{
    QCOMPARE(unescaped(R"(a\n\"\\\/\u00e9\ud83d\ude00)"), QByteArray("a\n\"\\/é😀"));
    QCOMPARE(unescaped(R"(\ud800x)"), QByteArray("\xef\xbf\xbdx"));
    QVERIFY(escapesAreValid("plain"));
    QVERIFY(escapesAreValid(R"(\\\\u)"));
    QVERIFY(!escapesAreValid(R"(\u12)"));
    QVERIFY(!escapesAreValid("\\"));
}

void JsonReaderTest::largeThenSmall()
{
    JsonReader reader;
    Story story;
    const QByteArray large = '"' + QByteArray(5'000'000, 'x') + '"';
    QCOMPARE(reader.walk(large, story), JsonStatus::Valid);
    QCOMPARE(reader.walk("[1]", story), JsonStatus::Valid);
    QCOMPARE(reader.walk(large, story), JsonStatus::Valid);
}

QTEST_GUILESS_MAIN(JsonReaderTest)
#include "tst_jsonreader.moc"
