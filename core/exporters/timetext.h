// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace exporters {

//! Appends a time since 1970 as `2026-01-02T03:04:05.678901Z`, with \a digits behind the point (at most 9).
void appendIsoTime(QByteArray &out, qint64 wallNs, int digits = 6);
//! Appends it as seconds with nine digits behind the point: `1767323045.700123456`.
void appendSeconds(QByteArray &out, qint64 wallNs);

} // namespace exporters
