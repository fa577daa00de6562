// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/receivemeter.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <cstdlib>
#include <string>

// bench_receive_beast URL: the same as bench_receive with Boost.Beast, blocking reads into one reused buffer.

namespace beast = boost::beast;
using Tcp = boost::asio::ip::tcp;

int main(int argc, char **argv)
{
    const std::string url = argc == 2 ? argv[1] : "";
    const auto colon = url.rfind(':');
    if (url.rfind("ws://127.0.0.1:", 0) != 0)
        return 2;
    const auto port = static_cast<unsigned short>(std::strtoul(url.c_str() + colon + 1, nullptr, 10));
    boost::asio::io_context context;
    beast::websocket::stream<Tcp::socket> socket(context);
    socket.next_layer().connect({boost::asio::ip::address_v4::loopback(), port});
    socket.read_message_max(64 << 20);
    socket.handshake("127.0.0.1", "/");
    bench::ReceiveMeter meter;
    meter.start();
    beast::flat_buffer buffer;
    boost::system::error_code error;
    while (true) {
        const auto size = socket.read(buffer, error);
        if (error)
            break;
        meter.add(static_cast<long long>(size));
        buffer.clear();
    }
    meter.report();
    return error == beast::websocket::error::closed ? 0 : 1;
}
