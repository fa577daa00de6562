// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/receivemeter.h"

#include <websocketpp/client.hpp>
#include <websocketpp/config/asio_no_tls_client.hpp>

#include <string>

// bench_receive_websocketpp URL: the same as bench_receive with websocketpp.

namespace {

struct Config : websocketpp::config::asio_client
{
    static const std::size_t max_message_size = 64 << 20;
};
using Client = websocketpp::client<Config>;

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    bench::ReceiveMeter meter;
    bool closed = false;
    Client client;
    client.clear_access_channels(websocketpp::log::alevel::all);
    client.clear_error_channels(websocketpp::log::elevel::all);
    client.init_asio();
    client.set_open_handler([&](websocketpp::connection_hdl) { meter.start(); });
    client.set_message_handler([&](websocketpp::connection_hdl, const Client::message_ptr &message) {
        meter.add(static_cast<long long>(message->get_payload().size()));
    });
    client.set_close_handler([&](websocketpp::connection_hdl) {
        closed = true;
        meter.report();
    });
    websocketpp::lib::error_code error;
    const auto connection = client.get_connection(argv[1], error);
    if (error)
        return 1;
    client.connect(connection);
    client.run();
    return closed ? 0 : 1;
}
