// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listener.h"
#include "core/ws/handshake/serverhandshake.h"
#include "tests/conformance/echostream.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <unordered_map>

// conformance_server PORT: the server that a fuzzing client of the standard conformance suite tests.
//
// Listens on 127.0.0.1, sends every message of every client back as it came, and agrees to permessage-deflate however
// it is offered. Port 0 takes a free one. Prints `port=…` first; runs until it is ended.

namespace {

class ServerStream final : public conformance::EchoStream
{
public:
    ServerStream(net::Incoming incoming, const base::Clock &clock, Ended ended)
        : EchoStream(ws::Role::Server, clock, std::move(ended))
    {
        setTransport(net::SocketTransport::adopt(std::move(incoming), *this, clock));
    }

    void transportConnected(const net::PeerFacts &) override { }

private:
    void readHead(QByteArrayView bytes) override
    {
        const auto result = m_handshake.receive(bytes);
        if (const auto *request = std::get_if<ws::ServerRequest>(&result)) {
            const ws::DeflateParameters deflate = ws::agreeOn(request->extensions);
            transport().write(ws::ServerHandshake::accept(*request, {}, deflate));
            begin({.deflate = deflate, .rest = request->rest});
        } else if (const auto *error = std::get_if<ws::HandshakeError>(&result)) {
            transport().write(ws::ServerHandshake::refuse(*error));
            transport().finish();
        }
    }

    ws::ServerHandshake m_handshake;
};

class EchoServer : public QObject
{
public:
    bool listen(quint16 port) { return m_listener.listen(QStringLiteral("127.0.0.1"), port).hasValue(); }
    [[nodiscard]] int port() const { return m_listener.port(); }

private:
    void accept(net::Incoming incoming)
    {
        const quint64 id = ++m_last;
        m_streams.emplace(id, std::make_unique<ServerStream>(std::move(incoming), m_clock, [this, id] {
            QTimer::singleShot(0, this, [this, id] { m_streams.erase(id); });
        }));
    }

    base::SystemClock m_clock;
    net::Listener m_listener{[this](net::Incoming incoming) { accept(std::move(incoming)); }};
    std::unordered_map<quint64, std::unique_ptr<ServerStream>> m_streams;
    quint64 m_last = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const long port = argc == 2 ? std::strtol(argv[1], nullptr, 10) : -1;
    if (port < 0 || port > 0xFFFF) {
        std::fprintf(stderr, "usage: conformance_server PORT\n");
        return 2;
    }
    EchoServer server;
    if (!server.listen(static_cast<quint16>(port))) {
        std::fprintf(stderr, "conformance_server: cannot listen on port %ld\n", port);
        return 1;
    }
    std::printf("port=%d\n", server.port());
    std::fflush(stdout);
    return QCoreApplication::exec();
}
