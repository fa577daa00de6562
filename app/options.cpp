// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"

namespace app {

settings::Profile profileFor(const Options &options, const QUrl &url, const QList<QByteArray> &firstSends)
{
    settings::Profile profile;
    profile.url = url;
    profile.headers = options.headers;
    profile.subprotocols = options.subprotocols;
    profile.origin = options.origin;
    profile.proxy = options.proxy;
    profile.tls.caFile = options.ca;
    profile.tls.acceptFirstLeaf = options.insecure;
    profile.sendOnConnect = firstSends + options.sends;
    profile.policy.reconnect = !options.noReconnect;
    if (options.retry)
        profile.policy.backoff.maxReconnectAttempts = *options.retry;
    profile.compression.offered = !options.noCompression;
    profile.limits = options.limits;
    // Only a run that ends by the clock or by hand may try for ever; one that waits for messages or a close must fail.
    const bool ends = options.untilClose || options.messages;
    profile.policy.recording = (options.mode == Mode::Headless && !ends && options.retry.value_or(0) == 0) || (options.mode == Mode::Window && !options.capture.isEmpty());
    return profile;
}

} // namespace app
