// SPDX-License-Identifier: GPL-3.0-or-later
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

// bench_sender SIZE BYTES [binary] [PEM]: with a PEM file of key and certificate it speaks TLS. It listens on a free
// loopback port, prints the port and serves one client after another until it is ended. Each gets the same prebuilt
// frames of SIZE bytes of ASCII JSON, at least BYTES of payload, then a close frame.

namespace {

std::string frame(char opcode, const std::string &payload)
{
    std::string bytes(1, static_cast<char>(0x80 | opcode));
    const auto append = [&](std::size_t count) {
        for (std::size_t shift = count; shift-- > 0;)
            bytes.push_back(static_cast<char>(payload.size() >> (8 * shift) & 0xFF));
    };
    if (payload.size() < 126) {
        append(1);
    } else if (payload.size() < 65'536) {
        bytes.push_back(126);
        append(2);
    } else {
        bytes.push_back(127);
        append(8);
    }
    return bytes + payload;
}

std::string jsonOf(std::size_t size)
{
    const std::string unit = R"({"e":"trade","s":"BTCUSDT","p":"64250.10","q":"0.004","T":1700000000123,"m":true},)";
    std::string text = "[";
    while (text.size() < size)
        text += unit;
    return text.substr(0, size);
}

std::string acceptFor(const std::string &request)
{
    static const std::string name = "Sec-WebSocket-Key: ";
    const auto at = request.find(name);
    if (at == std::string::npos)
        return {};
    const auto begin = at + name.size();
    const std::string key
        = request.substr(begin, request.find("\r\n", begin) - begin) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    unsigned char digest[SHA_DIGEST_LENGTH];
    SHA1(reinterpret_cast<const unsigned char *>(key.data()), key.size(), digest);
    unsigned char text[32];
    const int length = EVP_EncodeBlock(text, digest, sizeof digest);
    return {reinterpret_cast<char *>(text), static_cast<std::size_t>(length)};
}

//! One client, over TCP or TLS.
class Client
{
public:
    Client(int socket, SSL_CTX *context) : m_socket(socket), m_ssl(context ? SSL_new(context) : nullptr)
    {
        if (m_ssl) {
            SSL_set_fd(m_ssl, socket);
            SSL_accept(m_ssl);
        }
    }
    ~Client()
    {
        SSL_free(m_ssl);
        close(m_socket);
    }
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    ssize_t read(char *to, std::size_t room)
    {
        return m_ssl ? SSL_read(m_ssl, to, static_cast<int>(room)) : recv(m_socket, to, room, 0);
    }
    bool writeAll(const std::string &bytes)
    {
        for (std::size_t done = 0; done < bytes.size();) {
            const char *from = bytes.data() + done;
            const std::size_t left = bytes.size() - done;
            const ssize_t wrote
                = m_ssl ? SSL_write(m_ssl, from, static_cast<int>(left)) : send(m_socket, from, left, MSG_NOSIGNAL);
            if (wrote <= 0)
                return false;
            done += static_cast<std::size_t>(wrote);
        }
        return true;
    }
    void finishWriting()
    {
        if (m_ssl)
            SSL_shutdown(m_ssl);
        shutdown(m_socket, SHUT_WR);
    }

private:
    int m_socket;
    SSL *m_ssl;
};

void serve(Client &client, const std::string &block, long long blocks)
{
    std::string request;
    char buffer[4096];
    while (request.find("\r\n\r\n") == std::string::npos) {
        const ssize_t got = client.read(buffer, sizeof buffer);
        if (got <= 0 || request.size() > 65'536)
            return;
        request.append(buffer, static_cast<std::size_t>(got));
    }
    bool going = client.writeAll("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                 "Sec-WebSocket-Accept: "
        + acceptFor(request) + "\r\n\r\n");
    for (long long i = 0; going && i < blocks; ++i)
        going = client.writeAll(block);
    if (!going || !client.writeAll(frame(0x8, std::string("\x03\xE8", 2))))
        return;
    client.finishWriting();
    while (client.read(buffer, sizeof buffer) > 0) { } // The answer to our close frame, then the end.
}

SSL_CTX *contextOf(const char *pem)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    if (SSL_CTX_use_certificate_file(context, pem, SSL_FILETYPE_PEM) != 1
        || SSL_CTX_use_PrivateKey_file(context, pem, SSL_FILETYPE_PEM) != 1)
        return nullptr;
    return context;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 5) {
        std::fprintf(stderr, "usage: bench_sender SIZE BYTES [binary] [PEM]\n");
        return 2;
    }
    const bool binary = argc > 3 && std::string(argv[3]) == "binary";
    const char *pem = argc > (binary ? 4 : 3) ? argv[argc - 1] : nullptr;
    SSL_CTX *context = pem ? contextOf(pem) : nullptr;
    if (pem && !context)
        return 1;
    std::signal(SIGPIPE, SIG_IGN);
    const long long size = std::max(2LL, std::atoll(argv[1]));
    const std::string one = frame(binary ? 0x2 : 0x1, jsonOf(static_cast<std::size_t>(size)));
    const long long perBlock = std::max(1LL, (256 << 10) / size);
    std::string block;
    for (long long i = 0; i < perBlock; ++i)
        block += one;
    const long long blocks = std::atoll(argv[2]) / (perBlock * size) + 1;

    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (bind(listener, generic, length) != 0 || listen(listener, 4) != 0
        || getsockname(listener, generic, &length) != 0)
        return 1;
    std::printf("port=%d msgs=%lld bytes=%lld\n", ntohs(address.sin_port), blocks * perBlock, blocks * perBlock * size);
    std::fflush(stdout);
    for (int client = accept(listener, nullptr, nullptr); client >= 0; client = accept(listener, nullptr, nullptr)) {
        Client stream(client, context);
        serve(stream, block, blocks);
    }
    return 0;
}
