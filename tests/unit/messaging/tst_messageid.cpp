// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/messageid.h"

#include <QTest>

using messaging::IdProblem;
using messaging::JsonFields;

class TestMessageId : public QObject
{
    Q_OBJECT
private slots:
    void ids_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("id");
        QTest::addColumn<int>("problem"); // -1: none.
        const auto ok = [](const char *name, const QByteArray &text, const QByteArray &id) {
            QTest::newRow(name) << text << id << -1;
        };
        const auto no = [](const char *name, const QByteArray &text, IdProblem problem) {
            QTest::newRow(name) << text << QByteArray() << static_cast<int>(problem);
        };
        ok("D06 int", "{\"id\":42}", "42");
        ok("D06 over 2^53", "{\"id\":9007199254740993}", "9007199254740993");
        ok("D06 over 2^63", "{\"id\":123456789012345678901234567890}", "123456789012345678901234567890");
        ok("D06 string", "{\"id\":\"a-1\"}", "\"a-1\"");
        ok("D06 uuid", "{\"id\":\"8c9e6679-7425-40de-944b-e07fc1f90ae7\"}", "\"8c9e6679-7425-40de-944b-e07fc1f90ae7\"");
        ok("D06 float", "{\"id\":1.50}", "1.50");
        ok("D06 raw token, not its meaning", "{\"id\":\"\\u0061\"}", "\"\\u0061\"");
        ok("D06 spaces before", " \n{\"id\": 7}", "7");
        ok("D06 key twice: the last", "{\"id\":1,\"id\":2}", "2");
        ok("D06 escaped key", "{\"\\u0069d\":3}", "3");
        ok("D06 256 bytes", "{\"id\":\"" + QByteArray(254, 'x') + "\"}", "\"" + QByteArray(254, 'x') + "\"");
        no("D06 257 bytes", "{\"id\":\"" + QByteArray(255, 'x') + "\"}", IdProblem::TooLong);
        no("D06 1 MiB", "{\"id\":\"" + QByteArray(1 << 20, 'x') + "\"}", IdProblem::TooLong);
        no("D06 null", "{\"id\":null}", IdProblem::Missing);
        no("D06 missing", "{\"data\":{\"id\":1}}", IdProblem::Missing);
        no("D06 object", "{\"id\":{\"a\":1}}", IdProblem::NotScalar);
        no("D06 true", "{\"id\":true}", IdProblem::NotScalar);
        no("D06 array", "[{\"id\":1}]", IdProblem::NotJson);
        no("D06 text", "id 7", IdProblem::NotJson);
        no("D06 empty", "", IdProblem::NotJson);
        no("D06 broken", "{\"id\":7", IdProblem::NotJson);
    }
    void ids()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, id);
        QFETCH(int, problem);
        const auto found = messaging::idIn(text, QStringLiteral("id"));
        QCOMPARE(found.hasValue(), problem < 0);
        if (found)
            QCOMPARE(*found, id);
        else
            QCOMPARE(static_cast<int>(found.error()), problem);
    }

    void paths()
    {
        const QByteArray text = "{\"meta\":{\"id\":5,\"type\":\"re\\u0073ult\"},\"id\":6,\"list\":[{\"id\":7}]}";
        JsonFields fields({"meta.id", "id", "list.id", "id.deeper", "", "meta.type", "meta", "list[0].id"});
        fields.read(text);
        QCOMPARE(*fields.id(0), QByteArray("5"));
        QCOMPARE(*fields.id(1), QByteArray("6"));
        for (const std::size_t none : {2, 3, 4})
            QVERIFY(!fields.id(none));
        QCOMPARE(fields.text(5), QByteArray("result"));
        QVERIFY(fields.has(6));
        QCOMPARE(*fields.id(7), QByteArray("7"));
        fields.read("{\"list[0]\":{\"id\":1},\"list\":[{\"id\":2}]}");
        QCOMPARE(*fields.id(7), QByteArray("1")); // As profiles meant it before there were indexes.
        fields.read("[1]");
        QVERIFY(!fields.has(6));
    }

    void everyShorterPrefixHasNoId()
    {
        const QByteArray text = "{\"a\":[1,{\"b\":null}],\"id\":\"x\\\"y\"}";
        for (qsizetype size = 0; size < text.size(); ++size)
            QVERIFY(!messaging::idIn(text.first(size), QStringLiteral("id")));
    }

    void numbersOfAnyLength()
    {
        using namespace messaging::integer;
        QCOMPARE(of("007"), std::optional<QByteArray>("7"));
        QCOMPARE(of("\"12\""), std::optional<QByteArray>("12"));
        for (const char *none : {"-1", "1.0", "1e3", "", "\"\"", "\"a\"", "\"1", "+1"})
            QVERIFY2(!of(none), none);
        QVERIFY(compare("9", "10") < 0);
        QVERIFY(compare("123456789012345678901", "123456789012345678900") > 0);
        QCOMPARE(plus("999", 1), QByteArray("1000"));
        QCOMPARE(plus("18446744073709551615", 1), QByteArray("18446744073709551616"));
        QCOMPARE(plus("5", 1'000), QByteArray("1005"));
        QCOMPARE(plus("95", 7), QByteArray("102"));
        QCOMPARE(plus("0", 0), QByteArray("0"));
        QCOMPARE(minusOne("1000"), QByteArray("999"));
        QCOMPARE(minusOne("1"), QByteArray("0"));
        for (int i = 1; i < 2'000; ++i) {
            QCOMPARE(minusOne(plus(QByteArray::number(i), 1)), QByteArray::number(i));
            QCOMPARE(plus(QByteArray::number(i), 999), QByteArray::number(i + 999));
        }
    }
};

QTEST_GUILESS_MAIN(TestMessageId)
#include "tst_messageid.moc"
