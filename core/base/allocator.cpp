// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/allocator.h"

#include <malloc.h>

namespace base {

void keepFreedMemory()
{
    constexpr int kept = 32 << 20;
    mallopt(M_MMAP_THRESHOLD, kept);
    mallopt(M_TRIM_THRESHOLD, kept);
}

} // namespace base
