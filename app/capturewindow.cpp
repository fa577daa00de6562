// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capturewindow.h"

#include "ui/panels/inspectorpanel.h"
#include "ui/text/format.h"

#include <QApplication>
#include <QFileInfo>
#include <QPointer>
#include <QShortcut>
#include <QThreadPool>
#include <QVBoxLayout>

namespace app {

CaptureWindow::CaptureWindow(const QString &path, const capture::CapturedConnection &connection)
    : m_handle(std::make_unique<stream::CaptureHandle>(path, connection))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("captureWindow"));
    // Foreign text in a title: the placeholder [*] would be taken for the modified mark (case U09).
    setWindowTitle(QStringLiteral("%1 · %2")
                       .arg(QFileInfo(path).fileName(), text::plain(connection.url))
                       .replace(QLatin1String("[*]"), QLatin1String("[ *]")));
    auto *panel = new panels::InspectorPanel({.handle = *m_handle}, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(panel);
    connect(new QShortcut(QKeySequence(Qt::Key_Escape), this), &QShortcut::activated, this, &QWidget::close);
    panel->setTick(m_handle->tick());
    resize(fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 40);
}

void openCapture(const QString &path, QWidget *parent, std::function<void(const QString &)> failed)
{
    QPointer<QWidget> guard(parent);
    QThreadPool::globalInstance()->start([path, guard, failed = std::move(failed)] {
        auto found = stream::CaptureHandle::inspect(path);
        // The application outlives the pool; the window may be gone, which only the GUI thread can tell.
        QMetaObject::invokeMethod(
            qApp,
            [path, guard, failed, found = std::move(found)] {
                if (!guard)
                    return;
                if (!found)
                    return failed(CaptureWindow::tr("The capture %1 cannot be opened. %2")
                                      .arg(text::plain(path), text::plain(found.error().detail)));
                auto *window = new CaptureWindow(path, *found); // Deletes itself when closed, and with its parent.
                window->setParent(guard, Qt::Window);
                window->show();
            },
            Qt::QueuedConnection);
    });
}

void listCaptures(QObject *context, std::function<void(const QList<capture::RecentCapture> &)> listed)
{
    QThreadPool::globalInstance()->start([guard = QPointer<QObject>(context), listed = std::move(listed)] {
        const QList<capture::RecentCapture> captures = capture::CaptureLocation().recent();
        QMetaObject::invokeMethod(
            qApp,
            [guard, captures, listed] {
                if (guard)
                    listed(captures);
            },
            Qt::QueuedConnection);
    });
}

} // namespace app
