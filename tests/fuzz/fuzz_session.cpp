// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"
#include "tests/unit/ws/recorder.h"

namespace {

// A client and a server that talk to each other as the input says; neither may ever find fault with the other.
class Conversation
{
public:
    explicit Conversation(const ws::Accepted &accepted)
        : m_accepted(accepted)
        , m_client(ws::Role::Client, accepted, m_random)
        , m_server(ws::Role::Server, accepted, m_random)
    {
        m_client.setDeflateOptions({.threshold = 8});
        m_server.setDeflateOptions({.threshold = 8});
    }

    void act(int what, QByteArrayView payload)
    {
        ws::Session &one = (what & 1) ? m_client : m_server;
        ws::Session &other = (what & 1) ? m_server : m_client;
        switch ((what >> 1) % 9) {
        case 0: (void)one.send(ws::Opcode::Text, payload); break;
        case 1: (void)one.send(ws::Opcode::Binary, payload); break;
        case 2: (void)one.ping(payload, m_sink); break;
        case 3: (void)one.send(ws::Opcode::Pong, payload); break;
        case 4:
            if (what > 250)
                (void)one.close(static_cast<ws::CloseCode>(1000 + payload.size()), QString::fromUtf8(payload), m_sink);
            break;
        case 5: move(one, other, 1 + payload.size() * 3); break;
        case 6:
            (void)one.send(ws::Opcode::Binary, payload,
                {.compress = static_cast<ws::Compress>(what % 3), .fragmentSize = 1 + what % 11});
            break;
        case 7:
            (void)one.beginMessage((what & 4) ? ws::Opcode::Text : ws::Opcode::Binary, ws::Compress::Always);
            (void)one.sendChunk(payload);
            break;
        case 8: (void)one.finishMessage(payload); break;
        }
    }
    void finish()
    {
        for (int i = 0; i < 4; ++i) {
            move(m_client, m_server, 1 << 30);
            move(m_server, m_client, 1 << 30);
        }
        fuzz::require(m_client.state() != ws::Session::State::Failed && m_server.state() != ws::Session::State::Failed);
        fuzz::require(m_client.pendingOutput() == 0 && m_server.pendingOutput() == 0);
        tests::noteSession(ws::Role::Client, m_toClient, {}, m_accepted);
        tests::noteSession(ws::Role::Server, m_toServer, {}, m_accepted);
    }

private:
    void move(ws::Session &from, ws::Session &to, qsizetype room)
    {
        const QByteArray bytes = from.output(room).toByteArray();
        fuzz::require(bytes.size() <= room && (from.pendingOutput() == 0 || !bytes.isEmpty()));
        from.consumed(bytes.size());
        (&to == &m_client ? m_toClient : m_toServer) += bytes;
        tests::feed(to, bytes, m_sink);
        if (room == 1 << 30 && from.pendingOutput() > 0)
            move(from, to, room);
    }

    base::SeededRandom m_random{1};
    tests::Recorder m_sink;
    ws::Accepted m_accepted;
    QByteArray m_toClient;
    QByteArray m_toServer;
    ws::Session m_client;
    ws::Session m_server;
};

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    ws::Accepted accepted;
    accepted.deflate.enabled = (data[0] & 1) != 0;
    accepted.deflate.clientNoContextTakeover = (data[0] & 2) != 0;
    accepted.deflate.serverMaxWindowBits = 9 + data[0] % 7;
    Conversation conversation(accepted);
    std::size_t at = 1;
    while (at + 2 <= size) {
        const std::size_t length = std::min<std::size_t>(data[at + 1], size - at - 2);
        conversation.act(data[at], fuzz::view(data + at + 2, length));
        at += 2 + length;
    }
    conversation.finish();
    return 0;
}
