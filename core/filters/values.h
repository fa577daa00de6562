// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/filters/expression.h"

#include <QStringView>

#include <optional>

//! What stands behind the signs of the filter language.
namespace filters::values {

//! `1k`, `1.5MiB`, `200`: bytes. k, M and G are thousands, Ki, Mi and Gi are 1024s.
[[nodiscard]] std::optional<double> bytes(QStringView text);
//! `50ms`, `1.5s`, `2min`, `1h`, `300us`: nanoseconds. A unit has to be there.
[[nodiscard]] std::optional<double> duration(QStringView text);
//! A number as JSON writes it.
[[nodiscard]] std::optional<double> number(QStringView text);
//! `12:00`, `12:00:30.5`, `2026-01-02`, `2026-01-02T12:00`, with `Z` or `+01:00` at the end or in local time.
[[nodiscard]] std::optional<Moment> moment(QStringView text);

} // namespace filters::values
