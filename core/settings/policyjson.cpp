// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/policyjson.h"

#include <QRegularExpression>

#include <array>

namespace settings::policyjson {
namespace {

using namespace std::chrono_literals;

QString key(const char *name) { return QString::fromLatin1(name); }

double inMilliseconds(base::Nanoseconds time) { return std::chrono::duration<double, std::milli>(time).count(); }

std::optional<int> windowBits(FieldReader &reader, const char *key)
{
    return reader.has(key) ? std::optional(reader.whole(key, 15, 8, 15)) : std::nullopt;
}

// A binary beat is bytes that may be no text: written in hexadecimal.
QString beatText(const connection::HeartbeatSettings &beat, const QByteArray &bytes)
{
    return beat.binary ? QString::fromLatin1(bytes.toHex(' ')) : QString::fromUtf8(bytes);
}

QByteArray readBeatText(
    FieldReader &reader, const connection::HeartbeatSettings &beat, const char *name, const QByteArray &fallback)
{
    if (!reader.has(name))
        return fallback;
    QString text = reader.text(name);
    if (!beat.binary)
        return text.toUtf8();
    text.remove(u' ');
    static const QRegularExpression hex(QStringLiteral("\\A([0-9a-fA-F]{2})*\\z"));
    if (!hex.match(text).hasMatch())
        reader.complain(name, QStringLiteral("not bytes in hexadecimal"));
    return QByteArray::fromHex(text.toLatin1());
}

QJsonObject writeHeartbeat(const connection::HeartbeatSettings &beat)
{
    static constexpr std::array words{"ping", "message", "reply"};
    return {
        {key("enabled"), beat.enabled},
        {key("interval"), inMilliseconds(beat.interval)},
        {key("timeout"), inMilliseconds(beat.timeout)},
        {key("secondProbe"), beat.secondProbe},
        {key("adaptive"), beat.adaptive},
        {key("idleInterval"), inMilliseconds(beat.idleInterval)},
        {key("activeInterval"), inMilliseconds(beat.activeInterval)},
        {key("hiddenInterval"), inMilliseconds(beat.hiddenInterval)},
        {key("kind"), key(words[static_cast<std::size_t>(beat.kind)])},
        {key("binary"), beat.binary},
        {key("message"), beatText(beat, beat.message)},
        {key("matchField"), QString::fromUtf8(beat.match.field)},
        {key("matchValue"), beatText(beat, beat.match.value)},
    };
}

connection::HeartbeatSettings readHeartbeat(FieldReader reader)
{
    connection::HeartbeatSettings beat;
    beat.enabled = reader.flag("enabled", beat.enabled);
    beat.interval = reader.milliseconds("interval", beat.interval, 1s, 24h);
    beat.timeout = reader.milliseconds("timeout", beat.timeout, 100ms, 1h);
    beat.secondProbe = reader.flag("secondProbe", beat.secondProbe);
    beat.adaptive = reader.flag("adaptive", beat.adaptive);
    beat.idleInterval = reader.milliseconds("idleInterval", beat.idleInterval, 1s, 24h);
    beat.activeInterval = reader.milliseconds("activeInterval", beat.activeInterval, 0s, 24h);
    beat.hiddenInterval = reader.milliseconds("hiddenInterval", beat.hiddenInterval, 0s, 24h);
    beat.kind = static_cast<connection::BeatKind>(reader.choice("kind", {"ping", "message", "reply"}));
    beat.binary = reader.flag("binary", beat.binary);
    beat.message = readBeatText(reader, beat, "message", beat.message);
    beat.match.field = reader.text("matchField", QString::fromUtf8(beat.match.field)).toUtf8();
    beat.match.value = readBeatText(reader, beat, "matchValue", beat.match.value);
    return beat;
}

connection::CodeRanges readRanges(FieldReader &reader, const char *name, const connection::CodeRanges &fallback)
{
    if (!reader.has(name))
        return fallback;
    const auto ranges = connection::codeRanges(reader.text(name));
    if (!ranges)
        reader.complain(name, QStringLiteral("not numbers and ranges such as 1001, 1011-1014"));
    return ranges.value_or(fallback);
}

} // namespace

QJsonObject write(const connection::Policy &policy)
{
    const QJsonObject reconnect{
        {key("enabled"), policy.reconnect},
        {key("maxReconnectAttempts"), policy.backoff.maxReconnectAttempts},
        {key("reconnectInterval"), inMilliseconds(policy.backoff.reconnectInterval)},
        {key("reconnectDecay"), policy.backoff.reconnectDecay},
        {key("maxReconnectInterval"), inMilliseconds(policy.backoff.maxReconnectInterval)},
        {key("timeoutInterval"), inMilliseconds(policy.openTimeout)},
        {key("jitter"), policy.backoff.jitter},
        {key("closeCodes"), connection::toText(policy.retry.closeCodes)},
        {key("statuses"), connection::toText(policy.retry.statuses)},
    };
    return {{key("heartbeat"), writeHeartbeat(policy.heartbeat)}, {key("reconnect"), reconnect},
        {key("closeTimeout"), inMilliseconds(policy.closeTimeout)},
        {key("establishedAfter"), inMilliseconds(policy.establishedAfter)}};
}

connection::Policy readPolicy(FieldReader reader)
{
    connection::Policy policy;
    policy.heartbeat = readHeartbeat(reader.object("heartbeat"));
    FieldReader reconnect = reader.object("reconnect");
    connection::BackoffSettings &backoff = policy.backoff;
    policy.reconnect = reconnect.flag("enabled", policy.reconnect);
    backoff.maxReconnectAttempts = reconnect.whole("maxReconnectAttempts", backoff.maxReconnectAttempts, 0, 1'000'000);
    backoff.reconnectInterval = reconnect.milliseconds("reconnectInterval", backoff.reconnectInterval, 100ms, 24h);
    backoff.reconnectDecay = reconnect.number("reconnectDecay", backoff.reconnectDecay, 1, 10);
    backoff.maxReconnectInterval
        = reconnect.milliseconds("maxReconnectInterval", backoff.maxReconnectInterval, 100ms, 24h);
    policy.openTimeout = reconnect.milliseconds("timeoutInterval", policy.openTimeout, 1s, 120s);
    backoff.jitter = reconnect.flag("jitter", backoff.jitter);
    policy.retry.closeCodes = readRanges(reconnect, "closeCodes", policy.retry.closeCodes);
    policy.retry.statuses = readRanges(reconnect, "statuses", policy.retry.statuses);
    policy.closeTimeout = reader.milliseconds("closeTimeout", policy.closeTimeout, 100ms, 120s);
    policy.establishedAfter = reader.milliseconds("establishedAfter", policy.establishedAfter, 0s, 1h);
    return policy;
}

QJsonObject write(const ws::Limits &limits)
{
    return {{key("frame"), limits.frame.bytes}, {key("message"), limits.message.bytes},
        {key("fragments"), limits.fragments}, {key("unreadInbound"), limits.unreadInbound.bytes},
        {key("outputHighWater"), limits.outputHighWater.bytes}, {key("outputHard"), limits.outputHard.bytes}};
}

ws::Limits readLimits(FieldReader reader)
{
    ws::Limits limits;
    const auto bytes = [&](const char *name, base::ByteCount &count) {
        count.bytes = static_cast<qint64>(reader.number(name, static_cast<double>(count.bytes), 125, 2147483647));
    };
    bytes("frame", limits.frame);
    bytes("message", limits.message);
    limits.fragments = reader.whole("fragments", limits.fragments, 1, 1 << 24);
    bytes("unreadInbound", limits.unreadInbound);
    bytes("outputHighWater", limits.outputHighWater);
    bytes("outputHard", limits.outputHard);
    return limits;
}

QJsonObject write(const Compression &compression)
{
    QJsonObject object{{key("offered"), compression.offered},
        {key("serverNoContextTakeover"), compression.offer.serverNoContextTakeover},
        {key("clientNoContextTakeover"), compression.offer.clientNoContextTakeover},
        {key("clientWindowNegotiable"), compression.offer.clientWindowNegotiable},
        {key("level"), compression.options.level}, {key("memoryLevel"), compression.options.memoryLevel},
        {key("threshold"), compression.options.threshold}};
    if (compression.offer.serverMaxWindowBits)
        object[key("serverMaxWindowBits")] = *compression.offer.serverMaxWindowBits;
    if (compression.offer.clientMaxWindowBits)
        object[key("clientMaxWindowBits")] = *compression.offer.clientMaxWindowBits;
    return object;
}

Compression readCompression(FieldReader reader)
{
    Compression compression;
    compression.offered = reader.flag("offered", compression.offered);
    ws::DeflateOffer &offer = compression.offer;
    offer.serverNoContextTakeover = reader.flag("serverNoContextTakeover", offer.serverNoContextTakeover);
    offer.clientNoContextTakeover = reader.flag("clientNoContextTakeover", offer.clientNoContextTakeover);
    offer.clientWindowNegotiable = reader.flag("clientWindowNegotiable", offer.clientWindowNegotiable);
    offer.serverMaxWindowBits = windowBits(reader, "serverMaxWindowBits");
    offer.clientMaxWindowBits = windowBits(reader, "clientMaxWindowBits");
    compression.options.level = reader.whole("level", compression.options.level, 1, 9);
    compression.options.memoryLevel = reader.whole("memoryLevel", compression.options.memoryLevel, 1, 9);
    compression.options.threshold
        = reader.whole("threshold", static_cast<int>(compression.options.threshold), 0, 1 << 30);
    return compression;
}

QJsonObject write(const messaging::SendingSettings &sending)
{
    const auto &[readOnly, delivery, outbox, resume, politeness] = sending;
    return {
        {key("delivery"),
            QJsonObject{{key("atLeastOnce"), delivery.guarantee == messaging::Guarantee::AtLeastOnce},
                {key("idField"), delivery.idField}, {key("ackField"), delivery.ackField},
                {key("ackRule"), delivery.rule == messaging::AckRule::RpcReply ? key("reply") : key("echo")},
                {key("ackTimeout"), inMilliseconds(delivery.ackTimeout)}}},
        {key("outbox"),
            QJsonObject{{key("name"), outbox.name}, {key("autoFlush"), outbox.autoFlush},
                {key("maxAge"), inMilliseconds(outbox.maxAge)}, {key("messages"), outbox.messages},
                {key("bytes"), outbox.bytes.bytes}, {key("keep"), inMilliseconds(outbox.keep)}}},
        {key("resume"),
            QJsonObject{{key("idField"), resume.idField},
                {key("idKind"), resume.idKind == messaging::IdKind::Integer ? key("integer") : key("token")},
                {key("epochField"), resume.epochField}, {key("syncMessage"), QString::fromUtf8(resume.syncMessage)},
                {key("reorderWindow"), resume.reorderWindow}}},
        {key("politeness"),
            QJsonObject{{key("perMinute"), politeness.perMinute}, {key("burst"), politeness.burst},
                {key("batch"), politeness.batch}, {key("batchWindow"), inMilliseconds(politeness.batchWindow)},
                {key("batchItems"), politeness.batchItems},
                {key("repeatAfter"), inMilliseconds(politeness.repeatAfter)}}},
    };
}

messaging::SendingSettings readSending(FieldReader reader)
{
    messaging::SendingSettings sending;
    auto &[readOnly, delivery, outbox, resume, politeness] = sending;
    FieldReader each = reader.object("delivery");
    delivery.guarantee
        = each.flag("atLeastOnce", false) ? messaging::Guarantee::AtLeastOnce : messaging::Guarantee::AtMostOnce;
    delivery.idField = each.text("idField", delivery.idField);
    delivery.ackField = each.text("ackField", delivery.ackField);
    delivery.rule = static_cast<messaging::AckRule>(each.choice("ackRule", {"echo", "reply"}));
    delivery.ackTimeout = each.milliseconds("ackTimeout", delivery.ackTimeout, 100ms, 1h);
    FieldReader box = reader.object("outbox");
    outbox.name = box.text("name");
    outbox.autoFlush = box.flag("autoFlush", outbox.autoFlush);
    outbox.maxAge = box.milliseconds("maxAge", outbox.maxAge, 0s, 8760h);
    outbox.messages = box.whole("messages", outbox.messages, 1, 10'000'000);
    outbox.bytes.bytes = static_cast<qint64>(box.number("bytes", static_cast<double>(outbox.bytes.bytes), 1024, 1e12));
    outbox.keep = box.milliseconds("keep", outbox.keep, 0s, 8760h);
    FieldReader again = reader.object("resume");
    resume.idField = again.text("idField");
    resume.idKind = static_cast<messaging::IdKind>(again.choice("idKind", {"token", "integer"}));
    resume.epochField = again.text("epochField");
    resume.syncMessage = again.text("syncMessage", QString::fromUtf8(resume.syncMessage)).toUtf8();
    resume.reorderWindow = again.whole("reorderWindow", resume.reorderWindow, 0, 1000);
    FieldReader polite = reader.object("politeness");
    politeness.perMinute = polite.whole("perMinute", politeness.perMinute, 0, 1'000'000);
    politeness.burst = polite.whole("burst", politeness.burst, 1, 1'000'000);
    politeness.batch = polite.flag("batch", politeness.batch);
    politeness.batchWindow = polite.milliseconds("batchWindow", politeness.batchWindow, 1ms, 60s);
    politeness.batchItems = polite.whole("batchItems", politeness.batchItems, 1, 100'000);
    politeness.repeatAfter = polite.milliseconds("repeatAfter", politeness.repeatAfter, 0s, 1h);
    return sending;
}

} // namespace settings::policyjson
