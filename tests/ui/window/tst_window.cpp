// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/capturewindow.h"
#include "app/window/connectionchoice.h"
#include "app/run/run.h"
#include "core/capture/capturereader.h"
#include "core/capture/capturewriter.h"
#include "core/server/feedserverthread.h"
#include "core/stream/batcher.h"
#include "tests/support/peerprocess.h"
#include "ui/charts/chartgrid.h"
#include "ui/charts/livechart.h"
#include "ui/dashboard/dashboardpanel.h"
#include "ui/messages/inspectorpanel.h"
#include "ui/shell/addressline.h"
#include "ui/shell/connectbar.h"
#include "ui/shell/connectiontab.h"
#include "ui/shell/connectiontabs.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/recentcaptures.h"
#include "ui/shell/startpage.h"
#include "ui/shell/workbench.h"
#include "ui/widgets/recordview.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using connection::State;

//! Socket to pixel with nothing faked: address, rows, a selected row, a sent message, disconnect, by keys and clicks.
class TestWindow : public QObject
{
    Q_OBJECT
private:
    const base::SystemClock m_clock;
    server::FeedServerThread m_server;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<app::Run> m_run;
    std::unique_ptr<shell::MainWindow> m_window;

    const stream::Tick &tick() const { return m_run->handle().tick(); }
    State state() const { return tick().status.state; }
    messages::InspectorPanel &inspector() const
    {
        return *qobject_cast<messages::InspectorPanel *>(m_window->workbench().panel(QLatin1StringView("inspector")));
    }
    void type(const QString &address)
    {
        auto *const field = m_window->startPage().findChild<QWidget *>(QStringLiteral("address"));
        QVERIFY(field);
        QTest::keyClicks(field, address);
        QTest::keyClick(field, Qt::Key_Return);
    }

private slots:
    void initTestCase() { QVERIFY(m_server.start(QStringLiteral("127.0.0.1"), 0).hasValue()); }
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        app::Options options;
        options.capture = m_home->filePath(QStringLiteral("run.sqlite"));
        m_run = std::make_unique<app::Run>(options, m_clock, m_clock.now());
        QVERIFY(m_run->prepare());
        m_window = std::make_unique<shell::MainWindow>(shell::WindowContext{
            .handle = m_run->handle(),
            .clock = m_clock,
            .configFolder = m_home->path(),
            .open = [this](stream::StreamHandle &handle, const QUrl &url,
                        const QList<QByteArray> &sends) { m_run->open(handle, url, sends); },
            .openDemo = [this](stream::StreamHandle &handle) { return m_run->openDemo(handle); },
            .isDemo = [this](const QUrl &url) { return m_run->feed().serves(url); },
            .addConnection = [this]() -> stream::StreamHandle & { return m_run->addConnection(); },
            .endConnection = [this](stream::StreamHandle &handle) { m_run->endConnection(handle); },
            .breakLinks = [this](shell::Breakage) { m_run->feed().breakLinks(server::Breakage::Reset); },
        });
        m_window->resize(1280, 720);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void cleanup()
    {
        m_run->stop(true);
        m_run->finish();
        m_window.reset();
        m_run.reset();
    }

    void connectReadSendDisconnect()
    {
        type(m_server.url(QStringLiteral("/echo")).toString());
        QTRY_VERIFY(connection::isOpen(state()));

        auto *const edit = m_window->findChild<QLineEdit *>(QStringLiteral("composeLine"));
        QVERIFY(edit);
        QTest::mouseClick(edit, Qt::LeftButton);
        QTest::keyClicks(edit, QStringLiteral("{\"price\": 12.5}"));
        QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(tick().metrics.messagesIn, quint64(1));
        QCOMPARE(tick().metrics.messagesOut, quint64(1));

        widgets::RecordView *const view = inspector().view();
        QTRY_VERIFY(view->model() && view->model()->rowCount() >= int(tick().lastSeq));
        QTest::mouseClick(
            view->viewport(), Qt::LeftButton, {}, QPoint(40, 5)); // Into the table, then down with the keys.
        QTRY_VERIFY(view->currentRow() >= 0);
        for (int i = 0; i < view->model()->rowCount(); ++i)
            QTest::keyClick(view, Qt::Key_Down);
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("{\"price\": 12.5}"));

        QTest::mouseClick(m_window->connectBar().disconnectButton(), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Closed, 15'000);
        QCOMPARE(tick().status.lastCloseCode, quint16(1000));
        QVERIFY(!QApplication::activeModalWidget());
    }

