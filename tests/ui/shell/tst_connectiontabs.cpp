// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/preferences.h"
#include "core/settings/profilestore.h"
#include "tests/support/manualclock.h"
#include "tests/ui/fakestream.h"
#include "ui/shell/addressfield.h"
#include "ui/shell/addressline.h"
#include "ui/shell/connectionlist.h"
#include "ui/shell/connectionmodel.h"
#include "ui/shell/connectiontab.h"
#include "ui/shell/connectiontabs.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/noticebar.h"
#include "ui/shell/startpage.h"
#include "ui/shell/workbench.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QDir>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using connection::State;
using namespace std::chrono_literals;

namespace {

//! Counts how often it is painted.
class PaintCounter : public QObject
{
public:
    int paints = 0;
    bool eventFilter(QObject *, QEvent *event) override
    {
        paints += event->type() == QEvent::Paint;
        return false;
    }
};

} // namespace

class TestConnectionTabs : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        qunsetenv("SOCKETSCOPE_THEME");
        m_home = std::make_unique<QTemporaryDir>();
        m_streams.clear();
        m_ended.clear();
        m_window = std::make_unique<shell::MainWindow>(context());
        m_window->resize(1280, 720);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup()
    {
        m_window.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    // A number that was used up would stand for another connection's rows in the capture.
    void b13NoMoreConnectionsThanNumbers()
    {
        m_most = 2;
        press(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(tabs().count(), 2);
        press(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(tabs().count(), 2);
        QVERIFY(!m_window->noticeBar().isHidden());
        m_most = 1000;
    }

    void oneConnectionHasOneTab()
    {
        QVERIFY(tabs().bar().isVisible());
        QVERIFY(!tabs().bar().tabsClosable());
        QVERIFY(!tabs().list().isVisible());
        open(QStringLiteral("ws://h/one"));
        QCOMPARE(tabs().bar().tabText(0), "h/one");
    }

    void eachConnectionHasItsTab()
    {
        open(QStringLiteral("ws://h/one"));
        press(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(tabs().count(), 2);
        QVERIFY(tabs().bar().isVisible());
        QVERIFY(tabs().bar().tabsClosable());
        QVERIFY(m_window->showsStartPage());
        QCOMPARE(m_window->focusWidget(), m_window->startPage().line()->field());
        open(QStringLiteral("ws://h/two?token=SECRET&a=b"));
        QCOMPARE(stream(0).orders, QStringList{QStringLiteral("open ws://h/one")});
        QCOMPARE(stream(1).orders.size(), 1);
        QCOMPARE(tabs().bar().tabText(0), "h/one");
        QCOMPARE(tabs().bar().tabText(1), "h/two");
        QVERIFY(!tabs().bar().tabToolTip(1).contains(QStringLiteral("SECRET")));
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("h/two")));

        // What is asked for goes to the connection that is shown.
        press(Qt::Key_Tab, Qt::ControlModifier);
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("h/one")));
        press(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(stream(0).orders.back(), "close 1000");
        QCOMPARE(stream(1).orders.size(), 1);
        press(Qt::Key_Tab, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(tabs().bar().currentIndex(), 1);
    }

    void closingATabEndsOnlyItsConnection()
    {
        open(QStringLiteral("ws://h/one"));
        press(Qt::Key_T, Qt::ControlModifier);
        QTest::mouseClick(m_window->findChild<QToolButton *>(QStringLiteral("newConnection")), Qt::LeftButton);
        QCOMPARE(tabs().count(), 3);
        emit tabs().bar().tabCloseRequested(2);
        QCOMPARE(tabs().count(), 2);
        openIn(1, QStringLiteral("ws://h/two"));
        QSignalSpy closed(m_window.get(), &shell::MainWindow::closed);
        press(Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(tabs().count(), 1);
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("h/one")));
        QTRY_COMPARE(m_ended.size(), 2);
        QVERIFY(m_ended.contains(m_streams[1].get()));
        QVERIFY(!m_ended.contains(m_streams.front().get()));
        QVERIFY(!tabs().bar().tabsClosable());
        QCOMPARE(closed.count(), 0);
        press(Qt::Key_W, Qt::ControlModifier); // The last one takes the window with it.
        QCOMPARE(closed.count(), 1);
    }

    void theListSwitches()
    {
        openMany(3);
        QVERIFY(!tabs().list().isVisible());
        tabs().listAction()->trigger();
        QVERIFY(tabs().list().isVisible());
        QCOMPARE(tabs().list().model()->rowCount(), 3);
        QCOMPARE(tabs().list().currentIndex().row(), 2);
        QTest::mouseClick(
            tabs().list().viewport(), Qt::LeftButton, {}, tabs().list().visualRect(tabs().model().index(0)).center());
        QCOMPARE(tabs().bar().currentIndex(), 0);
        QTest::mouseClick(&tabs().bar(), Qt::LeftButton, {}, tabs().bar().tabRect(1).center());
        QCOMPARE(tabs().list().currentIndex().row(), 1);
        tabs().listAction()->trigger();
        QVERIFY(!tabs().list().isVisible());
        press(Qt::Key_T, Qt::ControlModifier);
        QVERIFY(!tabs().list().isVisible()); // A person decided.
    }

    void stateAndRateInTheList()
    {
        using Model = shell::ConnectionModel;
        openMany(2);
        Model &model = tabs().model();
        model.sample();
        m_clock.advance(1s);
        stream(0).now.metrics.messagesIn = 120;
        stream(1).enter(State::Failed);
        model.sample();
        QCOMPARE(model.data(model.index(0), Model::RateRole).toString(), "120 /s");
        QCOMPARE(model.data(model.index(0), Model::RatesRole).value<QList<double>>(), QList<double>{120});
        QCOMPARE(model.data(model.index(1), Model::StateRole).toInt(), static_cast<int>(State::Failed));
        QVERIFY(model.data(model.index(1), Model::RateRole).toString().isEmpty());
        QVERIFY(model.data(model.index(0), Qt::AccessibleTextRole).toString().contains(QStringLiteral("120 /s")));
    }

    void theModelKeepsTheRules()
    {
        shell::ConnectionModel model(m_clock);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tests::FakeStream first, second;
        second.asked.url = QUrl(QStringLiteral("wss://u:p@[::1]:9000/a%20b/?token=SECRET"));
        model.add(first);
        model.add(second);
        QCOMPARE(model.data(model.index(0), Qt::DisplayRole).toString(), "New connection");
        const QString shown = model.data(model.index(1), Qt::DisplayRole).toString();
        QVERIFY2(shown.startsWith(QStringLiteral("[::1]:9000/a")), qPrintable(shown));
        QVERIFY(!shown.contains(QStringLiteral("SECRET")));
        QVERIFY(!model.data(model.index(1), Qt::ToolTipRole).toString().contains(QStringLiteral("SECRET")));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        for (int i = 0; i < 100; ++i)
            second.arrive(); // A flood of Ticks in which nothing is new.
        QCOMPARE(changed.count(), 0);
        second.enter(State::Open);
        QCOMPARE(changed.count(), 1);
        model.remove(first);
        QCOMPARE(model.rowCount(), 1);
        first.enter(State::Open); // Nobody listens any more.
        model.remove(second);
        QCOMPARE(model.rowCount(), 0);
    }

    void theConnectionsOfLastTimeAreOffered()
    {
        settings::Profile saved;
        saved.name = QStringLiteral("desk & chair");
        saved.url = QUrl(QStringLiteral("ws://h/desk"));
        QVERIFY(settings::ProfileStore(m_home->path()).save(saved));
        openMany(2);
        press(Qt::Key_T, Qt::ControlModifier);
        m_window->tab().openAgain({.profile = saved.name, .url = {}});
        QTRY_COMPARE(stream(2).asked.name, saved.name);
        stream(2).enter(State::Open);
        press(Qt::Key_T, Qt::ControlModifier); // A start page is nothing to come back to.
        restart();

        auto *last = m_window->findChild<QPushButton *>(QStringLiteral("last"));
        QVERIFY(last->isVisible());
        QVERIFY2(last->text().contains(u'3'), qPrintable(last->text()));
        QVERIFY(last->toolTip().contains(QStringLiteral("feed-2.example.org")));
        const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES", m_home->path());
        QVERIFY(m_window->saveScreenshot(QDir(folder).filePath(QStringLiteral("last-tabs.png"))));
        QCOMPARE(m_streams.size(), 1U); // Nothing is connected before a person asks.
        QVERIFY(stream(0).orders.isEmpty());
        QTest::mouseClick(last, Qt::LeftButton);
        QCOMPARE(tabs().count(), 3);
        QVERIFY(last->isHidden()); // Nobody opens them twice.
        QCOMPARE(tabs().bar().currentIndex(), 0);
        QVERIFY(stream(0).asked.url.host() == QStringLiteral("feed-1.example.org"));
        QVERIFY(stream(1).asked.url.host() == QStringLiteral("feed-2.example.org"));
        QTRY_COMPARE(stream(2).asked.name, saved.name);
    }

    void aProfileThatIsGoneIsSaidInItsTab()
    {
        openMany(2);
        restart([this] {
            settings::Preferences kept = *settings::loadPreferences(m_home->path());
            kept.tabs.append({.profile = QStringLiteral("gone"), .url = {}});
            QVERIFY(settings::savePreferences(m_home->path(), kept));
        });
        restart(); // Nothing was opened in between: what was kept stays.
        QTest::mouseClick(m_window->findChild<QPushButton *>(QStringLiteral("last")), Qt::LeftButton);
        QCOMPARE(tabs().count(), 3);
        shell::ConnectionTab *const third = tabs().tabs().back();
        QTRY_VERIFY(!third->noticeBar().isHidden());
        QVERIFY(tabs().tabs().front()->noticeBar().isHidden());
        QVERIFY(third->showsStartPage());
    }

    void oneConnectionIsNotOffered()
    {
        openMany(1);
        restart();
        QVERIFY(!m_window->findChild<QPushButton *>(QStringLiteral("last"))->isVisible());
    }

    void whatIsHiddenIsNotPainted()
    {
        openMany(3);
        QCoreApplication::processEvents();
        PaintCounter hidden, shown;
        for (QWidget *part : tabs().tabs().front()->findChildren<QWidget *>())
            part->installEventFilter(&hidden);
        for (QWidget *part : tabs().current()->findChildren<QWidget *>())
            part->installEventFilter(&shown);
        for (int i = 0; i < 20; ++i) {
            stream(0).now.lastSeq = stream(2).now.lastSeq += 10;
            stream(0).now.status.opens += 1;
            stream(2).now.status.opens += 1;
            stream(0).arrive();
            stream(2).arrive();
            QCoreApplication::processEvents();
        }
        tabs().current()->repaint();
        QCOMPARE(hidden.paints, 0);
        QVERIFY(shown.paints > 0);
    }

    void oneLayoutForAll()
    {
        openMany(2);
        m_window->workbench().showPage(QLatin1StringView("health"));
        press(Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(m_window->workbench().page(), QLatin1StringView("health"));
        m_window->workbench().showPage(QLatin1StringView("messages"));
        press(Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(m_window->workbench().page(), QLatin1StringView("messages"));
    }

    void pictures_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("theme");
        for (const int count : {1, 3, 12}) {
            for (const char *theme : {"light", "dark"})
                QTest::addRow("%d %s", count, theme) << count << QString::fromLatin1(theme);
        }
    }
    void pictures()
    {
        QFETCH(int, count);
        QFETCH(QString, theme);
        cleanup();
        qputenv("SOCKETSCOPE_THEME", theme.toUtf8());
        m_streams.clear();
        m_window = std::make_unique<shell::MainWindow>(context());
        m_window->resize(1280, 720);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        openMany(count);
        if (count > 2) {
            stream(1).enter(State::WaitingRetry);
            stream(2).enter(State::Failed);
        }
        for (int second = 0; second < 70; ++second) {
            for (std::size_t i = 0; i < m_streams.size(); ++i)
                stream(i).now.metrics.messagesIn += 10 * (i + 1) + static_cast<quint64>(second) * (i + 3) % 17;
            m_clock.advance(1s);
            tabs().model().sample();
        }
        QCoreApplication::processEvents();
        const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES", m_home->path());
        QVERIFY(
            m_window->saveScreenshot(QDir(folder).filePath(QStringLiteral("tabs-%1-%2.png").arg(count).arg(theme))));
        const QRect list = tabs().list().geometry();
        QVERIFY(list.width() < 1280 / 4); // The connection that is shown has the window.
        qunsetenv("SOCKETSCOPE_THEME");
    }

private:
    int m_most = 1000;
    shell::WindowContext context()
    {
        m_streams.push_back(std::make_unique<tests::FakeStream>());
        return {
            .handle = *m_streams.back(),
            .clock = m_clock,
            .configFolder = m_home->path(),
            .open =
                [](stream::StreamHandle &handle, const QUrl &url, const QList<QByteArray> &) {
                    settings::Profile profile;
                    profile.url = url;
                    handle.open(profile);
                    static_cast<tests::FakeStream &>(handle).enter(State::Connecting);
                },
            .openDemo = [](stream::StreamHandle &) { return QString(); },
            .mayAddConnection = [this] { return static_cast<int>(m_streams.size()) < m_most; },
            .addConnection = [this]() -> stream::StreamHandle & {
                m_streams.push_back(std::make_unique<tests::FakeStream>());
                return *m_streams.back();
            },
            .endConnection = [this](stream::StreamHandle &handle) { m_ended.append(&handle); },
        };
    }
    //! Closes the window as a person does, and starts again.
    void restart(const std::function<void()> &between = {})
    {
        m_window->close();
        m_window->waitUntilSaved();
        cleanup();
        if (between)
            between();
        m_streams.clear();
        m_window = std::make_unique<shell::MainWindow>(context());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    shell::ConnectionTabs &tabs() { return m_window->tabs(); }
    tests::FakeStream &stream(std::size_t i) { return *m_streams[i]; }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers) { QTest::keyClick(m_window.get(), key, modifiers); }
    void open(const QString &address) { openIn(m_streams.size() - 1, address); }
    void openIn(std::size_t i, const QString &address)
    {
        shell::AddressField *field = m_window->startPage().line()->field();
        field->setText(address); // Not typed: the list of earlier addresses would stand over the window.
        QTest::keyClick(field, Qt::Key_Return);
        stream(i).enter(State::Open);
    }
    void openMany(int count)
    {
        for (int i = 1; i <= count; ++i) {
            if (i > 1)
                press(Qt::Key_T, Qt::ControlModifier);
            open(QStringLiteral("wss://feed-%1.example.org:8443/行情/dashboard/metrics").arg(i));
        }
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::vector<std::unique_ptr<tests::FakeStream>> m_streams; // Outlive the window.
    QList<stream::StreamHandle *> m_ended;
    tests::ManualClock m_clock;
    std::unique_ptr<shell::MainWindow> m_window;
};

QTEST_MAIN(TestConnectionTabs)
#include "tst_connectiontabs.moc"
