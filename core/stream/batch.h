// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/record.h"

#include <QByteArray>

#include <memory>
#include <span>
#include <vector>

namespace stream {

//! What travels between threads: some records of one connection and the bytes they point into. Never changed once
//! shared.
//!
//! Made only by Batcher. Analysis, capture and screen read the same one; nobody copies a payload twice.
struct Batch
{
    base::ConnectionId connection;
    std::vector<capture::Record> records; //!< In order; never empty.
    std::vector<ws::WireFacts> facts; //!< For records with hasFrameFacts.
    std::unique_ptr<char[]> arena; //!< Payloads, each with what follows readable for 64 bytes.
    std::vector<QByteArray> owned; //!< Assembled payloads, taken over without a copy.
    qint64 bytes = 0; //!< What it holds in memory, for the budgets.

    [[nodiscard]] base::Seq firstSeq() const { return records.front().seq; }
    [[nodiscard]] base::Seq lastSeq() const { return records.back().seq; }
};

using BatchPtr = std::shared_ptr<const Batch>;

} // namespace stream
