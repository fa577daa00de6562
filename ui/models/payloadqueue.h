// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/row.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

namespace models {

//! Asks a RowSource for whole payloads, one at a time and none forgotten.
//!
//! The source keeps only the newest request; the detail pane, a copy and a search ask at the same time. What a person
//! looks at goes first. GUI thread.
class PayloadQueue : public QObject
{
    Q_OBJECT
public:
    using Take = std::function<void(const stream::PayloadReply &)>;

    explicit PayloadQueue(stream::RowSource &source, QObject *parent = nullptr);

    //! The payload of \a seq for the detail pane; a newer call replaces an older one.
    void showNext(base::Seq seq, Take take);
    //! The payload of \a seq for a copy; one at a time, a newer call replaces an older one.
    void copyNext(base::Seq seq, Take take);
    void cancelShow() { m_show.reset(); }
    void cancelCopy() { m_copy.reset(); }

private:
    struct Wish
    {
        base::Seq seq = 0;
        Take take;
    };
    void ask();
    void accept(const stream::PayloadReply &reply);

    QPointer<stream::RowSource> m_source;
    std::optional<Wish> m_show;
    std::optional<Wish> m_copy;
    std::optional<base::Seq> m_asked;
};

} // namespace models
