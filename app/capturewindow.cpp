// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capturewindow.h"

#include "app/connectionchoice.h"
#include "ui/panels/dashboardpanel.h"
#include "ui/panels/inspectorpanel.h"
#include "ui/text/format.h"

#include <QApplication>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace app {

CaptureWindow::CaptureWindow(const QString &path, const capture::CapturedConnection &connection)
    : m_handle(std::make_unique<stream::CaptureHandle>(path, connection))
    , m_content(new QSplitter(Qt::Vertical, this))
    // The end of the capture is its now; while it is read, that is how far reading came.
    , m_dashboard(new panels::DashboardPanel(
          m_handle->series(), [replay = &m_handle->replay()] { return replay->reachedNs(); }, m_content))
    , m_inspector(new panels::InspectorPanel({.handle = *m_handle}, m_content))
    , m_progress(new QWidget(this))
    , m_progressText(new QLabel(m_progress))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("captureWindow"));
    // Foreign text in a title: the placeholder [*] would be taken for the modified mark (case U09).
    setWindowTitle(QStringLiteral("%1 · %2")
                       .arg(QFileInfo(path).fileName(), text::plain(connection.url))
                       .replace(QLatin1String("[*]"), QLatin1String("[ *]")));
    m_content->setChildrenCollapsible(true);
    buildProgress();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_progress);
    column->addWidget(m_content, 1);
    connect(new QShortcut(QKeySequence(Qt::Key_Escape), this), &QShortcut::activated, this, &QWidget::close);
    connect(m_handle.get(), &stream::StreamHandle::tickArrived, m_dashboard, &panels::DashboardPanel::setTick);
    connect(&m_handle->replay(), &stream::CaptureReplay::progressed, this, &CaptureWindow::showProgress);
    m_inspector->setTick(m_handle->tick());
    resize(fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 48);
    showProgress(0);
    m_handle->replay().start();
}

CaptureWindow::~CaptureWindow() { delete m_content; }

void CaptureWindow::buildProgress()
{
    m_progressText->setObjectName(QStringLiteral("replayProgress"));
    m_progressText->setTextFormat(Qt::PlainText);
    auto *stop = new QPushButton(tr("&Stop"), m_progress);
    stop->setObjectName(QStringLiteral("replayStop"));
    stop->setToolTip(tr("Chart only what was read so far"));
    auto *row = new QHBoxLayout(m_progress);
    row->setContentsMargins(6, 3, 6, 3);
    row->addWidget(m_progressText, 1);
    row->addWidget(stop);
    connect(stop, &QPushButton::clicked, this, [this] { m_handle->replay().cancel(); });
}

// In the end the window is as long as what was recorded, if the charts can be.
void CaptureWindow::showProgress(int percent)
{
    m_progressText->setText(tr("Reading the messages for the charts … %1 %").arg(percent));
    m_progress->setVisible(percent < 100);
    m_dashboard->setEmptyText(percent < 100 ? tr("Reading the messages …\nCharts appear when they hold numbers.")
                                            : tr("The received messages hold no numbers."));
    if (percent < 100)
        return;
    const auto whole = base::Nanoseconds(m_handle->replay().reachedNs() - m_handle->replay().beganNs());
    m_dashboard->setSpan(std::max<base::Nanoseconds>(whole, std::chrono::seconds(10)));
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
                const auto show = [path, guard](const capture::CapturedConnection &connection) {
                    auto *window
                        = new CaptureWindow(path, connection); // Deletes itself when closed, and with its parent.
                    window->setParent(guard, Qt::Window);
                    window->show();
                };
                if (found->size() == 1)
                    return show(found->front());
                (new ConnectionChoice(path, *found, show, guard))->show();
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
