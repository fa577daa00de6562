// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturelocation.h"
#include "core/stream/capturehandle.h"

#include <QWidget>

#include <functional>
#include <memory>

namespace app {

//! A window of its own with the messages of an earlier capture. Esc closes it.
class CaptureWindow : public QWidget
{
    Q_OBJECT
public:
    CaptureWindow(const QString &path, const capture::CapturedConnection &connection);

private:
    std::unique_ptr<stream::CaptureHandle> m_handle; // Outlives the panel, which is a child.
};

//! Opens \a path on the pool, then shows it beside \a parent, or hands \a failed the reason in a plain sentence.
void openCapture(const QString &path, QWidget *parent, std::function<void(const QString &)> failed);

//! Lists the user's captures on the pool; \a listed gets them on the GUI thread while \a context lives.
void listCaptures(QObject *context, std::function<void(const QList<capture::RecentCapture> &)> listed);

} // namespace app
