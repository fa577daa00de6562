// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/allocator.h"
#include "core/net/sockettransport.h"
#include "core/ws/handshake/clienthandshake.h"
#include "core/ws/session.h"
#include "tests/bench/receivemeter.h"

#include <QCoreApplication>
#include <QUrl>

#include <cstdio>
#include <optional>

// bench_receive URL: receives through the real socket and frame engine, discards every message, and at the close prints
// msgs=… bytes=… secs=… cpu_secs=… msgs_per_s=… MB_per_s=…
// Exit status 0 after a closing handshake, 1 otherwise, 2 for bad usage.

namespace {

class Receiver final : public net::TransportListener, public ws::EventSink
{
public:
    explicit Receiver(ws::ClientHandshake handshake) : m_handshake(std::move(handshake)) { }

    void open(const QUrl &url)
    {
        net::Endpoint endpoint = net::endpointFor(url);
        endpoint.tlsSettings.acceptFirstLeaf = true; // The benches' certificate is nobody's.
        m_transport.open(endpoint);
    }

    // net::TransportListener
    void transportPhase(net::Phase) override { }
    void transportConnected(const net::PeerFacts &) override { m_transport.write(m_handshake.request()); }
    void transportRead(std::span<char> bytes, const base::Instant &at) override
    {
        if (m_session)
            m_session->receive(bytes, at.steady, *this);
        else
            upgrade(bytes, at);
    }
    std::span<char> transportReadRoom(qsizetype most) override
    {
        return m_session ? m_session->payloadRoom(most) : std::span<char>();
    }
    void transportDrained() override { flush(); }
    void transportWritten() override { flush(); }
    void transportEnded(const net::TransportError &error) override
    {
        const bool closed = m_session && m_session->state() == ws::Session::State::Closed;
        if (m_session)
            m_meter.report();
        if (!closed)
            std::fprintf(stderr, "The connection ended without a closing handshake: %s\n", qPrintable(error.detail));
        QCoreApplication::exit(closed ? 0 : 1);
    }

    // ws::EventSink
    void messageReceived(ws::Opcode, QByteArrayView payload, const ws::WireFacts &) override
    {
        m_meter.add(payload.size());
    }
    void assembledReceived(ws::Opcode, QByteArray &&payload, const ws::WireFacts &) override
    {
        m_meter.add(payload.size());
    }
    void controlReceived(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void controlSent(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void protocolFailed(ws::ProtocolError error) override
    {
        std::fprintf(stderr, "The peer broke rule %d.\n", static_cast<int>(error));
    }

private:
    void upgrade(std::span<char> bytes, const base::Instant &at)
    {
        auto result = m_handshake.receive({bytes.data(), static_cast<qsizetype>(bytes.size())});
        if (auto *accepted = std::get_if<ws::Accepted>(&result)) {
            m_meter.start();
            m_session.emplace(ws::Role::Client, *accepted, m_random);
            QByteArray rest = accepted->rest;
            m_session->receive({rest.data(), static_cast<std::size_t>(rest.size())}, at.steady, *this);
        } else if (const auto *error = std::get_if<ws::HandshakeError>(&result)) {
            std::fprintf(stderr, "The handshake broke rule %d.\n", static_cast<int>(error->rule));
            m_transport.abort();
        }
    }
    void flush()
    {
        if (!m_session)
            return;
        for (QByteArrayView next = m_session->output(1 << 20); !next.isEmpty(); next = m_session->output(1 << 20)) {
            m_transport.write(next);
            m_session->consumed(next.size());
        }
        const ws::Session::State state = m_session->state();
        if (state == ws::Session::State::Closed || state == ws::Session::State::Failed)
            m_transport.finish();
    }

    base::SystemClock m_clock;
    base::SystemRandom m_random;
    ws::ClientHandshake m_handshake;
    net::SocketTransport m_transport{*this, m_clock};
    std::optional<ws::Session> m_session;
    bench::ReceiveMeter m_meter;
};

} // namespace

int main(int argc, char **argv)
{
    base::keepFreedMemory(); // As the program does.
    QCoreApplication application(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "usage: bench_receive URL\n");
        return 2;
    }
    base::SystemRandom random;
    ws::ClientRequest request;
    request.url = QUrl(QString::fromLocal8Bit(argv[1]));
    auto handshake = ws::ClientHandshake::create(request, random);
    if (!handshake) {
        std::fprintf(stderr, "bench_receive: not an address to connect to: %s\n", argv[1]);
        return 2;
    }
    Receiver receiver(std::move(*handshake));
    receiver.open(request.url);
    return QCoreApplication::exec();
}
