// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/certificateexception.h"

namespace settings {

Profile withException(Profile profile, const QByteArray &leaf)
{
    profile.tls.acceptedLeafSha256 = leaf;
    profile.tls.acceptedFor = net::authorityOf(net::endpointFor(profile.url));
    return profile;
}

} // namespace settings
