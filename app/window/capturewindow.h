// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturelocation.h"
#include "core/stream/capturehandle.h"

#include <QWidget>

#include <functional>
#include <memory>

class QLabel;
class QSplitter;

namespace dashboard {
class DashboardPanel;
}

namespace messages {
class InspectorPanel;
}

namespace app {

//! A window of its own with the charts and the messages of an earlier capture. Esc closes it.
class CaptureWindow : public QWidget
{
    Q_OBJECT
public:
    CaptureWindow(
        const QString &path, const capture::CapturedConnection &connection, const stream::ReaderPoolPtr &readers);
    ~CaptureWindow() override;

private:
    void buildProgress();
    void showProgress(int percent);

    std::unique_ptr<stream::CaptureHandle> m_handle;
    QSplitter *m_content; // Goes before the handle that its panels look at.
    dashboard::DashboardPanel *m_dashboard;
    messages::InspectorPanel *m_inspector;
    QWidget *m_progress;
    QLabel *m_progressText;
};

//! Opens \a path on a thread of \a readers, then shows it beside \a parent, or hands \a failed the reason in a plain
//! sentence. When \a parent goes, so does all of it, without waiting.
void openCapture(const QString &path, QWidget *parent, std::function<void(const QString &)> failed,
    const stream::ReaderPoolPtr &readers = std::make_shared<stream::ReaderPool>());

//! Lists the user's captures on a thread of \a readers; \a listed gets them on the GUI thread while \a context lives.
void listCaptures(QObject *context, std::function<void(const QList<capture::RecentCapture> &)> listed,
    const stream::ReaderPoolPtr &readers);

} // namespace app
