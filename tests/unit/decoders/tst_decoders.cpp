// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/base64strings.h"
#include "core/decoders/catalog.h"
#include "core/decoders/jsonwriter.h"

#include <QSet>
#include <QTest>

#include <bit>

using decoders::Decoded;
using decoders::DecodeFault;
using Verdict = decoders::Decoded::Verdict;

// Every format of the catalogue: each row is a message and what is told of it, as JSON.
class DecodersTest : public QObject
{
    Q_OBJECT
private:
    static QByteArray hex(const char *bytes) { return QByteArray::fromHex(bytes); }
    static QByteArray little(quint64 value, int bytes)
    {
        QByteArray text;
        for (int i = 0; i < bytes; ++i)
            text += static_cast<char>(value >> (8 * i));
        return text;
    }
    static QByteArray userRecord(quint8 type, quint32 user, double ms, double value)
    {
        return little(type, 1) + little(user, 4) + little(std::bit_cast<quint64>(ms), 8)
            + little(std::bit_cast<quint64>(value), 8);
    }
    static const decoders::DecoderEntry &entry(const QString &id)
    {
        return decoders::catalog()[static_cast<std::size_t>(decoders::decoderNumber(QLatin1StringView(id.toLatin1())))];
    }

private slots:
    void catalogIsInOrder()
    {
        QSet<QString> ids;
        for (const auto &each : decoders::catalog()) {
            QVERIFY(each.takesText || each.takesBinary);
            QVERIFY(each.make() != nullptr);
            QCOMPARE(decoders::decoderNumber(each.id), static_cast<int>(ids.size()));
            ids.insert(each.id);
        }
        QCOMPARE(static_cast<std::size_t>(ids.size()), decoders::catalog().size());
        QVERIFY(decoders::catalog().size() <= decoders::mostDecoders);
        QCOMPARE(decoders::decoderNumber(QLatin1StringView("nope")), -1);
    }

