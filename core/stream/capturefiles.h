// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturestatus.h"

#include <limits>
#include <mutex>

namespace stream {

//! The files that hold one connection, in their order, for whoever reads rows on another thread.
class CaptureFiles
{
public:
    static constexpr base::Seq everything = std::numeric_limits<base::Seq>::max();

    //! \a file, and those before it. Without effect after close().
    void set(const QString &file, const QList<capture::CapturePart> &earlier)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_closed || file.isEmpty())
            return;
        m_parts = earlier;
        m_parts.append({.file = file, .lastSeq = everything});
    }
    //! Nobody may open them any more: the capture is to be closed as one file.
    void close()
    {
        const std::scoped_lock lock(m_mutex);
        m_parts.clear();
        m_closed = true;
    }
    [[nodiscard]] QList<capture::CapturePart> parts() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_parts;
    }

private:
    mutable std::mutex m_mutex;
    QList<capture::CapturePart> m_parts;
    bool m_closed = false;
};

} // namespace stream
