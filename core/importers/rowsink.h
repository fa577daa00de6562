// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturereader.h"
#include "core/capture/payloadreader.h"

namespace importers {

//! Takes what an importer reads.
class RowSink
{
public:
    virtual ~RowSink() = default;

    //! What is known of a connection; also again, when more is known. \a url is foreign and may hold secrets.
    virtual void connection(base::ConnectionId id, const QString &url, qint64 openedNs) = 0;
    //! One row; its seq is used when it is above that of the row before, and its wireSize when it is not negative.
    //! False: nothing more is wanted.
    virtual bool row(const capture::PassingRow &row, const capture::CapturedFacts *facts = nullptr) = 0;
};

} // namespace importers
