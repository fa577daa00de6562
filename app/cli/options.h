// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/net/endpoint.h"
#include "core/net/linkconditions.h"
#include "core/settings/profile.h"
#include "core/ws/handshake/clienthandshake.h"
#include "ui/text/reporttext.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace app {

//! What one run of the program is.
enum class Mode : quint8 {
    Window,
    Headless, //!< Connect, record, one status line a second.
    Listen, //!< Only the embedded feed server.
    Help,
    Version,
};

//! How tightly the embedded feed server guards itself.
enum class Guards : quint8 {
    Off, //!< For measurements. Host and Origin are still looked at.
    Guide, //!< The numbers of the WebSocket guide.
    Strict,
};

//! How received messages go to standard output.
enum class Print : quint8 { Nothing, Raw, Ndjson };

//! What the command line asked for, checked: a combination that makes no sense never gets here.
struct Options
{
    Mode mode = Mode::Window;
    QUrl url{}; //!< ws or wss with a host; empty: none was given.
    QList<QUrl> moreUrls{}; //!< Each in a tab of its own; only with a window.
    std::optional<settings::Profile> base{}; //!< From `--profile` or `--like`; what else is given is added to it.
    QString remark{}; //!< What `--like` left out of its command; to be said.
    bool trustProfile = false; //!< `--profile` may use the environment and secrets though it was not saved here.
    QString saveProfile{}; //!< Save what is connected to under this name.
    bool demo = false; //!< Start the embedded feed server and connect to it.

    QList<ws::HeaderField> headers{};
    QList<QByteArray> subprotocols{};
    QByteArray origin{};
    QString ca{}; //!< A PEM file that replaces the system's certificates.
    bool insecure = false;
    QStringList redirectsTo{}; //!< Servers that redirects may lead to; with one of them redirects are followed.
    net::ProxyChoice proxy{};
    bool proxySeen = false; //!< `--proxy` was given, and wins over a profile's.
    bool noReconnect = false;
    net::LinkConditions link{}; //!< What the sockets have to suffer.
    std::optional<int> retry{}; //!< Attempts in a row that may fail; 0: no limit.
    bool noCompression = false; //!< permessage-deflate is not offered.
    ws::Limits limits{};
    QList<QByteArray> sends{}; //!< Sent after every connect, in order.
    bool sendStdin = false; //!< `--send -`: then standard input, line by line.

    Print print = Print::Nothing;
    bool status = false; //!< The status line; always set in Headless.

    QString listenHost{}; //!< Address or name to listen on, IPv6 without brackets; set in Listen.
    quint16 listenPort = 0; //!< 0: any free port.
    Guards guards = Guards::Guide;
    QString tokens{}; //!< A file with the users and devices that may come in; empty: those of the demo.
    QList<QByteArray> listenOrigins{}; //!< Pages that may connect; empty: those of this machine.
    QString serverTls{}; //!< `own`, or a PEM file with a certificate and its key; empty: without TLS.

    QString metricsHost{}; //!< Where /metrics is served, IPv6 without brackets; empty: nowhere.
    quint16 metricsPort = 0; //!< 0: any free port.

    std::optional<base::Nanoseconds> duration{}; //!< From process start. At most one of these three is set.
    std::optional<quint64> messages{};
    bool untilClose = false;

    QString capture{};
    bool overwrite = false;
    bool captureWithoutSecrets = false; //!< Nothing that looks like one in what we send is kept.
    QString fields{}; //!< Where what was found in the feed is written as JSON; `-` is standard output.
    QString report{}; //!< `-` is standard output; else it ends in a suffix of reports::catalog().
    text::ReportLanguage language = text::ReportLanguage::Own; //!< Of the report.
    QString screenshot{};

    friend bool operator==(const Options &, const Options &) = default;
};

//! How to reach and keep \a url, as \a options say. \a url is options.url, or the embedded server's for `--demo`;
//! \a firstSends go before the messages asked for (the demo's subscriptions).
[[nodiscard]] settings::Profile profileFor(
    const Options &options, const QUrl &url, const QList<QByteArray> &firstSends = {});

//! What of \a options goes for \a url too: all of it for the server that they name, only the way to the network (proxy,
//! limits, compression, reconnecting) for another one. No secret goes to a server that it was not given for.
[[nodiscard]] Options optionsFor(const Options &options, const QUrl &url);

} // namespace app
