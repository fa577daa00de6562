// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/batch.h"

#include <QString>

#include <memory>

namespace bench {

//! The peer of the capture: one prepared INSERT into one table and nothing else, with SQLite's C API.
class BareInsert
{
public:
    //! Creates \a path; aborts the program when that fails.
    explicit BareInsert(const QString &path);
    ~BareInsert();

    void begin();
    void append(const stream::Batch &batch);
    void commit();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace bench
