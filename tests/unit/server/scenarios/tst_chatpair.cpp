// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/chatclient.h"
#include "core/server/scenarios/chat.h"
#include "tests/unit/server/scenariobench.h"

#include <QTest>

using namespace std::chrono_literals;
using messaging::ChatClient;
using State = messaging::ChatClient::State;

namespace {

//! Clients of the model and the server's rooms, with a link between each that the test cuts.
struct Talk
{
    struct Device
    {
        ChatClient client;
        QByteArray user;
        server::ClientId id = 0;
    };

    Device &add(const QByteArray &user, const char *device)
    {
        devices.push_back(std::make_unique<Device>(
            Device{.client = ChatClient(QString::fromLatin1(user), QString::fromLatin1(user), "lobby", device), .user = user}));
        return *devices.back();
    }
    void connect(Device &device)
    {
        device.id = ++lastId;
        bench.scenario.joinedAs(device.id, {.kind = server::Identity::Kind::User, .name = device.user}, {},
            bench.clock.now(), bench.out);
        device.client.connected();
        settle();
    }
    void lose(Device &device)
    {
        bench.scenario.left(device.id);
        device.id = 0;
        device.client.disconnected();
        bench.settle();
        settle();
    }
    void settle()
    {
        for (bool moved = true; moved;) {
            moved = false;
            for (const auto &device : devices) {
                while (device->id != 0) {
                    const auto message = device->client.takeOutgoing();
                    if (!message)
                        break;
                    bench.say(device->id, *message);
                    moved = true;
                }
            }
            for (const auto &sent : bench.out.take()) {
                for (const auto &device : devices) {
                    if (device->id == sent.client)
                        (void)device->client.receive(sent.payload);
                }
                moved = true;
            }
        }
    }

    tests::ScenarioBench<server::Chat> bench;
    std::vector<std::unique_ptr<Device>> devices;
    server::ClientId lastId = 0;
};

QStringList texts(const ChatClient &client)
{
    QStringList out;
    for (const ChatClient::Message &message : client.messages())
        out += message.text;
    return out;
}

} // namespace

class TestChatPair : public QObject
{
    Q_OBJECT
private slots:
    void pendingSentRead()
    {
        Talk talk;
        auto &alice = talk.add("alice", "a-");
        auto &bob = talk.add("bob", "b-");
        talk.connect(alice);
        alice.client.say("Hi", 5);
        QCOMPARE(alice.client.messages().back().state, State::Pending); // It shows at once.
        talk.settle();
        QCOMPARE(alice.client.messages().back().state, State::Sent);
        talk.connect(bob); // He gets it with the history, and reads it.
        QCOMPARE(texts(bob.client), QStringList{"Hi"});
        QCOMPARE(alice.client.messages().back().state, State::Read);
        QCOMPARE(bob.client.online(), (std::set<QString>{"alice", "bob"}));
        QCOMPARE(alice.client.messages().size(), std::size_t(1));
        talk.lose(alice);
        QCOMPARE(bob.client.online(), std::set<QString>{"bob"});
    }
    void whatWasSaidOfflineIsSentOnce()
    {
        Talk talk;
        auto &alice = talk.add("alice", "a-");
        auto &bob = talk.add("bob", "b-");
        talk.connect(alice);
        talk.connect(bob);
        alice.client.say("one", 1);
        (void)alice.client.takeOutgoing(); // It was sent, and the link is lost before anybody can say so.
        talk.lose(alice);
        alice.client.say("two", 2);
        alice.client.say("three", 3);
        QCOMPARE(alice.client.pending(), std::size_t(3));
        talk.connect(alice);
        QCOMPARE(alice.client.pending(), std::size_t(0));
        QCOMPARE(texts(bob.client), (QStringList{"one", "two", "three"}));
        QCOMPARE(texts(alice.client), (QStringList{"one", "two", "three"}));
    }
    void theAcknowledgementWasLost()
    {
        Talk talk;
        auto &alice = talk.add("alice", "a-");
        auto &bob = talk.add("bob", "b-");
        talk.connect(alice);
        talk.connect(bob);
        alice.client.say("one", 1);
        talk.bench.say(alice.id, *alice.client.takeOutgoing()); // The server has it.
        std::erase_if(talk.bench.out.sent, [&](const auto &sent) { return sent.client == alice.id; });
        talk.lose(alice);
        talk.connect(alice);
        QCOMPARE(texts(alice.client), QStringList{"one"});
        QCOMPARE(texts(bob.client), QStringList{"one"});
        QCOMPARE(alice.client.pending(), std::size_t(0));
    }
    void severalDevices()
    {
        Talk talk;
        auto &desk = talk.add("alice", "desk-");
        auto &phone = talk.add("alice", "phone-");
        auto &bob = talk.add("bob", "b-");
        for (auto *device : {&desk, &phone, &bob})
            talk.connect(*device);
        desk.client.say("from the desk", 1);
        phone.client.say("from the phone", 2);
        talk.settle();
        for (auto *device : {&desk, &phone, &bob})
            QCOMPARE(texts(device->client), texts(desk.client));
        QCOMPARE(phone.client.messages().front().state, State::Read);
    }
    void typing()
    {
        Talk talk;
        auto &alice = talk.add("alice", "a-");
        auto &bob = talk.add("bob", "b-");
        talk.connect(alice);
        talk.connect(bob);
        alice.client.type(10s);
        alice.client.type(12s);
        QVERIFY(alice.client.takeOutgoing() && !alice.client.takeOutgoing());
        alice.client.type(13s);
        talk.settle();
        QCOMPARE(bob.client.typing(), std::set<QString>{"alice"});
        QVERIFY(alice.client.typing().empty());
        alice.client.say("x", 1);
        talk.settle();
        QVERIFY(bob.client.typing().empty());
    }
    void bounded()
    {
        ChatClient client("alice", "alice", "lobby", "a-");
        for (int i = 0; i < 2'000; ++i)
            (void)client.receive("{\"type\":\"message\",\"id\":\"m" + QByteArray::number(i) + "\",\"userId\":\"u"
                + QByteArray::number(i) + "\",\"text\":\"x\"}");
        QCOMPARE(client.messages().size(), ChatClient::mostMessages);
        for (const char *message : {"", "hello", "{}", "{\"type\":\"message\"}", "{\"type\":\"fly\"}",
                 "{\"type\":\"message\",\"roomId\":\"other\",\"id\":\"z\"}", "{\"type\":\"ack\"}", "{\"type\":\"read_receipt\"}"})
            (void)client.receive(message);
        QCOMPARE(client.messages().size(), ChatClient::mostMessages);
    }
};

QTEST_GUILESS_MAIN(TestChatPair)
#include "tst_chatpair.moc"
