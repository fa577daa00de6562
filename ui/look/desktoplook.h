// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace look {

//! What the desktop says about how a person wants programs to look. Unknown: nobody said anything.
struct DesktopLook
{
    std::optional<bool> dark;
    bool contrast = false; //!< High contrast.
    bool animated = true;
    friend bool operator==(const DesktopLook &, const DesktopLook &) = default;
};

} // namespace look
