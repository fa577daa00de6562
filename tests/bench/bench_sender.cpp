// SPDX-License-Identifier: GPL-3.0-or-later
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

// bench_sender SIZE BYTES: listens on a free loopback port, prints the port and serves one client after another until
// it is ended. Each gets the same prebuilt frames of SIZE bytes of ASCII JSON, at least BYTES of payload, then a close
// frame.

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

bool writeAll(int client, const std::string &bytes)
{
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t wrote = send(client, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
        if (wrote <= 0)
            return false;
        done += static_cast<std::size_t>(wrote);
    }
    return true;
}

void serve(int client, const std::string &block, long long blocks)
{
    std::string request;
    char buffer[4096];
    while (request.find("\r\n\r\n") == std::string::npos) {
        const ssize_t got = recv(client, buffer, sizeof buffer, 0);
        if (got <= 0 || request.size() > 65'536)
            return;
        request.append(buffer, static_cast<std::size_t>(got));
    }
    bool going = writeAll(client,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: "
            + acceptFor(request) + "\r\n\r\n");
    for (long long i = 0; going && i < blocks; ++i)
        going = writeAll(client, block);
    if (!going || !writeAll(client, frame(0x8, std::string("\x03\xE8", 2))))
        return;
    shutdown(client, SHUT_WR);
    while (recv(client, buffer, sizeof buffer, 0) > 0) { } // The answer to our close frame, then the end.
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fprintf(stderr, "usage: bench_sender SIZE BYTES\n");
        return 2;
    }
    const long long size = std::max(2LL, std::atoll(argv[1]));
    const std::string one = frame(0x1, jsonOf(static_cast<std::size_t>(size)));
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
        serve(client, block, blocks);
        close(client);
    }
    return 0;
}
