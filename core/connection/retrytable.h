// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace connection {

//! Numbers from `first` to `last`, both included.
struct CodeRange
{
    int first = 0;
    int last = 0;
    friend bool operator==(const CodeRange &, const CodeRange &) = default;
};
using CodeRanges = std::vector<CodeRange>;

//! `1001, 1011-1014`
[[nodiscard]] QString toText(const CodeRanges &ranges);
//! Reads what toText() writes, with spaces, commas or semicolons between; nothing when it is not that or a number is
//! over 65535.
[[nodiscard]] std::optional<CodeRanges> codeRanges(const QString &text);

//! After which close codes and HTTP statuses of a refused handshake another attempt is made; after all others none.
//!
//! By default (RFC 6455 §7.4, the IANA registry; the guide for 4xxx):
//!   1001 going away, 1006 lost, 1011 to 1014 the server's trouble      later it may be over
//!   3000 to 4999                                                        a library's or an application's: try
//!   1000, 1005 (a close frame without a code)                           the peer has done what it wanted
//!   1002, 1003, 1007 to 1010                                            the same bytes would come again
struct RetryTable
{
    CodeRanges closeCodes{{1001, 1001}, {1006, 1006}, {1011, 1014}, {3000, 4999}};
    CodeRanges statuses{{408, 408}, {429, 429}, {500, 599}};

    //! False for 4002 and 4003 whatever the table says: the guide's *refused for good*.
    [[nodiscard]] bool retriesAfterClose(quint16 code) const;
    [[nodiscard]] bool retriesAfterStatus(int status) const;
    friend bool operator==(const RetryTable &, const RetryTable &) = default;
};

} // namespace connection
