// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytecount.h"
#include "core/base/clock.h"

#include <QByteArray>
#include <QString>

namespace messaging {

using namespace base::literals;

//! What is promised about a message that was sent. WebSocket has no acknowledgement.
enum class Guarantee : quint8 {
    AtMostOnce, //!< Never sent twice by itself; its fate may stay unknown after a loss.
    AtLeastOnce, //!< Sent again with the same id until the peer acknowledges; the peer may see it twice.
};

//! What counts as the acknowledgement of a message with an id.
enum class AckRule : quint8 {
    EchoOfId, //!< Any received JSON object whose field has the same id.
    RpcReply, //!< The same, and it is a reply: `type` is `response`, `reply`, `result` or `ack`, or it has `result` or
              //!< `error`.
};

//! How two ids are compared, and which of them is newer.
enum class IdKind : quint8 {
    Token, //!< As the raw JSON token; only equality is known.
    Integer, //!< As a whole number of any length; a hole and a step back can be seen.
};

//! At most or at least once, and how acknowledgements are known. Fields are paths such as `id` or `meta.id`.
struct DeliverySettings
{
    Guarantee guarantee = Guarantee::AtMostOnce;
    QString idField = QStringLiteral("id"); //!< In what is sent.
    QString ackField = QStringLiteral("id"); //!< In what is received.
    AckRule rule = AckRule::EchoOfId;
    base::Nanoseconds ackTimeout
        = std::chrono::seconds(10); //!< Then it is sent again; doubled each time, at most a minute.
    friend bool operator==(const DeliverySettings &, const DeliverySettings &) = default;
};

//! What waits while nothing can be sent.
struct OutboxSettings
{
    QString name{}; //!< Whose outbox this is; empty: the address, without its secrets.
    bool autoFlush = false; //!< False: what was written while the link was down is held until a person releases it.
    base::Nanoseconds maxAge = std::chrono::seconds(60); //!< Older than this nothing goes out by itself.
    int messages = 10'000;
    base::ByteCount bytes = 64_MiB;
    base::Nanoseconds keep
        = std::chrono::hours(1); //!< Still waiting after that, a message is refused as too old; it stays listed.
    friend bool operator==(const OutboxSettings &, const OutboxSettings &) = default;
};

//! How a stream with ids is taken up again after a loss.
struct ResumeSettings
{
    QString idField; //!< In received messages; empty: off.
    IdKind idKind = IdKind::Token;
    QString epochField; //!< A new value means that the server's ids began anew; empty: it has none.
    //! Sent after every connect behind the on-connect messages; `${lastMessageId}` is the raw token. Empty: nothing is
    //! sent.
    QByteArray syncMessage = QByteArrayLiteral(R"({"type":"sync","lastMessageId":${lastMessageId}})");
    int reorderWindow = 0; //!< Messages that may come this much too late without being an error; at most 1 000.
    friend bool operator==(const ResumeSettings &, const ResumeSettings &) = default;
};

//! Not more than the server wants.
struct PolitenessSettings
{
    int perMinute = 0; //!< Messages that a person sends; 0: no limit. The guide's preset is 100.
    int burst = 10; //!< So many may go at once.
    bool batch = false; //!< JSON messages go together as `{"type":"batch","items":[…]}`.
    base::Nanoseconds batchWindow = std::chrono::milliseconds(50);
    int batchItems = 100;
    base::Nanoseconds repeatAfter{0}; //!< The same message again within this time is refused; 0: never.
    friend bool operator==(const PolitenessSettings &, const PolitenessSettings &) = default;
};

//! The guide's limit of outgoing messages a minute.
constexpr int politePerMinute = 100;

//! Everything about sending on one connection.
struct SendingSettings
{
    bool readOnly = false; //!< Only handshake, heartbeat and on-connect messages go out; all else is refused.
    DeliverySettings delivery;
    OutboxSettings outbox;
    ResumeSettings resume;
    PolitenessSettings politeness;
    friend bool operator==(const SendingSettings &, const SendingSettings &) = default;
};

} // namespace messaging