    void findsTextByKeys()
    {
        type(m_server.url(QStringLiteral("/echo")).toString());
        QTRY_VERIFY(connection::isOpen(state()));
        for (const char *text : {"one Apple", "two pears", "three apples"})
            m_run->handle().send(ws::Opcode::Text, text);
        QTRY_COMPARE(tick().metrics.messagesIn, quint64(3));
        const auto chosen = [this] {
            const int row = inspector().view()->currentRow();
            return row < 0 ? QString() : inspector().view()->rowText(row);
        };
        inspector().view()->setFocus();
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        auto *const field = m_window->findChild<QLineEdit *>(QStringLiteral("findText"));
        QVERIFY(field);
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, QStringLiteral("apple"));
        QTRY_VERIFY2(chosen().contains(QStringLiteral("one Apple")), qPrintable(chosen()));
        const int first = inspector().view()->currentRow();
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(inspector().view()->currentRow() > first);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        QTRY_COMPARE(inspector().view()->currentRow(), first);
        QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier); // On from the other end.
        QTRY_VERIFY(chosen().contains(QStringLiteral("three apples")));
        QVERIFY(
            m_window->findChild<QLabel *>(QStringLiteral("findState"))->text().contains(QStringLiteral("other end")));
        QTest::keyClicks(field, QStringLiteral("juice"));
        QTRY_COMPARE(m_window->findChild<QLabel *>(QStringLiteral("findState"))->text(), QStringLiteral("Not found"));
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!field->isVisible());
        QVERIFY(inspector().view()->hasFocus());
    }

    void ofSeveralCapturedConnectionsOneIsChosen()
    {
        const QString path = m_home->filePath(QStringLiteral("several.sqlite"));
        {
            capture::CaptureWriter writer;
            QVERIFY(writer.open({.path = path}).hasValue());
            for (quint16 id = 1; id <= 3; ++id) {
                writer.describe({id}, QStringLiteral("ws://h/%1?a=<b>").arg(id), 1);
                stream::Batcher batcher(
                    {id}, [&](stream::BatchPtr batch) { writer.append({id}, batch->records, batch->facts); });
                for (int i = 0; i < 10 * id; ++i)
                    batcher.add(capture::Direction::In, capture::Kind::Text, "x", 3, m_clock.now());
                batcher.finish();
            }
            writer.close();
        }
        app::openCapture(path, m_window.get(), [](const QString &said) { QFAIL(qPrintable(said)); });
        QTRY_VERIFY(m_window->findChild<app::ConnectionChoice *>());
        auto *const choice = m_window->findChild<app::ConnectionChoice *>();
        QVERIFY(!choice->isModal());
        QCOMPARE(choice->list().count(), 3);
        QVERIFY(choice->list().item(1)->text().contains(QStringLiteral("ws://h/2")));
        QVERIFY(!m_window->findChild<app::CaptureWindow *>());
        choice->list().setCurrentRow(1);
        QTest::keyClick(&choice->list(), Qt::Key_Return);
        QTRY_VERIFY(m_window->findChild<app::CaptureWindow *>());
        auto *const view = m_window->findChild<app::CaptureWindow *>()->findChild<widgets::RecordView *>();
        QTRY_COMPARE(view->model()->rowCount(), 20);
    }

    void twoConnectionsInOneCapture()
    {
        type(m_server.url(QStringLiteral("/echo")).toString());
        QTRY_VERIFY(connection::isOpen(state()));
        QTest::keyClick(m_window.get(), Qt::Key_T, Qt::ControlModifier);
        type(m_server.url(QStringLiteral("/flood")).toString() + QStringLiteral("?rate=50&size=64"));
        shell::ConnectionTabs &tabs = m_window->tabs();
        QCOMPARE(tabs.count(), 2);
        const stream::StreamHandle &second = tabs.current()->handle();
        QTRY_VERIFY2(second.tick().metrics.messagesIn > 5,
            qPrintable(second.profile().url.toString() + QLatin1Char(' ')
                + QString::number(static_cast<int>(second.tick().status.state))));
        QVERIFY(connection::isOpen(state())); // The first is as it was.
        QCOMPARE(tick().metrics.messagesIn, quint64(0));
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(tabs.count(), 1);
        QVERIFY(connection::isOpen(state()));
        m_run->stop(true);
        QSignalSpy finished(m_run.get(), &app::Run::finished);
        QTRY_VERIFY_WITH_TIMEOUT(finished.count() > 0, 20'000);
        auto reader = capture::CaptureReader::open(m_home->filePath(QStringLiteral("run.sqlite")));
        QVERIFY(reader.hasValue());
        const auto connections = reader->connections();
        QCOMPARE(connections.size(), 2); // What was received on a closed tab is kept.
        const auto page = reader->page(connections[1].id, 1, 10'000);
        QVERIFY(page.hasValue());
        QVERIFY(std::ranges::any_of(*page, [](const auto &row) { return row.kind == capture::Kind::Close; }));
    }

    void theDemoCanBreakItsLink()
    {
        auto *const menu = m_window->findChild<QMenu *>(QStringLiteral("breakTheLink"));
        QVERIFY(menu && !menu->menuAction()->isVisible());
        QTest::mouseClick(m_window->startPage().demoButton(), Qt::LeftButton);
        QTRY_VERIFY(connection::isOpen(state()));
        QVERIFY(menu->menuAction()->isVisible() && menu->isEnabled());
        menu->actions()[1]->trigger(); // Reset
        QTRY_COMPARE(tick().status.lastCloseCode, 1006);
        QTRY_COMPARE_WITH_TIMEOUT(tick().status.opens, quint64(2), 20'000);
    }

    void anEarlierCaptureOpensInItsOwnWindow()
    {
        const QString path = m_home->filePath(QStringLiteral("earlier.sqlite"));
        {
            capture::CaptureWriter writer;
            QVERIFY(writer.open({.path = path}).hasValue());
            stream::Batcher batcher(
                {1}, [&](stream::BatchPtr batch) { writer.append({1}, batch->records, batch->facts); });
            for (int i = 0; i < 300; ++i)
                batcher.add(capture::Direction::In, capture::Kind::Text,
                    R"({"price":)" + QByteArray::number(i + 0.5) + "}", 8, m_clock.now());
            batcher.finish();
            writer.close();
        }
        QString problem;
        shell::RecentCaptures *const captures = m_window->startPage().captures();
        connect(captures, &shell::RecentCaptures::openRequested, this, [&](const QString &file) {
            app::openCapture(file, m_window.get(), [&](const QString &said) { problem = said; });
        });
        captures->setCaptures({{.path = path, .started = QDateTime::currentDateTimeUtc(), .written = {}, .bytes = 1},
            {.path = m_home->filePath(QStringLiteral("gone.sqlite")),
                .started = QDateTime::currentDateTimeUtc(),
                .written = {},
                .bytes = 1},
            {.path = path, .started = {}, .written = {}, .bytes = 1, .inUse = true}});
        QCOMPARE(captures->list()->count(), 2); // What someone writes now is not offered.
        const auto click = [&](int row) {
            QTest::mouseClick(captures->list()->viewport(), Qt::LeftButton, {},
                captures->list()->visualItemRect(captures->list()->item(row)).center());
        };
        click(0);
        QTRY_VERIFY(m_window->findChild<app::CaptureWindow *>());
        auto *const view = m_window->findChild<app::CaptureWindow *>()->findChild<widgets::RecordView *>();
        QTRY_COMPARE(view->model()->rowCount(), 300);
        const auto preview
            = [view](int row) { return view->model()->index(row, view->model()->columnCount() - 1).data().toString(); };
        QTRY_COMPARE(preview(299), QStringLiteral("{\"price\":299.5}"));
        // Its charts are filled as they were live.
        auto *const dashboard = m_window->findChild<app::CaptureWindow *>()->findChild<dashboard::DashboardPanel *>();
        QVERIFY(dashboard);
        QTRY_VERIFY((dashboard->refresh(), !dashboard->grid().charts().empty()));
        QCOMPARE(dashboard->grid().charts().front()->field(), QStringLiteral("price"));
        QVERIFY(problem.isEmpty());
        click(1);
        QTRY_VERIFY(problem.contains(QStringLiteral("cannot be opened")));
    }

    void theDemoFeedMovesCharts()
    {
        auto *const demo = m_window->startPage().findChild<QPushButton *>(QStringLiteral("demo"));
        QVERIFY(demo);
        QTest::mouseClick(demo, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(tick().sampleCount > 20, 20'000);
        QVERIFY(!m_window->showsStartPage());
        QCOMPARE(m_run->handle().series()->catalogue()->entries.empty(), false);
    }

    void aWebServerIsExplainedInPlace()
    {
        tests::PeerProcess peer(QStringLiteral("misbehaving.py"), {QStringLiteral("http200")});
        type(QStringLiteral("ws://127.0.0.1:%1/").arg(peer.port()));
        QTRY_COMPARE(state(), State::Failed);
        QVERIFY(!QApplication::activeModalWidget());
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
