// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace net {

//! The leaf that each `host:port` showed in the first handshake of this run: what `--insecure` accepts, and nothing
//! else (N15).
//!
//! One for all that is opened in a run, so that a feed, its HTTP step and where redirects lead are held to the same. On
//! one thread.
class FirstLeaves
{
public:
    //! Whether \a leafSha256 is what \a authority showed first; true for the first, which is remembered.
    [[nodiscard]] bool accepts(const QString &authority, const QByteArray &leafSha256)
    {
        const auto first = m_leaves.constFind(authority);
        if (first != m_leaves.constEnd())
            return *first == leafSha256;
        m_leaves.insert(authority, leafSha256);
        return true;
    }

private:
    QHash<QString, QByteArray> m_leaves;
};

} // namespace net
