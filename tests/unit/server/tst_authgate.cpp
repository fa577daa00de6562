// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/authgate.h"

#include <QTest>

using namespace std::chrono_literals;
using server::Access;
using Kind = server::AuthGate::Verdict::Kind;

namespace {

const server::Credentials &demo()
{
    static const server::Credentials credentials = server::Credentials::demo();
    return credentials;
}

server::AuthGate gateFor(Access access)
{
    static const server::GuardLimits limits = server::GuardLimits::guide();
    return {access, demo(), limits, 10s};
}

} // namespace

class TestAuthGate : public QObject
{
    Q_OBJECT
private slots:
    void firstMessage_data()
    {
        QTest::addColumn<bool>("device");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("said"); // who, or the reason
        const auto row = [](const char *name, bool device, const char *message, Kind kind, int code, const char *said) {
            QTest::newRow(name) << device << QByteArray(message) << int(kind) << code << QByteArray(said);
        };
        row("right token", false, "{\"type\":\"auth\",\"token\":\"alice\"}", Kind::Admit, 0, "alice");
        row("wrong token", false, "{\"type\":\"auth\",\"token\":\"mallory\"}", Kind::Close, 4003, "Invalid token");
        row("no token", false, "{\"type\":\"auth\"}", Kind::Close, 4003, "Invalid token");
        row("token that is no text", false, "{\"type\":\"auth\",\"token\":1}", Kind::Close, 4003, "Invalid token");
        row("another message first", false, "{\"type\":\"join\",\"roomId\":\"a\"}", Kind::Close, 4002,
            "Not authenticated");
        row("no JSON first", false, "hello", Kind::Close, 4002, "Not authenticated");
        row("right device", true, "{\"type\":\"auth\",\"deviceId\":\"device-001\",\"secret\":\"secret\"}", Kind::Admit,
            0, "device-001");
        row("wrong secret", true, "{\"type\":\"auth\",\"deviceId\":\"device-001\",\"secret\":\"x\"}", Kind::Close, 4003,
            "Invalid credentials");
        row("unknown device", true, "{\"type\":\"auth\",\"deviceId\":\"toaster\",\"secret\":\"secret\"}", Kind::Close,
            4003, "Invalid credentials");
        row("a user among devices", true, "{\"type\":\"auth\",\"token\":\"alice\"}", Kind::Admit, 0, "alice");
        row("nobody among devices", true, "{\"type\":\"auth\",\"token\":\"eve\"}", Kind::Close, 4003, "Invalid token");
        row("data before auth is ignored", true, "{\"type\":\"data\"}", Kind::Ignore, 0, "");
    }
    void firstMessage()
    {
        QFETCH(bool, device);
        QFETCH(QByteArray, message);
        server::AuthGate gate = gateFor(device ? Access::Device : Access::User);
        QVERIFY(!gate.isOpen());
        const auto verdict = gate.message(ws::Opcode::Text, message);
        QTEST(int(verdict.kind), "kind");
        QTEST(int(verdict.code), "code");
        QTEST(verdict.kind == Kind::Admit ? verdict.who.name : QByteArray(verdict.reason), "said");
        QCOMPARE(gate.isOpen(), verdict.kind == Kind::Admit);
    }
    void binaryAndHugeAreNoKey()
    {
        server::AuthGate gate = gateFor(Access::User);
        QCOMPARE(gate.message(ws::Opcode::Binary, "{\"type\":\"auth\",\"token\":\"alice\"}").code, quint16(4002));
        const QByteArray huge
            = "{\"type\":\"auth\",\"token\":\"alice\",\"pad\":\"" + QByteArray(1 << 20, 'x') + "\"}";
        QCOMPARE(gate.message(ws::Opcode::Text, huge).code, quint16(4002));
    }
    void openPathAsksNobody()
    {
        server::AuthGate gate = gateFor(Access::Open);
        QVERIFY(gate.isOpen() && !gate.nextDeadline());
        QCOMPARE(gate.message(ws::Opcode::Text, "hello").kind, Kind::Pass);
        QCOMPARE(gate.advance(1h).kind, Kind::Pass);
    }
    void openPathKnowsWhoBringsAToken()
    {
        server::AuthGate gate = gateFor(Access::Open);
        QCOMPARE(gate.token("bob").who.name, QByteArray("bob"));
        QCOMPARE(gateFor(Access::Open).token("eve").code, quint16(4003));
    }
    void tokenOfTheAddress()
    {
        server::AuthGate gate = gateFor(Access::User);
        QCOMPARE(gate.token("carol").who.name, QByteArray("carol"));
        QVERIFY(gate.isOpen() && !gate.nextDeadline());
        QCOMPARE(gate.message(ws::Opcode::Text, "anything").kind, Kind::Pass);
    }
    void timeouts_data()
    {
        QTest::addColumn<bool>("device");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("user") << false << 5 << QByteArray("Authentication timeout");
        QTest::newRow("device") << true << 10 << QByteArray("Auth timeout");
    }
    void timeouts()
    {
        QFETCH(bool, device);
        QFETCH(int, seconds);
        QFETCH(QByteArray, reason);
        server::AuthGate gate = gateFor(device ? Access::Device : Access::User);
        const base::Nanoseconds end = 10s + std::chrono::seconds(seconds);
        QCOMPARE(*gate.nextDeadline(), end);
        QCOMPARE(gate.advance(end - 1ns).kind, Kind::Pass);
        const auto verdict = gate.advance(end);
        QCOMPARE(verdict.kind, Kind::Close);
        QCOMPARE(verdict.code, quint16(4001));
        QCOMPARE(QByteArray(verdict.reason), reason);
    }
};

QTEST_GUILESS_MAIN(TestAuthGate)
#include "tst_authgate.moc"
