// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"
#include "core/decoders/readingchoice.h"
#include "core/messaging/sending.h"
#include "core/net/endpoint.h"
#include "core/settings/replyrule.h"
#include "core/settings/variables.h"
#include "core/ws/extensions/deflater.h"
#include "core/ws/handshake/clienthandshake.h"
#include "core/ws/limits.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QUrl>

namespace settings {

//! Whether and how permessage-deflate is offered (RFC 7692).
struct Compression
{
    bool offered = true; //!< Off for feeds whose messages carry secrets beside foreign text (RFC 7692 §8, case C30).
    ws::DeflateOffer offer{};
    ws::DeflateOptions options{}; //!< How we compress, if it was agreed.
    friend bool operator==(const Compression &, const Compression &) = default;
};

//! How we prove who we are.
struct Authentication
{
    enum class Kind : quint8 {
        None,
        Basic, //!< RFC 7617, sent at once.
        Bearer, //!< RFC 6750, sent at once.
        Digest, //!< RFC 7616, the answer to a 401.
        Query, //!< The token as an item of the address's query.
        FirstMessage, //!< A message before all others.
    };
    Kind kind = Kind::None;
    QString user{};
    QString password{};
    QString token{}; //!< For Bearer and Query; `${token}` stands for it in `message`.
    QString queryName = QStringLiteral("token");
    QString message{};
    ReplyRule answer{}; //!< What says that the first message was accepted; None: it is not waited for.
    friend bool operator==(const Authentication &, const Authentication &) = default;
};

//! One HTTP request before connecting, for feeds that hand out a token first.
struct HttpStep
{
    bool enabled = false;
    QString method = QStringLiteral("GET");
    QString address{}; //!< http or https.
    QList<ws::HeaderField> headers{};
    QString body{};
    VariableMap fills{}; //!< Variable → where its value stands in the answer, as in jsonValueAt().
    friend bool operator==(const HttpStep &, const HttpStep &) = default;
};

//! What the capture keeps of the secrets in messages that we send.
enum class CaptureSecrets : quint8 {
    Auto, //!< None in the authentication message, and none that came from `${secret:…}` and the like.
    Keep, //!< All: messages stand there as they were sent.
    LeaveOut, //!< None that looks like one, whoever sent it.
};

//! What a profile may not use before a person agreed, because its file is not what this program saved here.
struct Withheld
{
    enum class Reason : quint8 {
        Nothing, //!< All is as it was saved, or typed.
        NotSavedHere, //!< Somebody put the file there.
        Changed, //!< The file says something else than what was saved.
        OtherServer, //!< It leads to another server than \a server.
    };
    Reason reason = Reason::Nothing;
    QString server{}; //!< For which its secrets were saved, `wss://host:port`; for OtherServer.
    VariableMap secrets{}; //!< Those saved under its name.
    QByteArray digest{}; //!< Of the profile as it was read, as digestOf() gives it.
    friend bool operator==(const Withheld &, const Withheld &) = default;
};

//! Everything that says how to reach and keep one feed.
struct Profile
{
    QUrl url;
    QList<ws::HeaderField> headers;
    QList<QByteArray> subprotocols;
    QByteArray origin;
    net::ProxyChoice proxy;
    net::TlsSettings tls;
    QList<QByteArray> sendOnConnect; //!< Text messages sent after every connect, in order.
    connection::Policy policy;
    ws::Limits limits;
    Compression compression;
    messaging::SendingSettings sending; //!< Outbox, delivery, resuming, politeness.

    QString name{}; //!< As it is saved; empty for what was only typed.
    //! True when `${…}` in the texts stands for a variable; false for what a command line or the address field gave.
    bool expands = false;
    QString address{}; //!< With its variables, when there are any; `url` is then what it was last resolved to.
    QList<ws::HeaderField> cookies{};
    Authentication authentication{};
    QMap<int, ReplyRule> replies{}; //!< For an index in sendOnConnect: what is waited for before the next one is sent.
    VariableMap variables{};
    VariableMap secrets{}; //!< What `${secret:…}` stands for; kept in a file of its own.
    Withheld withheld{}; //!< Until then nothing goes out, and `${env:…}` and `${secret:…}` have no value.
    HttpStep before{};
    bool followRedirects = false; //!< At most five, never from wss to ws, to another server only when agreed (K06).
    QStringList redirectsTo{}; //!< Servers that a person agreed to be led to, as agreedServer() writes them.
    decoders::ReadingChoice reading{}; //!< How messages are read, where it is known.
    CaptureSecrets captureSecrets = CaptureSecrets::Auto;
    QString colour{}; //!< `#rrggbb`, or empty.
    friend bool operator==(const Profile &, const Profile &) = default;
};

} // namespace settings
