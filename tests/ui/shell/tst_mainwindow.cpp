// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/preferences.h"
#include "core/settings/recentfeeds.h"
#include "tests/support/manualclock.h"
#include "tests/ui/fakestream.h"
#include "ui/shell/addressfield.h"
#include "ui/shell/addressline.h"
#include "ui/shell/connectbar.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/noticebar.h"
#include "ui/shell/rail.h"
#include "ui/shell/sendonconnect.h"
#include "ui/shell/shortcutlist.h"
#include "ui/shell/sidecolumn.h"
#include "ui/shell/startpage.h"
#include "ui/shell/statusline.h"
#include "ui/shell/workbench.h"
#include "ui/widgets/recordview.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using connection::State;
using namespace std::chrono_literals;

class TestMainWindow : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        qunsetenv("SOCKETSCOPE_THEME");
        m_demoProblem.clear();
        m_home = std::make_unique<QTemporaryDir>();
        m_stream = std::make_unique<tests::FakeStream>();
        makeWindow();
    }
    void cleanup() { m_window.reset(); }

    void startsWhereAnAddressIsTyped()
    {
        QVERIFY(m_window->showsStartPage());
        QVERIFY(m_window->connectBar().isHidden());
        QCOMPARE(m_window->focusWidget(), startField());
        QTest::keyClicks(startField(), QStringLiteral("localhost:8080/feed"));
        QTest::keyClick(startField(), Qt::Key_Return);
        QCOMPARE(m_stream->orders, QStringList{QStringLiteral("open ws://localhost:8080/feed")});
        QVERIFY(!m_window->showsStartPage());
        QVERIFY(!m_window->connectBar().isHidden());
        QVERIFY(m_window->windowTitle().contains(QStringLiteral("localhost:8080/feed")));
        QCOMPARE(settingsOf().feeds.front().url, QUrl(QStringLiteral("ws://localhost:8080/feed")));
    }

    void badAddressIsSaidInPlace()
    {
        QTest::keyClicks(startField(), QStringLiteral("ftp://h/x"));
        QTest::mouseClick(m_window->startPage().line()->connectButton(), Qt::LeftButton);
        QVERIFY(m_window->startPage().line()->problem().startsWith(QStringLiteral("Only ws:// and wss://")));
        QVERIFY(m_stream->orders.isEmpty());
        QVERIFY(!QApplication::activeModalWidget());
        QTest::keyClick(startField(), Qt::Key_Backspace);
        QVERIFY(m_window->startPage().line()->problem().isEmpty());
    }

    void sendOnConnectIsRememberedWithTheAddress()
    {
        shell::AddressLine *line = m_window->startPage().line();
        line->sendOnConnect()->editor()->setPlainText(QStringLiteral("  {\"a\":1}\n\n\n{\"b\":2}  \n"));
        QTest::keyClicks(startField(), QStringLiteral("ws://h/a"));
        QTest::keyClick(startField(), Qt::Key_Enter);
        const QList<QByteArray> lines{"{\"a\":1}", "{\"b\":2}"};
        QCOMPARE(m_stream->asked.sendOnConnect, lines);
        QCOMPARE(settingsOf().find(QUrl(QStringLiteral("ws://h/a")))->sendOnConnect, lines);

        // Another server is not sent what was written for the first; coming back brings it back.
        auto *field = m_window->connectBar().line()->field();
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("ws://h/b"));
        QVERIFY(m_window->connectBar().line()->sendOnConnect()->lines().isEmpty());
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("ws://h/a"));
        QCOMPARE(m_window->connectBar().line()->sendOnConnect()->lines(), lines);
    }

    // D15: what is edited while it reconnects counts at once; a message of several lines stays one.
    void sendOnConnectCountsFromTheNextConnect()
    {
        m_stream->asked.url = QUrl(QStringLiteral("ws://h/a"));
        m_stream->asked.sendOnConnect = {"{\n\"a\":1}", "b"};
        QTest::keyClicks(startField(), QStringLiteral("ws://h/a"));
        QTest::keyClick(startField(), Qt::Key_Enter);
        m_stream->enter(State::WaitingRetry);
        auto *button = m_window->connectBar().line()->sendOnConnect();
        button->setLines({"{\n\"a\":1}", "b"});
        QCOMPARE(button->lines().size(), 2);
        m_stream->orders.clear();
        button->click();
        QTest::keyClick(button->editor(), Qt::Key_Escape);
        QVERIFY(m_stream->orders.isEmpty()); // Nothing changed.
        button->click();
        button->editor()->setPlainText(QStringLiteral("b"));
        QVERIFY(m_stream->orders.isEmpty()); // Not while it is typed.
        QTest::keyClick(button->editor(), Qt::Key_Escape);
        QCOMPARE(m_stream->orders, QStringList{QStringLiteral("on connect 1")});
        QCOMPARE(settingsOf().find(QUrl(QStringLiteral("ws://h/a")))->sendOnConnect, QList<QByteArray>{"b"});

        auto *field = m_window->connectBar().line()->field();
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("ws://h/other"));
        button->click();
        button->editor()->setPlainText(QStringLiteral("c"));
        QTest::keyClick(button->editor(), Qt::Key_Escape);
        QCOMPARE(m_stream->orders.size(), 1); // For an address that is not connected yet.
    }

    void demo()
    {
        QTest::mouseClick(m_window->startPage().demoButton(), Qt::LeftButton);
        QCOMPARE(m_stream->orders, QStringList{QStringLiteral("demo")});
        QVERIFY(!m_window->showsStartPage());
        m_stream->enter(State::Open);
        QVERIFY(settingsOf().feeds.isEmpty());
    }

    void demoThatFailsIsSaidInPlace()
    {
        m_demoProblem = QStringLiteral("no <b>port</b>");
        QTest::mouseClick(m_window->startPage().demoButton(), Qt::LeftButton);
        QVERIFY(m_window->showsStartPage());
        QVERIFY(m_window->noticeBar().isVisible());
        QCOMPARE(m_window->noticeBar().text(), m_demoProblem);
        QTest::mouseClick(m_window->noticeBar().dismissButton(), Qt::LeftButton);
        QVERIFY(!m_window->noticeBar().isVisible());
    }

    void connectAndDisconnectByKeys()
    {
        openFeed();
        QVERIFY(!m_window->connectBar().disconnectButton()->isHidden());
        m_stream->orders.clear();
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(m_stream->orders, QStringList{QStringLiteral("close 1000")});
        m_stream->enter(State::Closing);
        QTest::mouseClick(m_window->connectBar().disconnectButton(), Qt::LeftButton);
        QCOMPARE(m_stream->orders.size(), 2);
        m_stream->enter(State::Closed);
        QVERIFY(m_window->connectBar().disconnectButton()->isHidden());
        QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_stream->orders.back(), "reconnect");
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(m_window->focusWidget(), m_window->connectBar().line()->field());
    }

    void escapeBringsTheAddressBack()
    {
        openFeed();
        auto *field = m_window->connectBar().line()->field();
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        QTest::keyClicks(field, QStringLiteral("nonsense"));
        if (QWidget *list = QApplication::activePopupWidget())
            list->close();
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(field->typed(), "ws://h/feed");
        QVERIFY(m_window->focusWidget() != field);
    }

    void secretsAreShownOnlyWhileEditing()
    {
        m_stream->asked.url = QUrl(QStringLiteral("wss://u:PASS@h.example/feed?token=SECRET"));
        m_stream->enter(State::Connecting);
        auto *field = m_window->connectBar().line()->field();
        m_window->workbench().focusCentre();
        QVERIFY(!field->text().contains(QStringLiteral("SECRET")));
        QVERIFY(!field->text().contains(QStringLiteral("PASS")));
        QVERIFY(field->typed().contains(QStringLiteral("SECRET")));
        QVERIFY(!m_window->windowTitle().contains(QStringLiteral("SECRET")));
        m_window->statusLine().refresh();
        for (const auto *label : m_window->findChildren<QLabel *>()) {
            QVERIFY2(!label->text().contains(QStringLiteral("SECRET")), qPrintable(label->objectName()));
            QVERIFY2(!label->toolTip().contains(QStringLiteral("SECRET")), qPrintable(label->objectName()));
        }
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        QVERIFY(field->text().contains(QStringLiteral("SECRET")));
        m_window->workbench().focusCentre();
        QVERIFY(!field->text().contains(QStringLiteral("SECRET")));
    }

    //! While it is not edited, the field shows what titles and reports show.
    void b1TheFieldShowsNothingElse_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("edited");
        const auto row = [](const char *name, const char *url, const QString &shown, const QString &edited) {
            QTest::newRow(name) << QString::fromUtf8(url) << shown << edited;
        };
        row("token in the path", "wss://h.example/v1/CANARY0123456789abcdef/x",
            QStringLiteral("wss://h.example/v1/…/x"), QStringLiteral("wss://h.example/v1/CANARY0123456789abcdef/x"));
        row("direction override", "wss://h.example/safe%E2%80%AEgnp.exe",
            QStringLiteral("wss://h.example/safe\\u202egnp.exe"),
            QStringLiteral("wss://h.example/safe%E2%80%AEgnp.exe"));
        row("Cyrillic letter", "wss://\xD0\xB0pple.com/", QStringLiteral("wss://xn--pple-43d.com/"),
            QStringLiteral("wss://xn--pple-43d.com/"));
        row("umlaut", "wss://m\xC3\xBCnchen.de/", QStringLiteral("wss://xn--mnchen-3ya.de/"),
            QStringLiteral("wss://münchen.de/"));
    }
    void b1TheFieldShowsNothingElse()
    {
        QFETCH(QString, url);
        m_stream->asked.url = QUrl(url);
        m_stream->enter(State::Connecting);
        auto *field = m_window->connectBar().line()->field();
        m_window->workbench().focusCentre();
        QTEST(field->text(), "shown");
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        QTEST(field->text(), "edited");
        m_window->workbench().focusCentre();
        QTEST(field->text(), "shown");
    }

    void recentFeeds()
    {
        m_window.reset();
        settings::RecentFeeds recent;
        recent.remember({.url = QUrl(QStringLiteral("ws://old/")), .sendOnConnect = {"hello"}, .lastUsedMs = 1});
        recent.remember({.url = QUrl(QStringLiteral("ws://new/?token=SECRET")), .sendOnConnect = {}, .lastUsedMs = 2});
        QVERIFY(settings::saveRecentFeeds(m_home->path(), recent).hasValue());
        makeWindow();
        QListWidget *list = m_window->startPage().recentList();
        QCOMPARE(list->count(), 2);
        QVERIFY(!list->item(0)->text().contains(QStringLiteral("SECRET")));
        list->setFocus();
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(list->count(), 1);
        list->setCurrentRow(0);
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(m_stream->orders, QStringList{QStringLiteral("open ws://old/")});
        QCOMPARE(m_stream->asked.sendOnConnect, QList<QByteArray>{"hello"});
    }

    void addressFromTheCommandLine()
    {
        m_stream->asked.url = QUrl(QStringLiteral("ws://cli/feed"));
        m_stream->asked.sendOnConnect = {"secret login"};
        m_stream->enter(State::Connecting);
        QVERIFY(!m_window->showsStartPage());
        m_stream->enter(State::Open);
        QCOMPARE(settingsOf().feeds.front().url, m_stream->asked.url);
        QVERIFY(settingsOf().feeds.front().sendOnConnect.isEmpty());
    }

    void failureAndCaptureProblemsStandInTheWindow()
    {
        openFeed();
        m_stream->now.status.lastFailure = net::TransportError{
            .kind = net::TransportError::Kind::CertificateRejected, .detail = QStringLiteral("self <i>signed</i>")};
        m_stream->enter(State::Failed);
        QVERIFY(m_window->noticeBar().isVisible());
        QVERIFY(m_window->noticeBar().text().contains(QStringLiteral("self <i>signed</i>")));
        m_stream->now.capture.problem = capture::CaptureStatus::Problem::DiskFull;
        m_stream->now.capture.notCaptured = 12;
        m_stream->enter(State::Open);
        QVERIFY(m_window->noticeBar().text().contains(QStringLiteral("disk is full")));
        m_window->statusLine().refresh();
        QCOMPARE(m_window->statusLine().captureText(), "Not kept: 12");
        m_stream->now.capture = {};
        m_stream->now.capture.file = QStringLiteral("/x");
        m_stream->now.behind = 4'230ms;
        m_stream->arrive();
        QVERIFY(!m_window->noticeBar().isVisible());
        m_window->statusLine().refresh();
        QCOMPARE(m_window->statusLine().captureText(), "Behind by 4.2 s");
        QVERIFY(!QApplication::activeModalWidget());
    }

    void everyPanelHasItsPage()
    {
        openFeed();
        shell::Workbench &bench = m_window->workbench();
        for (const panels::PanelEntry &entry : panels::catalog()) {
            bench.showPage(QLatin1StringView(entry.page));
            const widgets::Panel *panel = bench.panel(QLatin1StringView(entry.id));
            QVERIFY2(panel && panel->isVisible(), entry.id);
        }
        for (const shell::PageEntry &page : shell::pages()) {
            QTest::mouseClick(bench.rail().button(QLatin1StringView(page.id)), Qt::LeftButton);
            QCOMPARE(bench.page(), QLatin1StringView(page.id));
        }
    }

    void pagesByKeys()
    {
        openFeed();
        m_window->resize(1280, 720);
        shell::Workbench &bench = m_window->workbench();
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::AltModifier);
        QCOMPARE(bench.page(), QLatin1StringView("messages"));
        QCOMPARE(m_window->focusWidget()->objectName(), "recordView");
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::AltModifier);
        QCOMPARE(bench.page(), QLatin1StringView("charts"));
        // F6 goes round: rail, page, messages, inspector.
        QStringList seen;
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(m_window.get(), Qt::Key_F6);
            QWidget *at = m_window->focusWidget();
            for (const char *part : {"sideColumn", "inspector", "rail", "dashboard"}) {
                const auto *owner = m_window->findChild<QWidget *>(QLatin1StringView(part));
                if (owner && (owner == at || owner->isAncestorOf(at)))
                    seen << QLatin1StringView(part);
            }
        }
        seen.removeDuplicates();
        QCOMPARE(seen.size(), 4);
    }

    // What opens lies over the rest, or has its place already: nothing else changes its size.
    void nothingThatOpensMovesTheRest()
    {
        openFeed();
        m_window->resize(1280, 720);
        QCoreApplication::processEvents();
        const auto places = [this] {
            QHash<QString, QRect> all;
            for (const char *name : {"dashboard", "inspector", "rail", "workbench", "composeBar", "sideColumn"}) {
                const auto *widget = m_window->findChild<QWidget *>(QLatin1StringView(name));
                all.insert(QLatin1StringView(name), QRect(widget->mapTo(m_window.get(), QPoint()), widget->size()));
            }
            return all;
        };
        const auto before = places();
        m_window->raiseNotice(QStringLiteral("x"), widgets::Tone::Bad, QStringLiteral("Something is wrong").repeated(20));
        QCOMPARE(places(), before);
        QVERIFY(m_window->noticeBar().isVisible());
        auto *field = m_window->connectBar().line()->field();
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        QTest::keyClicks(field, QStringLiteral("ftp://h/x"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!m_window->connectBar().line()->problem().isEmpty());
        QCOMPARE(places(), before);
        QTest::mouseClick(m_window->findChild<QWidget *>(QStringLiteral("openComposer")), Qt::LeftButton);
        QVERIFY(m_window->workbench().panel(QLatin1StringView("composer"))->isVisible());
        QCOMPARE(places(), before);
        QTest::mouseClick(m_window->findChild<QWidget *>(QStringLiteral("openComposer")), Qt::LeftButton);
        QVERIFY(!m_window->workbench().panel(QLatin1StringView("composer"))->isVisible());
        QVERIFY(!m_window->findChild<QWidget *>(QStringLiteral("composeDrawer"))->isVisible());
        m_window->workbench().showPage(QLatin1StringView("compose"));
        QVERIFY(m_window->workbench().panel(QLatin1StringView("composer"))->isVisible());
    }

    // The order of collapse: icons alone and the inspector as a drawer in narrow windows.
    void narrowWindows()
    {
        openFeed();
        m_window->resize(1280, 720);
        const auto *side = m_window->findChild<QWidget *>(QStringLiteral("sideColumn"));
        QVERIFY(side->isVisible());
        QCOMPARE(side->width(), 320);
        const auto *rail = m_window->findChild<QWidget *>(QStringLiteral("rail"));
        QVERIFY(rail->width() > 60);
        m_window->resize(1024, 600);
        QCoreApplication::processEvents();
        QCOMPARE(m_window->size(), QSize(1024, 600));
        QVERIFY(rail->width() < 50);
        QVERIFY(!side->isVisible());
        m_window->workbench().showPage(QLatin1StringView("messages"));
        auto *rows = m_window->findChild<widgets::RecordView *>(QStringLiteral("recordView"));
        m_stream->source.last = 20;
        m_stream->now.lastSeq = 20;
        m_stream->arrive();
        const int width = rows->width();
        rows->selectRow(3);
        QVERIFY(side->isVisible());
        QCOMPARE(rows->width(), width);
        QTest::keyClick(const_cast<QWidget *>(side), Qt::Key_Escape);
        QVERIFY(!side->isVisible());
        QCOMPARE(m_window->focusWidget(), rows);
    }

    void layoutIsRememberedAndReset()
    {
        openFeed();
        m_window->workbench().showPage(QLatin1StringView("health"));
        QTest::keyClick(m_window.get(), Qt::Key_I, Qt::ControlModifier);
        QSignalSpy closed(m_window.get(), &shell::MainWindow::closed);
        QTest::keyClick(m_window.get(), Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(closed.count(), 1);
        m_window.reset();
        m_stream = std::make_unique<tests::FakeStream>();
        makeWindow();
        openFeed();
        m_window->resize(1280, 720);
        shell::Workbench &bench = m_window->workbench();
        QCOMPARE(bench.page(), QLatin1StringView("health"));
        bench.showPage(QLatin1StringView("charts"));
        QVERIFY(!bench.sideColumn()->isVisible());
        const QByteArray fresh = [] {
            tests::FakeStream stream;
            return shell::Workbench({.handle = stream}, panels::catalog()).saveLayout();
        }();
        bench.resetLayout();
        QVERIFY(bench.sideColumn()->isVisible());
        QCOMPARE(bench.saveLayout(), fresh);
        for (const char *nonsense : {"nonsense", "[]", "{\"page\":\"x\",\"messagesHeight\":-5}", "\xff\x00"})
            (void)bench.restoreLayout(nonsense);
        QCOMPARE(bench.saveLayout(), fresh);
    }

    void damagedSettingsAreSaid()
    {
        m_window.reset();
        QFile file(m_home->filePath(QStringLiteral("preferences.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{");
        file.close();
        makeWindow();
        QVERIFY(m_window->noticeBar().isVisible());
        QVERIFY(m_window->noticeBar().text().contains(QStringLiteral("kept aside")));
    }

    void themes()
    {
        look::Theme theme(settings::ThemeChoice::Dark);
        QVERIFY(theme.isDark());
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 80);
        theme.setChoice(settings::ThemeChoice::Light);
        QVERIFY(!theme.isDark());
        qputenv("SOCKETSCOPE_THEME", "dark");
        QVERIFY(look::Theme(settings::ThemeChoice::Light).isDark());
        qunsetenv("SOCKETSCOPE_THEME");
        theme.followSystem();
        QVERIFY(!theme.isDark());
    }

    // Only when asked for, only while another window is used, and once for each loss, whatever number the attempt has.
    void theDesktopIsTold()
    {
        openFeed();
        QWidget other;
        other.show();
        const auto lose = [this](int attempt) {
            m_stream->now.status.opens = 1;
            m_stream->now.status.attempt = attempt;
            m_stream->now.status.lastFailure = net::TransportError{};
            m_stream->enter(State::WaitingRetry);
        };
        const auto restore = [this] {
            m_stream->now.status.opens = 2;
            m_stream->enter(State::Open);
        };
        QAction *action = nullptr;
        for (QAction *each : m_window->actions())
            action = each->text() == QLatin1String("Desktop &notifications") ? each : action;
        QVERIFY(action && action->isVisible() && !action->isChecked());
        QApplication::setActiveWindow(&other);
        lose(1);
        restore();
        QVERIFY(m_onDesktop.isEmpty());
        action->trigger();
        lose(1);
        lose(2);
        QCOMPARE(
            m_onDesktop, QStringList{QStringLiteral("SocketScope: ws://h/feed|Connection lost, reconnecting (2)…")});
        restore();
        QVERIFY(m_onDesktop.last().endsWith(QStringLiteral("|Connection restored")));
        m_stream->now.status.gaveUp = true;
        m_stream->enter(State::Failed);
        QCOMPARE(m_onDesktop.size(), 3);
        m_stream->now.status.gaveUp = false;
        restore();
        m_onDesktop.clear();
        QApplication::setActiveWindow(m_window.get());
        lose(1);
        QVERIFY(m_onDesktop.isEmpty());
        m_window->close();
        m_window.reset(); // What is still being written is waited for.
        makeWindow();
        for (const QAction *each : m_window->actions())
            QVERIFY(each->text() != QLatin1String("Desktop &notifications") || each->isChecked()); // Remembered.
    }

    void shortcutsAreListed()
    {
        const auto lines = shell::shortcutLines(*m_window);
        for (const char *keys : {"Ctrl+L", "Ctrl+D", "Ctrl+Shift+R", "Ctrl+W", "Ctrl+Q", "F1", "Ctrl+Enter", "Space"}) {
            const auto has = [&](const shell::ShortcutLine &line) {
                return line.keys == QLatin1String(keys) && !line.what.isEmpty();
            };
            QVERIFY2(std::ranges::any_of(lines, has), keys);
        }
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto *list = m_window->findChild<shell::ShortcutList *>();
        QVERIFY(list && list->isVisible() && !list->isModal());
        // No two actions share a key.
        QStringList seen;
        for (const QAction *action : m_window->actions()) {
            const QString keys = action->shortcut().toString();
            QVERIFY2(keys.isEmpty() || !seen.contains(keys), qPrintable(keys));
            seen << keys;
        }
    }

    void noticesKeepTheirOrder()
    {
        using widgets::Tone;
        shell::NoticeList list;
        list.raise({.key = QStringLiteral("a"), .tone = Tone::Bad, .text = QStringLiteral("worst")});
        list.raise({.key = QStringLiteral("b"), .tone = Tone::Warning, .text = QStringLiteral("less")});
        QCOMPARE(list.top()->key, "a");
        list.dismiss(QStringLiteral("a"));
        QCOMPARE(list.top()->key, "b");
        list.raise({.key = QStringLiteral("a"), .tone = Tone::Bad, .text = QStringLiteral("worst")});
        QCOMPARE(list.count(), 1); // It was read.
        list.raise({.key = QStringLiteral("a"), .tone = Tone::Bad, .text = QStringLiteral("worse still")});
        QCOMPARE(list.top()->text, "worse still");
        list.dismiss(QStringLiteral("a"));
        list.clear(QStringLiteral("a"));
        list.raise({.key = QStringLiteral("a"), .tone = Tone::Bad, .text = QStringLiteral("worse still")});
        QCOMPARE(list.top()->key, "a"); // Its cause was gone and came back.
        list.clear(QStringLiteral("a"));
        list.clear(QStringLiteral("b"));
        QVERIFY(!list.top());
    }

    void screenshot()
    {
        const QString file = m_home->filePath(QStringLiteral("window.png"));
        QVERIFY(m_window->saveScreenshot(file));
        QVERIFY(QImage(file).width() > 600);
        QVERIFY(!m_window->saveScreenshot(QStringLiteral("/nowhere/window.png")));
        const QString link = m_home->filePath(QStringLiteral("link.png"));
        QVERIFY(QFile::link(file, link));
        QCOMPARE(m_window->saveScreenshot(link).error().reason, base::FileError::Reason::Link); // B4
        QVERIFY(QImage(file).width() > 600);
    }

private:
    void makeWindow()
    {
        shell::WindowContext context{.handle = *m_stream,
            .clock = m_clock,
            .configFolder = m_home->path(),
            .open =
                [](stream::StreamHandle &handle, const QUrl &url, const QList<QByteArray> &lines) {
                    settings::Profile profile;
                    profile.url = url;
                    profile.sendOnConnect = lines;
                    handle.open(profile);
                    static_cast<tests::FakeStream &>(handle).enter(State::Connecting);
                },
            .openDemo = [this](stream::StreamHandle &) -> QString {
                if (m_demoProblem.isEmpty()) {
                    m_stream->orders << QStringLiteral("demo");
                    m_stream->asked.url = QUrl(QStringLiteral("ws://127.0.0.1:4711/dashboard"));
                    m_stream->enter(State::Connecting);
                }
                return m_demoProblem;
            },
            .isDemo = [](const QUrl &url) { return url.port() == 4711; },
            .notifyDesktop = [this](const QString &title, const QString &text) { m_onDesktop << title + u'|' + text; }};
        m_window = std::make_unique<shell::MainWindow>(context);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void openFeed()
    {
        QTest::keyClicks(startField(), QStringLiteral("ws://h/feed"));
        QTest::keyClick(startField(), Qt::Key_Return);
        m_stream->enter(State::Open);
    }
    [[nodiscard]] shell::AddressField *startField() const { return m_window->startPage().line()->field(); }
    //! What is on the disk, when the window is done writing.
    [[nodiscard]] settings::RecentFeeds settingsOf()
    {
        m_window->waitUntilSaved();
        return *settings::loadRecentFeeds(m_home->path());
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<tests::FakeStream> m_stream;
    tests::ManualClock m_clock;
    QString m_demoProblem;
    QStringList m_onDesktop;
    std::unique_ptr<shell::MainWindow> m_window;
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
