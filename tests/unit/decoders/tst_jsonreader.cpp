// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/jsonoutline.h"
#include "core/decoders/jsonreader.h"

#include <QTest>

using namespace decoders;

namespace {

//! Writes down what it is told.
class Story final : public FieldSink
{
public:
    QByteArray told;

    void endText() override { told += '|'; }
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

    void severalTexts_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("told"); // Texts apart by a bar.
        QTest::addColumn<JsonStatus>("status");
        QTest::addColumn<int>("lenient");
        const auto row = [](const char *name, const QByteArray &payload, const char *told,
                             JsonStatus status = JsonStatus::Valid, Leniency lenient = Leniency::None) {
            QTest::newRow(name) << payload << QByteArray(told) << status << static_cast<int>(lenient);
        };
        row("one", "{}", "{}|");
        row("side by side", "{}{\"a\":1}[2]", "{}|{a:1}|[2]|");
        row("lines", "{\"a\":1}\n{\"a\":2}\r\n", "{a:1}|{a:2}|");
        row("numbers in lines", "1\n2\n", "1|2|");
        row("0x1E", "\x1e{\"a\":1}\n\x1e{\"a\":2}\n", "{a:1}|{a:2}|");
        row("NUL between", QByteArray("{}\0[]", 5), "{}|[]|");
        row("NUL behind", QByteArray("{}\0\0", 4), "{}|", JsonStatus::Valid, Leniency::TrailingNul);
        row("byte order mark", "\xEF\xBB\xBF{}", "{}|", JsonStatus::Valid, Leniency::ByteOrderMark);
        row("NaN", "{\"a\":NaN,\"b\":[Infinity,-Infinity]}", "{a:nb:[nn]}|", JsonStatus::Valid, Leniency::NotANumber);
        row("a bare NaN", "NaN", "n|", JsonStatus::Valid, Leniency::NotANumber);
        row("a stray byte behind", "{\"a\":1}x", "{a:1}|", JsonStatus::Malformed);
        row("a stray bracket behind", "{\"a\":1}}", "{a:1}|", JsonStatus::Malformed);
        row("a stray quote behind", "{\"a\":1}\"", "{a:1}|", JsonStatus::Malformed);
        row("a stray octet behind", "{\"a\":1}\xff", "{a:1}|", JsonStatus::Malformed);
        row("a broken line in the middle", "{\"a\":1}\n{\"a\":}\n{\"a\":3}", "{a:1}|{a:{a:3}|", JsonStatus::Malformed);
        row("a line not closed", "{\"a\":1}\n{\"a\n{\"a\":3}", "{a:1}|{a:3}|", JsonStatus::Malformed);
        row("prose", "12 apples", "12", JsonStatus::Malformed);
        row("prose that begins like a word", "true story", "t", JsonStatus::Malformed);
        row("text", "hello", "", JsonStatus::NotJson);
        row("nothing", "", "", JsonStatus::NotJson);
        row("only blanks", " \n\x1e", "", JsonStatus::NotJson);
        row("a broken text over lines", "{\n\"a\":\n,\n{\"b\":1}}", "{a:", JsonStatus::Malformed);
    }
    void severalTexts()
    {
        QFETCH(QByteArray, payload);
        QFETCH(int, lenient);
        Story story;
        JsonReader reader;
        const JsonTexts found = reader.walkTexts(payload, story);
        QTEST(story.told, "told");
        QTEST(found.status, "status");
        QCOMPARE(int(found.lenient), lenient);
        QCOMPARE(found.at >= 0, lenient != 0 || found.status == JsonStatus::Malformed);
        QVERIFY(found.at <= payload.size());
        for (qsizetype size = 0; size < payload.size(); ++size) // Every shorter prefix, from memory of just its size.
            (void)reader.walkTexts(QByteArray(payload.constData(), size), story);
    }
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
