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
    profile.compression.offered = !options.noCompression;
    profile.limits = options.limits;
    // Only a run that ends by the clock or by hand may try for ever; one that waits for messages or a close must fail.
    profile.policy.recording = options.mode == Mode::Headless && !options.untilClose && !options.messages;
    return profile;
}

} // namespace app
