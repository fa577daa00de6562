// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/stream/streamhandle.h"

#include <QJsonObject>
#include <QWidget>

namespace widgets {

//! One view of a connection. It holds no data: it shows the last Tick and asks the handle for the rest.
class Panel : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    //! Something moved; called at most 60 times a second and only while visible or just shown. Must take less than 2
    //! ms.
    virtual void setTick(const stream::Tick &tick) = 0;

    //! What it wants to find again at the next start; empty when it has nothing to keep.
    [[nodiscard]] virtual QJsonObject save() const { return {}; }
    //! Takes up what save() gave once; whatever makes no sense in \a state, which may come from any file, is left out.
    virtual void restore(const QJsonObject &state) { Q_UNUSED(state) }

signals:
    //! A short notice for the window's status line, in the user's language.
    void noticeRaised(const QString &text);
};

//! The clock of those who name no other.
inline const base::SystemClock systemClock;

//! What a panel is built from. Both outlive it.
struct PanelContext
{
    stream::StreamHandle &handle;
    const base::Clock &clock = systemClock;
};

} // namespace widgets
