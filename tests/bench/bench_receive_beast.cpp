// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/receivemeter.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include <cstdlib>
#include <string>

// bench_receive_beast URL: the same as bench_receive with Boost.Beast, blocking reads into one reused buffer.
// bench_receive_beast_async URL: the same from an event loop, as a program reads that does other things too.

namespace beast = boost::beast;
using Tcp = boost::asio::ip::tcp;

namespace {

using Stream = beast::websocket::stream<Tcp::socket>;

boost::system::error_code readBlocking(Stream &socket, bench::ReceiveMeter &meter)
{
    beast::flat_buffer buffer;
    boost::system::error_code error;
    while (true) {
        const auto size = socket.read(buffer, error);
        if (error)
            return error;
        meter.add(static_cast<long long>(size));
        buffer.clear();
    }
}

class Reader
{
public:
    Reader(Stream &socket, bench::ReceiveMeter &meter) : m_socket(socket), m_meter(meter) { }
    void next()
    {
        m_socket.async_read(m_buffer, [this](boost::system::error_code failure, std::size_t size) {
            if (failure) {
                error = failure;
                return;
            }
            m_meter.add(static_cast<long long>(size));
            m_buffer.clear();
            next();
        });
    }
    boost::system::error_code error;

private:
    Stream &m_socket;
    bench::ReceiveMeter &m_meter;
    beast::flat_buffer m_buffer;
};

boost::system::error_code readFromLoop(boost::asio::io_context &context, Stream &socket, bench::ReceiveMeter &meter)
{
    Reader reader(socket, meter);
    reader.next();
    context.run();
    return reader.error;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string url = argc == 2 ? argv[1] : "";
    const auto colon = url.rfind(':');
    if (url.rfind("ws://127.0.0.1:", 0) != 0)
        return 2;
    const auto port = static_cast<unsigned short>(std::strtoul(url.c_str() + colon + 1, nullptr, 10));
    boost::asio::io_context context;
    Stream socket(context);
    socket.next_layer().connect({boost::asio::ip::address_v4::loopback(), port});
    socket.read_message_max(64 << 20);
    socket.handshake("127.0.0.1", "/");
    bench::ReceiveMeter meter;
    meter.start();
    const bool async = std::string(argv[0]).find("_async") != std::string::npos;
    const boost::system::error_code error = async ? readFromLoop(context, socket, meter) : readBlocking(socket, meter);
    meter.report();
    return error == beast::websocket::error::closed ? 0 : 1;
}
