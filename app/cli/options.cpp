// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "core/settings/redirectconsent.h"

namespace app {

settings::Profile profileFor(const Options &options, const QUrl &url, const QList<QByteArray> &firstSends)
{
    settings::Profile profile = options.base.value_or(settings::Profile{});
    // The texts of a saved profile may hold variables; what the command line gave has none left.
    const auto literal = [&](const QByteArray &text) {
        return profile.expands ? settings::escaped(QString::fromUtf8(text)).toUtf8() : text;
    };
    if (url != profile.url)
        profile.address.clear();
    profile.url = url;
    for (const ws::HeaderField &field : options.headers)
        profile.headers.append({.name = field.name, .value = literal(field.value)});
    profile.subprotocols += options.subprotocols;
    if (!options.origin.isEmpty())
        profile.origin = literal(options.origin);
    if (options.proxySeen)
        profile.proxy = options.proxy;
    if (!options.ca.isEmpty())
        profile.tls.caFile = literal(options.ca.toUtf8());
    profile.tls.acceptFirstLeaf = options.insecure;
    for (const QString &server : options.redirectsTo)
        profile = settings::withRedirectTo(profile, server);
    for (const QByteArray &text : firstSends + options.sends)
        profile.sendOnConnect.append(literal(text));
    if (options.noReconnect)
        profile.policy.reconnect = false;
    if (options.retry)
        profile.policy.backoff.maxReconnectAttempts = *options.retry;
    if (options.noCompression)
        profile.compression.offered = false;
    if (options.captureWithoutSecrets)
        profile.captureSecrets = settings::CaptureSecrets::LeaveOut;
    if (!options.base || !(options.limits == ws::Limits{}))
        profile.limits = options.limits;
    // Only a run that ends by the clock or by hand may try for ever; one that waits for messages or a close must fail.
    const bool ends = options.untilClose || options.messages;
    profile.policy.recording = (options.mode == Mode::Headless && !ends && options.retry.value_or(0) == 0)
        || (options.mode == Mode::Window && !options.capture.isEmpty());
    return profile;
}

Options optionsFor(const Options &options, const QUrl &url)
{
    if (url.host() == options.url.host() && url.port() == options.url.port() && url.scheme() == options.url.scheme())
        return options;
    Options others;
    others.proxy = options.proxy;
    others.proxySeen = options.proxySeen;
    others.noReconnect = options.noReconnect;
    others.noCompression = options.noCompression;
    others.captureWithoutSecrets = options.captureWithoutSecrets;
    others.limits = options.limits;
    return others;
}

} // namespace app
