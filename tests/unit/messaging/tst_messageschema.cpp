// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/messageschema.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace std::chrono_literals;
using messaging::MessageSchema;

class TestMessageSchema : public QObject
{
    Q_OBJECT
private slots:
    void breaches_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("breach"); // rule and path; empty: it holds
        const QByteArray full = "{\"type\":\"object\",\"required\":[\"type\",\"data\"],\"properties\":{\"type\":{\"enum\":[\"a\",\"b\"]},"
                                "\"data\":{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":\"integer\","
                                "\"minimum\":1,\"maximum\":9},\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\","
                                "\"minLength\":1,\"maxLength\":2}}}}}}";
        const auto row = [&](const char *name, const char *message, const char *breach) {
            QTest::newRow(name) << full << QByteArray(message) << QString(breach);
        };
        row("holds", "{\"type\":\"a\",\"data\":{\"n\":5,\"tags\":[\"x\"]},\"more\":1}", "");
        row("no object", "[]", "type ");
        row("missing", "{\"type\":\"a\"}", "required data");
        row("missing inside", "{\"type\":\"a\",\"data\":{}}", "required data.n");
        row("not one of", "{\"type\":\"c\",\"data\":{\"n\":1}}", "enum type");
        row("wrong type", "{\"type\":\"a\",\"data\":{\"n\":\"5\"}}", "type data.n");
        row("no integer", "{\"type\":\"a\",\"data\":{\"n\":1.5}}", "type data.n");
        row("too small", "{\"type\":\"a\",\"data\":{\"n\":0}}", "minimum data.n");
        row("too large", "{\"type\":\"a\",\"data\":{\"n\":10}}", "maximum data.n");
        row("too short", "{\"type\":\"a\",\"data\":{\"n\":1,\"tags\":[\"x\",\"\"]}}", "minLength data.tags[]");
        row("too long", "{\"type\":\"a\",\"data\":{\"n\":1,\"tags\":[\"xyz\"]}}", "maxLength data.tags[]");
        row("two code points", "{\"type\":\"a\",\"data\":{\"n\":1,\"tags\":[\"\\ud83d\\ude00\\ud83d\\ude00\"]}}", "");
        QTest::newRow("no schema holds for all") << QByteArray("{}") << QByteArray("[1]") << QString();
        QTest::newRow("integers are numbers") << QByteArray("{\"type\":\"number\"}") << QByteArray("5") << QString();
    }
    void breaches()
    {
        QFETCH(QByteArray, schema);
        QFETCH(QByteArray, message);
        const auto read = MessageSchema::fromJson(QJsonDocument::fromJson(schema).object());
        QVERIFY2(read, read ? "" : qPrintable(read.error()));
        const auto breach = read->breachOf(value(message));
        static const QStringList rules{"type", "required", "enum", "minimum", "maximum", "minLength", "maxLength"};
        QTEST(breach ? rules[static_cast<int>(breach->rule)] + ' ' + breach->path : QString(), "breach");
        const auto again = MessageSchema::fromJson(read->toJson());
        QVERIFY(again && again->toJson() == read->toJson());
    }
    void outsideOfTheSubset_data()
    {
        QTest::addColumn<QByteArray>("schema");
        QTest::addColumn<QString>("path");
        QTest::newRow("unknown word") << QByteArray("{\"oneOf\":[]}") << "oneOf";
        QTest::newRow("unknown word inside") << QByteArray("{\"properties\":{\"a\":{\"pattern\":\"x\"}}}") << "a.pattern";
        QTest::newRow("unknown type") << QByteArray("{\"properties\":{\"a\":{\"type\":\"date\"}}}") << "a";
        QTest::newRow("bound that is a text") << QByteArray("{\"properties\":{\"a\":{\"minimum\":\"1\"}}}") << "a";
        QTest::newRow("property that is no schema") << QByteArray("{\"properties\":{\"a\":5}}") << "a";
        QTest::newRow("items that are no schema") << QByteArray("{\"items\":[]}") << "[]";
    }
    void outsideOfTheSubset()
    {
        QFETCH(QByteArray, schema);
        const auto read = MessageSchema::fromJson(QJsonDocument::fromJson(schema).object());
        QVERIFY(!read);
        QTEST(read.error(), "path");
    }
    void learned()
    {
        MessageSchema schema;
        schema.learn(value("{\"type\":\"tick\",\"price\":5,\"note\":\"x\"}"));
        schema.learn(value("{\"type\":\"tick\",\"price\":5.5,\"tags\":[1,\"a\"]}"));
        QVERIFY(!schema.breachOf(value("{\"type\":\"tick\",\"price\":7,\"tags\":[]}")));
        QCOMPARE(schema.breachOf(value("{\"type\":\"tick\"}"))->path, QString("price"));
        QCOMPARE(schema.breachOf(value("{\"type\":\"tick\",\"price\":\"7\"}"))->path, QString("price"));
        QCOMPARE(schema.breachOf(value("{\"type\":\"tick\",\"price\":7,\"tags\":[{}]}"))->path, QString("tags[]"));
        QVERIFY2(!schema.breachOf(value("{\"type\":\"tick\",\"price\":7,\"other\":1}")), "what is new breaks nothing");
    }
    void whatChanged()
    {
        MessageSchema before, later;
        before.learn(value("{\"a\":1,\"b\":\"x\",\"c\":{\"d\":1},\"e\":1}"));
        later.learn(value("{\"a\":\"1\",\"c\":{\"d\":1,\"f\":1},\"e\":1}"));
        later.learn(value("{\"a\":\"1\",\"c\":{\"d\":1,\"f\":1}}"));
        using Kind = MessageSchema::Change::Kind;
        const std::vector<MessageSchema::Change> expected{{Kind::Type, "a"}, {Kind::Removed, "b"}, {Kind::Added, "c.f"},
            {Kind::Optional, "e"}};
        QVERIFY(before.changesTo(later) == expected);
        QVERIFY(before.changesTo(before).empty());
    }
    void byType()
    {
        messaging::MessageSchemas schemas;
        schemas.learn(value("{\"type\":\"a\",\"x\":1}").toObject());
        QVERIFY(!schemas.check(value("{\"type\":\"b\"}").toObject()));
        QVERIFY(!schemas.check(value("{\"type\":\"a\",\"x\":2}").toObject()));
        QVERIFY(schemas.check(value("{\"type\":\"a\"}").toObject()));
        QCOMPARE(schemas.counts().at("a").checked, quint64(2));
        QCOMPARE(schemas.counts().at("a").broken, quint64(1));
        for (int i = 0; i < 1000; ++i)
            schemas.learn({{"type", QString::number(i)}});
        QCOMPARE(schemas.schemas().size(), messaging::MessageSchemas::mostTypes);
    }
    void deepAndWide()
    {
        QByteArray deep = "1";
        for (int i = 0; i < 100; ++i)
            deep = "{\"a\":" + deep + '}';
        MessageSchema schema;
        schema.learn(value(deep));
        QVERIFY(!schema.breachOf(value(deep)));
        QJsonObject wide;
        for (int i = 0; i < 2'000; ++i)
            wide.insert(QString::number(i), i);
        schema.learn(wide);
        QVERIFY(schema.toJson().value("properties").toObject().size() <= int(MessageSchema::mostProperties));
    }

private:
    static QJsonValue value(const QByteArray &json)
    {
        return QJsonDocument::fromJson('[' + json + ']').array().first();
    }
};

QTEST_GUILESS_MAIN(TestMessageSchema)
#include "tst_messageschema.moc"
