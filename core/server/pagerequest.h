// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"

#include <QByteArray>

namespace server {

//! What a plain HTTP client asks for.
struct PageRequest
{
    QByteArray path; //!< Without its query; begins with '/'.
    QByteArray accept; //!< Value of Accept; empty when there is none.
    QByteArray host; //!< Value of Host.
    bool headOnly = false; //!< HEAD: no body is wanted.
};

//! The most that a head may have; what is longer is refused.
inline constexpr qsizetype longestPageHead = 8192;

//! Where the head in \a bytes ends, behind its empty line; -1: it is not whole yet.
[[nodiscard]] qsizetype pageHeadEnd(QByteArrayView bytes);

//! Reads a whole head (RFC 9112), its empty line included. The error is the HTTP status that refuses it: 400, 405 or
//! 505.
[[nodiscard]] base::Expected<PageRequest, int> readPageRequest(QByteArrayView head);

//! A whole answer of \a status; the connection ends behind it.
[[nodiscard]] QByteArray pageAnswer(int status, const QByteArray &type, const QByteArray &body, bool headOnly = false);

} // namespace server