    void formats_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("told");
        QTest::addColumn<int>("records");
        const auto row
            = [](const char *id, const char *name, const QByteArray &payload, const char *told, int records = 1) {
                  QTest::addRow("%s: %s", id, name) << QString(id) << payload << QByteArray(told) << records;
              };
        row("json", "one", "{\"a\":[1,null,true,\"x\\n\"]}", "{\"a\":[1,null,true,\"x\\n\"]}");
        row("json", "two", "{\"a\":1}{\"a\":12345678901234567890}", "[{\"a\":1},{\"a\":12345678901234567890}]", 2);
        row("messagepack", "map", hex("82a46e616d65a161a17601"), "{\"name\":\"a\",\"v\":1}");
        row("cbor", "map", hex("a2646e616d656161617601"), "{\"name\":\"a\",\"v\":1}");
        row("bson", "document", hex("0c0000001076000100000000"), "{\"v\":1}");
        row("user-records", "one", userRecord(3, 70001, 1795800000123, -2.5),
            "{\"type\":3,\"userId\":70001,\"timestamp\":1795800000123,\"value\":-2.5}");
        row("user-records", "two, one without a value",
            userRecord(1, 1, 1795800000000, 1) + userRecord(1, 2, 1795800000001, qQNaN()),
            "[{\"type\":1,\"userId\":1,\"timestamp\":1795800000000,\"value\":1},"
            "{\"type\":1,\"userId\":2,\"timestamp\":1795800000001,\"value\":null}]",
            2);
        row("influx", "all kinds of values",
            "weather,location=us\\ west,id=7 temperature=82.5,n=12i,wet=t,note=\"a b\" 1795800000000000000",
            "{\"location\":\"us west\",\"id\":\"7\",\"weather\":{\"temperature\":82.5,\"n\":12,\"wet\":true,"
            "\"note\":\"a b\"},\"time\":1795800000000000000}");
        row("influx", "lines", "cpu load=1\n# a comment\ncpu load=2\n",
            "[{\"cpu\":{\"load\":1}},{\"cpu\":{\"load\":2}}]", 2);
        row("key-value", "blanks", "temp=21.5 hum=40 state=\"on top\" door=open",
            "{\"temp\":21.5,\"hum\":40,\"state\":\"on top\",\"door\":\"open\"}");
        row("key-value", "commas and lines", "t=1,u=2\nt=3,u=null", "[{\"t\":1,\"u\":2},{\"t\":3,\"u\":null}]", 2);
        row("csv", "row", "21.5,40,north", "[21.5,40,\"north\"]");
        row("csv", "names first", "time;temp;site\r\n1795800000;1.5;a\r\n1795800001;;b\r\n",
            "[{\"time\":1795800000,\"temp\":1.5,\"site\":\"a\"},{\"time\":1795800001,\"temp\":null,\"site\":\"b\"}]",
            2);
        row("csv", "quotes", "\"a,b\",1\n\"c\"\"d\",2", "[[\"a,b\",1],[\"c\\\"\\\"d\",2]]", 2);
        row("csv", "tabs", "1\t2,5\t3", "[1,\"2,5\",3]");
    }
    void formats()
    {
        QFETCH(QString, id);
        QFETCH(QByteArray, payload);
        QFETCH(QByteArray, told);
        QFETCH(int, records);
        const auto decoder = entry(id).make();
        const decoders::PayloadFacts facts{.isText = entry(id).takesText};
        QVERIFY(id == "csv" && payload.startsWith('"') ? true : decoder->accepts(payload, facts));
        for (int again = 0; again < 2; ++again) { // What was learnt changes nothing.
            decoders::JsonWriter writer(1 << 20);
            const Decoded decoded = decoder->walk(payload, facts, writer);
            QCOMPARE(decoded.verdict, Verdict::Whole);
            QCOMPARE(decoded.records, records);
            QCOMPARE(writer.text(), told);
        }
        for (const bool isNew : {true, false}) {
            for (qsizetype size = 0; size < payload.size();
                 ++size) { // Every shorter prefix, from memory of just its size.
                const QByteArray cut(payload.constData(), size);
                const auto other = isNew ? entry(id).make() : nullptr;
                decoders::Decoder &one = other ? *other : *decoder;
                decoders::JsonWriter writer(1 << 20);
                if (one.accepts(cut, facts))
                    (void)one.walk(cut, facts, writer);
            }
        }
    }

    void proseIsNoFormat_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"hello, world", "pong", "Error 5, will retry in 3 seconds, wait", "a=b", "x = 5",
                 "http://h/?a=1,2", "<b a=1>2</b>", "1 2 3", "12 apples, 3 pears and much more of it all",
                 "See you at 12:30, John", "{\"a\":1,", "[1,2", "PING 17"})
            QTest::addRow("%s", text) << QByteArray(text);
    }
    void proseIsNoFormat()
    {
        QFETCH(QByteArray, text);
        for (const auto &each : decoders::catalog()) {
            const auto decoder = each.make();
            decoders::JsonWriter writer(1 << 20);
            if (each.takesText && decoder->accepts(text, {}))
                (void)decoder->walk(text, {}, writer);
            QVERIFY2(writer.records() == 0, each.id.data());
        }
    }

    void envelopes()
    {
        const auto decoder = entry("envelope").make();
        decoders::JsonWriter writer(1 << 20);
        const auto walk = [&](const QByteArray &payload) { return decoder->walk(payload, {.isText = false}, writer); };
        QVERIFY(!decoder->accepts(hex("0102"), {.isText = false}));
        const QByteArray whole = hex("abcd010700000002") + "{}"; // The content is a view into it.
        const Decoded opened = walk(whole);
        QCOMPARE(opened.verdict, Verdict::Opened);
        QCOMPARE(opened.content, QByteArrayView("{}"));
        const auto fault = [&](const QByteArray &payload, DecodeFault expected, qsizetype at) {
            const Decoded decoded = walk(payload);
            QCOMPARE(decoded.verdict, Verdict::Foreign);
            QVERIFY(decoded.fault == expected);
            QCOMPARE(decoded.at, at);
        };
        QVERIFY(decoder->accepts(hex("0102"), {.isText = false})); // They are expected now.
        fault(hex("abce010700000000"), DecodeFault::WrongMagic, 0);
        fault(hex("abcd020700000000"), DecodeFault::UnknownVersion, 2);
        fault(hex("abcd010700000001"), DecodeFault::WrongLength, 4);
        fault(hex("abcd0107ffffffff00"), DecodeFault::WrongLength, 4);
        fault(hex("abcd01"), DecodeFault::WrongLength, 3);
        decoder->reset();
        QVERIFY(!decoder->accepts(hex("0102"), {.isText = false}));
    }

    void demoRecords()
    {
        const auto decoder = entry("records").make();
        const decoders::PayloadFacts binary{.isText = false, .wallNs = 1'795'800'000'000 * 1'000'000};
        const QByteArray record = hex("0001400400000000000003e8"); // 2.5 at …, 1 000 ms modulo 65 536.
        QVERIFY(!decoder->accepts(record, binary));
        decoders::JsonWriter writer(1 << 20);
        const QByteArray ids = "{\"type\":\"metrics\",\"ids\":{\"1\":\"sal\\u0065s\"}}";
        QVERIFY(decoder->accepts(ids, {}) && !decoder->accepts("{\"type\":\"data\"}", {}));
        QCOMPARE(decoder->walk(ids, {}, writer).verdict, Verdict::Foreign); // JSON reads it as well.
        QVERIFY(decoder->accepts(record, binary));
        QCOMPARE(decoder->walk(record, binary, writer).records, 1);
        QCOMPARE(writer.text().left(60), QByteArray("{\"type\":\"data\",\"metric\":\"sales\",\"value\":2.5,\"timestamp\":1795"));
        QVERIFY(decoder->walk(hex("0009400400000000000003e8"), binary, writer).fault == DecodeFault::UnknownId);
        QVERIFY(decoder->walk(record.chopped(1), binary, writer).fault == DecodeFault::BadRecordSize);
        decoder->reset();
        QVERIFY(!decoder->accepts(record, binary));
    }

    void aSingleRecordIsLimited()
    {
        decoders::JsonWriter writer(16);
        const auto decoder = entry("json").make();
        QCOMPARE(decoder->walk("{\"a\":1}{\"b\":[1,2,3,4,5,6,7,8,9]}{\"c\":2}", {}, writer).records, 3);
        QCOMPARE(writer.text(), QByteArray("{\"a\":1}"));
        QVERIFY(writer.isCut());
    }

    void base64StringsAreRead()
    {
        decoders::JsonWriter writer(1 << 20);
        decoders::Base64Strings strings(writer);
        const auto decoder = entry("json").make();
        const QByteArray inner = QByteArray("{\"v\":1.5,\"s\":\"x\"}");
        const QByteArray outer = "{\"data\":\"" + inner.toBase64() + "\",\"other\":\""
            + QByteArray("just text").toBase64() + "\",\"broken\":\"" + QByteArray("{\"v\":").toBase64()
            + "\",\"url\":\"" + QByteArray("[\"?>?>?>\"]").toBase64(QByteArray::Base64UrlEncoding) + "\"}";
        QCOMPARE(decoder->walk(outer, {}, strings).records, 1);
        QCOMPARE(writer.text(),
            "{\"data\":" + inner + ",\"other\":\"anVzdCB0ZXh0\",\"broken\":\"eyJ2Ijo=\",\"url\":[\"?>?>?>\"]}");
    }
};

QTEST_APPLESS_MAIN(DecodersTest)
#include "tst_decoders.moc"
