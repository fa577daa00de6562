// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/pathfinder.h"

#include <vector>

namespace filters {

//! Finds every value at some paths in a message of one or several JSON texts; a name goes into each element of an array.
//! Keep one for each thread.
class ValueFinder final : private decoders::PathFinder
{
public:
    static constexpr std::size_t mostValues = 1024; //!< Of one message.

    struct Found
    {
        std::size_t path = 0; //!< Index into the paths.
        decoders::PathValue value;
    };

    explicit ValueFinder(std::vector<decoders::FieldPath> paths);
    Q_DISABLE_COPY_MOVE(ValueFinder)

    //! What \a payload has at the paths, in its order; only from JSON texts that are whole. Lives until the next call,
    //! and no longer than the payload.
    [[nodiscard]] const std::vector<Found> &find(QByteArrayView payload);

private:
    void beginText() override;
    void endText() override;
    void found(std::size_t path, const decoders::PathValue &value) override;

    decoders::JsonReader m_reader;
    std::vector<Found> m_found;
    std::size_t m_whole = 0; //!< Of m_found, from whole texts.
};

} // namespace filters
