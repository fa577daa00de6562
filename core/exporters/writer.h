// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporters/output.h"
#include "core/exporters/redactor.h"
#include "core/exporters/rowsource.h"

#include <QByteArrayList>

#include <functional>

namespace exporters {

//! What a format may be told; each takes what concerns it.
struct WriterOptions
{
    QByteArrayList columns{}; //!< Paths into JSON payloads (`$.data.price`): a column each, where there are columns.
    //! Names of further files beside the output, which go at the end.
    std::function<QString(const QString &name)> beside{};
};

//! What went through a writer.
struct Totals
{
    quint64 rows = 0;
    quint64 data = 0; //!< Text and binary messages among them.
    qint64 payloadBytes = 0;
    qint64 firstNs = 0, lastNs = 0; //!< Times of the first and the last row that was written.
    Redactions redactions{};
};

//! Writes rows in one format, each as it comes, so that its memory does not grow with them. Made for one file.
class Writer
{
public:
    virtual ~Writer() = default;

    //! Before the first row: the connections that rows may come from.
    virtual void begin(const QList<capture::CapturedConnection> &) { }
    //! Rows of \a connection follow; only for formats that want them by connection.
    virtual void connection(const capture::CapturedConnection &) { }
    //! \a facts: only for formats that want them, and where there are any.
    virtual void row(const capture::PassingRow &row, const capture::CapturedFacts *facts) = 0;
    //! Behind the last row.
    virtual void end(const Totals &) { }
};

} // namespace exporters
