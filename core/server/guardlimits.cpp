// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/guardlimits.h"

namespace server {

GuardLimits GuardLimits::off()
{
    return {.clients = 1'000'000,
        .unupgraded = 4'096,
        .unserved = 65'536,
        .headDeadline = 30s,
        .pingAfter = 0s,
        .idleDeadline = 0s,
        .message = 64_MiB};
}

GuardLimits GuardLimits::guide()
{
    return {.clients = 1'000,
        .perAddress = 10,
        .headDeadline = 10s,
        .pingAfter = 0s,
        .idleDeadline = 0s,
        .pingEvery = 30s,
        .quietDeadline = 5min,
        .poolDeadline = 10min,
        .message = 1_MiB,
        .rate = {.messages = 100}};
}

GuardLimits GuardLimits::strict()
{
    GuardLimits limits = guide();
    limits.clients = 64;
    limits.headDeadline = 5s;
    limits.idleDeadline = 120s;
    limits.rate.kind = RateKind::TokenBucket;
    return limits;
}

} // namespace server
