// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/topics.h"

#include <QTest>

class TestTopics : public QObject
{
    Q_OBJECT
private slots:
    void found_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("topic");
        const auto row = [](const char *name, const char *message, const char *topic) {
            QTest::newRow(name) << QByteArray(message) << QByteArray(topic);
        };
        row("first key", "{\"type\":\"trade\",\"p\":1}", "trade");
        row("behind others", "{\"a\":{\"type\":\"no\"},\"b\":[1,{\"type\":\"no\"}],\"channel\" : \"x\"}", "x");
        row("the first one counts", "{\"e\":\"trade\",\"type\":\"other\"}", "trade");
        row("spaces", " { \"topic\" :\n \"a b\" }", "a b");
        row("an escape in a key before", "{\"a\\\"b\":\"}\",\"type\":\"t\"}", "t");
        row("a text that looks like one", "{\"a\":\"\\\"type\\\":\\\"no\\\"\",\"b\":1}", "");
        row("no text", "{\"type\":7,\"event\":\"tick\"}", "tick");
        row("an array", "[{\"type\":\"t\"}]", "");
        row("no object", "hello", "");
        row("nothing", "", "");
        row("cut", "{\"type\":\"tra", "");
        row("cut before", "{\"type\":", "");
        row("behind the end", "{}{\"type\":\"t\"}", "");
    }
    void found()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, topic);
        metrics::TopicFinder finder;
        QCOMPARE(finder.topicOf(message).toByteArray(), topic);
        // What came before only makes it quicker.
        (void)finder.topicOf("{\"type\":\"before\"}");
        QCOMPARE(finder.topicOf(message).toByteArray(), topic);
        QCOMPARE(finder.topicOf(message).toByteArray(), topic);
    }
    void everyShorterPrefix()
    {
        const QByteArray whole = "{\"a\":[1,\"\\\"\"],\"type\":\"trade\",\"x\":{}}";
        metrics::TopicFinder finder;
        for (qsizetype size = 0; size <= whole.size(); ++size) {
            const QByteArray part = whole.first(size);
            const QByteArrayView topic = finder.topicOf(part);
            QVERIFY(topic.isEmpty() || topic.toByteArray() == "trade");
        }
    }
    void namesOnly()
    {
        metrics::TopicFinder finder;
        QVERIFY(finder.topicOf("{\"type\":\"" + QByteArray(65, 'x') + "\"}").isEmpty());
        QCOMPARE(finder.topicOf("{\"type\":\"" + QByteArray(64, 'x') + "\"}").size(), 64);
        QVERIFY(finder.topicOf("{\"a\":\"" + QByteArray(600, 'x') + "\",\"type\":\"t\"}").isEmpty());
    }
    void bounded()
    {
        metrics::Topics topics;
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 1000; ++i)
                topics.add("topic" + QByteArray::number(i), 10);
        }
        QCOMPARE(topics.all().size(), metrics::Topics::most);
        QCOMPARE(topics.all().at("topic0"), (metrics::Flow{3, 30}));
        QCOMPARE(topics.others(), (metrics::Flow{2400, 24'000}));
        metrics::Topics copy = topics;
        copy.add("topic0", 1);
        QCOMPARE(topics.all().at("topic0").messages, quint64(3));
        QVERIFY(copy != topics);
    }
};

QTEST_GUILESS_MAIN(TestTopics)
#include "tst_topics.moc"
