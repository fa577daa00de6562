// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"

#include "core/base/redact.h"
#include "core/settings/address.h"

// What somebody types as an address: it has a host and a WebSocket scheme, or it is refused; what is shown of it does
// not grow.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto url = settings::parseAddress(QString::fromUtf8(fuzz::view(data, size)));
    if (!url)
        return 0;
    fuzz::require(url->isValid() && !url->host().isEmpty() && !url->hasFragment());
    fuzz::require(url->scheme() == QLatin1String("ws") || url->scheme() == QLatin1String("wss"));
    (void)base::redactedUrl(*url);
    return 0;
}
