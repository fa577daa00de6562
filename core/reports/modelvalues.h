// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reports/model.h"

// How figures become values of a Model.

namespace reports {

inline Value ifAny(const std::optional<double> &value) { return value ? Value(*value) : Value(); }
inline Value counted(quint64 value) { return value; }
inline Value nanoseconds(qint64 value) { return static_cast<double>(value); }
inline Value shareOf(quint64 part, quint64 whole)
{
    return whole > 0 ? Value(static_cast<double>(part) / static_cast<double>(whole)) : Value();
}
inline Value wordOf(const char *text) { return QString::fromLatin1(text); }
inline Value foreignText(const QByteArray &text) { return QString::fromUtf8(text); }

} // namespace reports
