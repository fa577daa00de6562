// SPDX-License-Identifier: GPL-3.0-or-later
// bench_load PORT PID idle|echo|fanout|connects [COUNT] [SECONDS]: many clients of a WebSocket server on this machine,
// bare sockets and ready-made frames, so that the server is what is measured. Prints one figure.

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <netinet/tcp.h>
#include <string>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const char *what)
{
    std::perror(what);
    std::exit(1);
}

int connected(int port, const std::string &path)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket < 0 || ::connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        fail("connect");
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const std::string head = "GET " + path
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    if (::send(socket, head.data(), head.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(head.size()))
        fail("send");
    std::string answer;
    while (answer.find("\r\n\r\n") == std::string::npos) {
        char byte = 0; // Frames behind the head stay in the socket.
        if (::recv(socket, &byte, 1, 0) != 1)
            fail("no answer");
        answer += byte;
    }
    if (answer.compare(0, 12, "HTTP/1.1 101") != 0)
        fail(answer.c_str());
    return socket;
}

// A masked text frame with a key of zeros: the payload is as it was.
std::string frame(const std::string &text)
{
    std::string out = "\x81";
    if (text.size() < 126) {
        out += static_cast<char>(0x80 | text.size());
    } else {
        out += static_cast<char>(0x80 | 126);
        out += static_cast<char>(text.size() >> 8);
        out += static_cast<char>(text.size() & 0xFF);
    }
    return out + std::string(4, '\0') + text;
}

void say(int socket, const std::string &bytes)
{
    if (::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
        fail("send");
}

long residentKib(int pid)
{
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.compare(0, 6, "VmRSS:") == 0)
            return std::atol(line.c_str() + 6);
    }
    return 0;
}

double processSeconds(int pid)
{
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    std::getline(stat, line);
    const char *rest = line.c_str() + line.rfind(')') + 2;
    char state = 0;
    unsigned long user = 0, system = 0;
    std::sscanf(rest, "%c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &state, &user, &system);
    return static_cast<double>(user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void idle(int port, int pid, int count)
{
    std::vector<int> first{connected(port, "/echo")}; // What the first connection brings is no cost of the others.
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    const long before = residentKib(pid);
    std::vector<int> sockets;
    for (int i = 0; i < count; ++i)
        sockets.push_back(connected(port, "/echo"));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    std::printf("%.1f KiB a connection, %d of them\n", static_cast<double>(residentKib(pid) - before) / count, count);
}

//! Reads all of \a sockets until \a seconds are over; \a got is called with the number of bytes of each read.
template <typename Got>
double readAll(const std::vector<int> &sockets, double seconds, const Got &got)
{
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
        ::epoll_ctl(poll, EPOLL_CTL_ADD, sockets[i], &event);
    }
    static std::array<char, 1 << 16> buffer;
    std::array<epoll_event, 256> events{};
    const auto begin = Clock::now();
    double passed = 0.0;
    while (passed < seconds) {
        const int count = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 100);
        for (int i = 0; i < count; ++i) {
            const std::size_t index = events[static_cast<std::size_t>(i)].data.u64;
            const ssize_t size = ::recv(sockets[index], buffer.data(), buffer.size(), MSG_DONTWAIT);
            if (size == 0)
                fail("closed");
            if (size > 0)
                got(index, static_cast<std::size_t>(size));
        }
        passed = std::chrono::duration<double>(Clock::now() - begin).count();
    }
    ::close(poll);
    return passed;
}

void echo(int port, int pid, int count, double seconds)
{
    const std::string message = frame(std::string(64, 'x'));
    std::vector<int> sockets;
    for (int i = 0; i < count; ++i)
        sockets.push_back(connected(port, "/echo"));
    std::vector<std::size_t> left(sockets.size(), 66);
    for (const int socket : sockets)
        say(socket, message);
    long messages = 0;
    const double cpu = processSeconds(pid);
    const double passed = readAll(sockets, seconds, [&](std::size_t index, std::size_t size) {
        left[index] -= std::min(left[index], size);
        if (left[index] > 0)
            return;
        ++messages;
        left[index] = 66; // A header of two bytes and the text.
        say(sockets[index], message);
    });
    std::printf("%.0f messages/s, %.2f us of the server's CPU each, %d connections\n", static_cast<double>(messages) / passed,
        (processSeconds(pid) - cpu) / static_cast<double>(messages) * 1e6, count);
}

void fanout(int port, int pid, int count, double seconds)
{
    std::vector<int> sockets;
    for (int i = 0; i < count; ++i) {
        sockets.push_back(connected(port, "/channels"));
        say(sockets.back(), frame(R"({"type":"subscribe","channel":"news"})"));
    }
    const int publisher = connected(port, "/channels");
    const std::string publication
        = frame(R"({"type":"publish","channel":"news","message":")" + std::string(64, 'x') + "\"}");
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    // How long a delivery is depends on the order of its members: asked for once.
    say(publisher, publication);
    std::array<char, 1024> once{};
    const std::size_t size = static_cast<std::size_t>(::recv(sockets.front(), once.data(), once.size(), 0));
    std::size_t bytes = size, rounds = 0;
    const std::size_t all = size * sockets.size();
    const double cpu = processSeconds(pid);
    const double passed = readAll(sockets, seconds, [&](std::size_t, std::size_t read) {
        bytes += read;
        if (bytes < all)
            return;
        bytes -= all;
        ++rounds;
        say(publisher, publication);
    });
    const double messages = static_cast<double>(rounds * sockets.size());
    std::printf("%.0f messages/s out, %.2f us of the server's CPU each, 1 to %d\n", messages / passed,
        (processSeconds(pid) - cpu) / messages * 1e6, count);
}

void connects(int port, int pid, int threads, double seconds)
{
    const std::string close("\x88\x82\0\0\0\0\x03\xe8", 8);
    std::vector<long> done(static_cast<std::size_t>(threads), 0);
    std::vector<std::thread> all;
    const double cpu = processSeconds(pid);
    const auto begin = Clock::now();
    for (int i = 0; i < threads; ++i) {
        all.emplace_back([&, i] {
            std::array<char, 256> buffer{};
            while (std::chrono::duration<double>(Clock::now() - begin).count() < seconds) {
                const int socket = connected(port, "/echo");
                say(socket, close);
                while (::recv(socket, buffer.data(), buffer.size(), 0) > 0) { }
                ::close(socket);
                ++done[static_cast<std::size_t>(i)];
            }
        });
    }
    long sum = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i].join();
        sum += done[i];
    }
    const double passed = std::chrono::duration<double>(Clock::now() - begin).count();
    std::printf("%.0f connects and closes/s, %.1f us of the server's CPU each\n", static_cast<double>(sum) / passed,
        (processSeconds(pid) - cpu) / static_cast<double>(sum) * 1e6);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    const int port = std::atoi(argv[1]), pid = std::atoi(argv[2]);
    const std::string work = argv[3];
    const int count = argc > 4 ? std::atoi(argv[4]) : 100;
    const double seconds = argc > 5 ? std::atof(argv[5]) : 3.0;
    if (work == "idle")
        idle(port, pid, count);
    else if (work == "echo")
        echo(port, pid, count, seconds);
    else if (work == "fanout")
        fanout(port, pid, count, seconds);
    else if (work == "connects")
        connects(port, pid, count, seconds);
    else
        return 2;
    return 0;
}
