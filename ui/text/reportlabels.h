// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace text {

//! The label of a figure, by the key that reports give it.
struct ReportLabel
{
    const char *key;
    const char *own; //!< To be translated, context `Report`.
    const char *chinese; //!< UTF-8.
};

[[nodiscard]] std::span<const ReportLabel> reportLabels();

} // namespace text
