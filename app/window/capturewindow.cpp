// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/capturewindow.h"

#include "app/window/connectionchoice.h"
#include "ui/dashboard/dashboardpanel.h"
#include "ui/messages/inspectorpanel.h"
#include "ui/text/format.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace app {

CaptureWindow::CaptureWindow(
    const QString &path, const capture::CapturedConnection &connection, const stream::ReaderPoolPtr &readers)
    : m_handle(std::make_unique<stream::CaptureHandle>(path, connection, readers))
    , m_content(new QSplitter(Qt::Vertical, this))
    // The end of the capture is its now; while it is read, that is how far reading came.
    , m_dashboard(new dashboard::DashboardPanel(
          m_handle->series(), [replay = &m_handle->replay()] { return replay->reachedNs(); }, m_content))
    , m_inspector(new messages::InspectorPanel({.handle = *m_handle}, m_content))
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
    connect(m_handle.get(), &stream::StreamHandle::tickArrived, m_dashboard, &dashboard::DashboardPanel::setTick);
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

namespace {

using Opened = base::Expected<QList<capture::CapturedConnection>, capture::CaptureError>;

//! Waits beside \a parent for the pool; deletes itself when it has shown what came.
class CaptureOpening : public QObject
{
public:
    CaptureOpening(QString path, QWidget *parent, std::function<void(const QString &)> failed,
        const stream::ReaderPoolPtr &readers)
        : QObject(parent)
        , m_path(std::move(path))
        , m_parent(parent)
        , m_failed(std::move(failed))
        , m_readers(readers)
        , m_cancelled(readers->newFlag())
    {
    }
    ~CaptureOpening() override { *m_cancelled = true; }

    void start()
    {
        m_readers->start([this, path = m_path, cancelled = m_cancelled, outlet = stream::Outlet::to(*this)] {
            auto found = stream::CaptureHandle::inspect(path, cancelled);
            outlet->post([this, found = std::move(found)] { finish(found); });
        });
    }

private:
    void finish(const Opened &found)
    {
        deleteLater();
        if (!found)
            return m_failed(CaptureWindow::tr("The capture %1 cannot be opened. %2")
                                .arg(text::plain(m_path), text::plain(reason(found.error()))));
        const auto show
            = [path = m_path, guard = m_parent, readers = m_readers](const capture::CapturedConnection &connection) {
                  auto *window = new CaptureWindow(
                      path, connection, readers); // Deletes itself when closed, and with its parent.
                  window->setParent(guard, Qt::Window);
                  window->show();
              };
        if (found->size() == 1)
            return show(found->front());
        (new ConnectionChoice(m_path, *found, show, m_parent))->show();
    }
    static QString reason(const capture::CaptureError &error)
    {
        using Reason = capture::CaptureError::Reason;
        switch (error.reason) {
        case Reason::NotRegular: return CaptureWindow::tr("It, or a file beside it, is not a regular file.");
        case Reason::InUse: return CaptureWindow::tr("Another program uses it.");
        case Reason::ForeignSchema:
            return CaptureWindow::tr("Its tables are not those of a capture, so it is not read any further.");
        case Reason::NotACapture: return CaptureWindow::tr("It is another kind of file.");
        case Reason::NewerFormat: return CaptureWindow::tr("A later version of this program wrote it.");
        case Reason::Exists:
        case Reason::StrangerBeside: // Only where one is begun.
        case Reason::System: break;
        }
        return error.detail;
    }

    const QString m_path;
    QWidget *const m_parent; //!< Owns this.
    const std::function<void(const QString &)> m_failed;
    const stream::ReaderPoolPtr m_readers;
    const capture::CancelFlag m_cancelled;
};

} // namespace

void openCapture(const QString &path, QWidget *parent, std::function<void(const QString &)> failed,
    const stream::ReaderPoolPtr &readers)
{
    (new CaptureOpening(path, parent, std::move(failed), readers))->start();
}

void listCaptures(QObject *context, std::function<void(const QList<capture::RecentCapture> &)> listed,
    const stream::ReaderPoolPtr &readers)
{
    readers->start([outlet = stream::Outlet::to(*context), listed = std::move(listed)] {
        QList<capture::RecentCapture> captures = capture::CaptureLocation().recent();
        constexpr qsizetype mostRead = 100; // What a person looks through.
        for (qsizetype i = 0; i < std::min(mostRead, captures.size()); ++i) {
            if (!captures[i].inUse)
                captures[i].feeds = capture::feedsIn(captures[i].path);
        }
        outlet->post([captures, listed] { listed(captures); });
    });
}

} // namespace app
