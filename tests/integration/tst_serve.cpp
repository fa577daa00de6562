// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/feedserverthread.h"
#include "core/server/scenarios/replay.h"
#include "tests/support/peerprocess.h"

#include <QTest>

using namespace std::chrono_literals;
using server::RecordedMessage;

namespace {

constexpr base::Nanoseconds recordedAt = 1'700'000'000s;

RecordedMessage in(base::Nanoseconds at, const QByteArray &payload)
{
    return {.wall = recordedAt + at, .fromServer = true, .payload = payload};
}
RecordedMessage out(base::Nanoseconds at, const QByteArray &payload)
{
    return {.wall = recordedAt + at, .fromServer = false, .payload = payload};
}

std::vector<RecordedMessage> jsonRpc()
{
    return {out(0s, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"add\",\"params\":[1,2]}"),
        in(5ms, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":3}"),
        out(10ms, "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"sub\",\"params\":[1,2]}"),
        in(15ms, "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":1}")};
}

std::vector<RecordedMessage> graphQl()
{
    const QByteArray id = "\"id\":\"6f3c9a52-77aa-4b6b-9a0b-2d1f7a4f1c11\"";
    std::vector<RecordedMessage> all{out(0s, "{\"type\":\"connection_init\"}"), in(1ms, "{\"type\":\"connection_ack\"}"),
        out(2ms, "{" + id + ",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription { price }\"}}")};
    for (int i = 0; i < 3; ++i)
        all.push_back(in(3ms, "{" + id + ",\"type\":\"next\",\"payload\":{\"data\":{\"price\":" + QByteArray::number(i) + "}}}"));
    all.push_back(in(4ms, "{" + id + ",\"type\":\"complete\"}"));
    return all;
}

std::vector<RecordedMessage> exchange()
{
    std::vector<RecordedMessage> all{
        out(0s, "{\"op\":\"subscribe\",\"args\":[\"ticker.BTCUSD\"],\"req_id\":5}"),
        in(2ms, "{\"success\":true,\"op\":\"subscribe\",\"req_id\":5}")};
    for (int i = 0; i < 5; ++i)
        all.push_back(in(std::chrono::milliseconds(10 * i + 10),
            "{\"topic\":\"ticker.BTCUSD\",\"ts\":" + QByteArray::number(1'700'000'000'000 + 10 * i)
                + ",\"price\":\"37000.5\"}"));
    all.push_back(out(70ms, "{\"op\":\"unsubscribe\",\"args\":[\"ticker.BTCUSD\"],\"req_id\":6}"));
    all.push_back(in(72ms, "{\"success\":true,\"op\":\"unsubscribe\",\"req_id\":6}"));
    return all;
}

} // namespace

//! Recordings that are served to clients which know nothing of it.
class TestServe : public QObject
{
    Q_OBJECT
private slots:
    void unmodifiedClientsFinish_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("kind");
        for (const char *program : {"served_client.py", "served_client.js"}) {
            for (const char *kind : {"jsonrpc", "graphql", "exchange"})
                QTest::addRow("%s %s", program, kind) << QString(program) << QString(kind);
        }
    }
    void unmodifiedClientsFinish()
    {
        QFETCH(QString, program);
        QFETCH(QString, kind);
        const auto recording = std::make_shared<server::Recording>(
            kind == "jsonrpc" ? jsonRpc() : kind == "graphql" ? graphQl() : exchange());
        server::FeedServerThread server({.scenario = [recording]() -> std::unique_ptr<server::Scenario> {
            return std::make_unique<server::Replay>(recording, server::ReplayPace());
        }});
        QVERIFY(server.start("127.0.0.1", 0));
        constexpr int times = 10;
        std::vector<std::unique_ptr<QProcess>> clients;
        for (int i = 0; i < times; ++i) { // All at once: each from the begin of the recording.
            clients.push_back(std::make_unique<QProcess>());
            clients.back()->setProcessChannelMode(QProcess::ForwardedErrorChannel);
            clients.back()->start(tests::PeerProcess::interpreterFor(program),
                {QStringLiteral(SOURCE_ROOT "/tests/integration/peers/") + program, kind, server.url("/").toString()});
        }
        int finished = 0;
        for (const auto &client : clients)
            finished += client->waitForFinished(60'000) && client->exitCode() == 0 ? 1 : 0;
        QCOMPARE(finished, times);
    }
};

QTEST_GUILESS_MAIN(TestServe)
#include "tst_serve.moc"
