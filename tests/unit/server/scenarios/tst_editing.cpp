// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/editing.h"

#include "core/base/random.h"
#include "core/messaging/editorclient.h"
#include "tests/unit/server/scenariobench.h"

#include <QJsonArray>
#include <QTest>

using namespace std::chrono_literals;
using Bench = tests::ScenarioBench<server::Editing>;

class TestEditing : public QObject
{
    Q_OBJECT
private slots:
    void joinOperateAck()
    {
        Bench bench;
        bench.say(1, "{\"type\":\"join\",\"documentId\":\"d\"}");
        const QJsonObject init = bench.heard(1).first();
        QCOMPARE(init.value("type").toString(), QString("init"));
        QCOMPARE(init.value("content").toString(), QString());
        QCOMPARE(init.value("version").toInt(-1), 0);
        bench.say(2, "{\"type\":\"join\",\"documentId\":\"d\"}");
        bench.heard(2);
        bench.say(1, operation(0, "insert", 0, "Hello"));
        QCOMPARE(bench.heard(1).first().value("version").toInt(), 1);
        const QJsonObject told = bench.heard(2).first();
        QCOMPARE(told.value("type").toString(), QString("operation"));
        QCOMPARE(told.value("operation").toObject().value("text").toString(), QString("Hello"));
        QCOMPARE(bench.scenario.content("d"), QString("Hello"));
        // Made on version 0 too: it goes behind what was first.
        bench.say(2, operation(0, "insert", 0, "!"));
        QCOMPARE(bench.heard(2).first().value("version").toInt(), 2);
        QCOMPARE(bench.scenario.content("d"), QString("Hello!"));
        bench.scenario.left(1);
        bench.scenario.left(2);
        QCOMPARE(bench.scenario.held(), std::size_t(0));
    }
    void aDeleteAcrossAnInsertSplits()
    {
        Bench bench;
        for (const server::ClientId client : {1, 2})
            bench.say(client, "{\"type\":\"join\",\"documentId\":\"d\"}");
        bench.say(1, operation(0, "insert", 0, "abcdef"));
        bench.say(1, operation(1, "insert", 3, "XY"));
        bench.out.sent.clear();
        bench.say(2, operation(1, "delete", 1, "bcde"));
        QCOMPARE(bench.scenario.content("d"), QString("aXYf"));
        QCOMPARE(bench.types(1), (QStringList{"operation", "operation"}));
        QCOMPARE(bench.heard(2).first().value("version").toInt(), 4);
    }
    void refused_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("a version that is to come") << operation(9, "insert", 0, "x");
        QTest::newRow("outside") << operation(1, "insert", 9, "x");
        QTest::newRow("takes out what is not there") << operation(1, "delete", 0, "xyz");
        QTest::newRow("unknown") << operation(1, "move", 0, "x");
        QTest::newRow("two of one client at once") << operation(0, "insert", 0, "x");
        QTest::newRow("cuts a surrogate pair") << operation(1, "insert", 3, "x");
        QTest::newRow("half a pair") << operation(1, "insert", 0, "\\ud83d");
    }
    void refused()
    {
        QFETCH(QByteArray, message);
        Bench bench;
        bench.say(1, "{\"type\":\"join\",\"documentId\":\"d\"}");
        bench.say(1, operation(0, "insert", 0, "ab\\ud83d\\ude00"));
        bench.heard(1);
        bench.say(1, message);
        QCOMPARE(bench.heard(1).first().value("message").toString(), QString("Invalid message"));
        QCOMPARE(bench.scenario.content("d").size(), qsizetype(4));
    }
    // Two to eight people write, take out and undo, over links that delay and break; in the end all have one text.
    void allConverge_data()
    {
        QTest::addColumn<int>("people");
        QTest::addColumn<int>("seed");
        for (const int people : {2, 3, 5, 8}) {
            for (int seed = 1; seed <= 5; ++seed)
                QTest::addRow("%d people, seed %d", people, seed) << people << seed;
        }
    }
    void allConverge()
    {
        QFETCH(int, people);
        QFETCH(int, seed);
        base::SeededRandom random(static_cast<quint64>(seed * 100 + people));
        const auto upTo = [&random](int count) { return static_cast<int>(random.uniform() * count); };
        server::Editing server;
        tests::ManualClock clock;
        tests::RecordingOutbox out;
        struct Person
        {
            messaging::EditorClient editor{QStringLiteral("d")};
            server::ClientId id = 0; // 0: the link is away.
            std::deque<QByteArray> up, down;
        };
        std::vector<Person> all(static_cast<std::size_t>(people));
        server::ClientId lastId = 0;
        const auto connect = [&](Person &person) {
            person.id = ++lastId;
            person.editor.connected();
        };
        const auto lose = [&](Person &person) { // What was under way is gone, both ways.
            server.left(person.id);
            person.id = 0;
            person.up.clear();
            person.down.clear();
            person.editor.disconnected();
        };
        const auto collect = [&] {
            for (Person &person : all) {
                while (person.id != 0) {
                    auto message = person.editor.takeOutgoing();
                    if (!message)
                        break;
                    person.up.push_back(*message);
                }
            }
            for (const auto &sent : out.take()) {
                for (Person &person : all) {
                    if (person.id == sent.client)
                        person.down.push_back(sent.payload);
                }
            }
        };
        const auto deliver = [&](Person &person, bool up) {
            auto &way = up ? person.up : person.down;
            if (way.empty())
                return false;
            const QByteArray message = way.front();
            way.pop_front();
            if (up)
                server.messageReceived(person.id, ws::Opcode::Text, message, clock.now(), out);
            else
                (void)person.editor.receive(message);
            collect();
            return true;
        };
        for (Person &person : all)
            connect(person);
        collect();
        static const QStringList words{"a", "bc", "def ", QString::fromUtf8("\xf0\x9f\x98\x80"), "\n", "word"};
        const int edits = people == 2 ? 1'000 : 250;
        for (int made = 0; made < edits;) {
            Person &person = all[static_cast<std::size_t>(upTo(people))];
            const int dice = upTo(100);
            if (dice < 10) {
                made += edit(person.editor, words[upTo(static_cast<int>(words.size()))], upTo) ? 1 : 0;
                collect();
            } else if (dice < 12) {
                (void)person.editor.undo();
                collect();
            } else if (dice < 13) {
                if (person.id != 0)
                    lose(person);
                else
                    connect(person);
                collect();
            } else {
                for (int i = 0; i < 3; ++i)
                    (void)deliver(person, upTo(2) == 0);
            }
        }
        for (Person &person : all) {
            if (person.id == 0)
                connect(person);
        }
        collect();
        for (bool moved = true; moved;) {
            moved = false;
            for (Person &person : all)
                moved = deliver(person, true) || deliver(person, false) || moved;
        }
        const QString text = server.content("d");
        QVERIFY(!text.isEmpty() && text.isValidUtf16());
        for (const Person &person : all) {
            QCOMPARE(person.editor.rejoins(), quint64(0));
            QVERIFY(person.editor.isSettled());
            QCOMPARE(person.editor.text(), text);
        }
    }

private:
    static QByteArray operation(int version, const char *type, int position, const QByteArray &text)
    {
        return "{\"type\":\"operation\",\"documentId\":\"d\",\"version\":" + QByteArray::number(version)
            + ",\"operation\":{\"type\":\"" + type + "\",\"position\":" + QByteArray::number(position) + ",\"text\":\""
            + text + "\"}}";
    }
    template <typename UpTo>
    static bool edit(messaging::EditorClient &editor, const QString &word, const UpTo &upTo)
    {
        const QString &text = editor.text();
        if (text.size() > 400 || (upTo(3) == 0 && !text.isEmpty())) {
            const int position = upTo(static_cast<int>(text.size()));
            return editor.edit({.type = messaging::TextOperation::Type::Delete,
                .position = position,
                .text = text.mid(position, 1 + upTo(text.size() > 400 ? 100 : 6))});
        }
        return editor.edit({.position = upTo(static_cast<int>(text.size()) + 1), .text = word});
    }
};

QTEST_GUILESS_MAIN(TestEditing)
#include "tst_editing.moc"
