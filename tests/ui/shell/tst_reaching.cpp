// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/profilestore.h"
#include "core/settings/profiletrust.h"
#include "core/settings/recentfeeds.h"
#include "tests/support/manualclock.h"
#include "tests/ui/fakestream.h"
#include "ui/widgets/callout.h"
#include "ui/profiles/profilebutton.h"
#include "ui/profiles/profiledialog.h"
#include "ui/shell/addressfield.h"
#include "ui/shell/addressline.h"
#include "ui/shell/connectbar.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/noticebar.h"
#include "ui/shell/sendonconnect.h"
#include "ui/shell/startpage.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWidgetAction>

using connection::State;

//! The ways to an open connection: profiles, connection settings, a pasted command line; and the ways to close it.
class TestReaching : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_stream = std::make_unique<tests::FakeStream>();
    }
    void cleanup() { m_window.reset(); }

    void aPastedCommandFillsTheSettings()
    {
        makeWindow();
        QGuiApplication::clipboard()->setText(
            QStringLiteral("curl 'wss://example.org/feed' \\\n  -H 'Origin: https://app.example' \\\n"
                           "  -H 'Cookie: sid=1' -H 'X-Trace: on' \\\n  --compressed -k"));
        QTest::keyClick(startField(), Qt::Key_V, Qt::ControlModifier);
        auto *dialog = m_window->findChild<profiles::ProfileDialog *>();
        QVERIFY(dialog);
        QVERIFY(m_stream->orders.isEmpty()); // A person looks first.
        QCOMPARE(dialog->findChild<QLineEdit *>("profileAddress")->text(), "wss://example.org/feed");
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(m_stream->orders, QStringList{"open wss://example.org/feed"});
        QCOMPARE(m_stream->asked.origin, "https://app.example");
        QCOMPARE(m_stream->asked.cookies.size(), 1);
        QCOMPARE(m_stream->asked.headers.size(), 1);
        QVERIFY(!m_stream->asked.tls.acceptFirstLeaf);
        QVERIFY(!m_window->showsStartPage());
    }

    void aBrokenCommandIsSaidInPlace()
    {
        makeWindow();
        QGuiApplication::clipboard()->setText(QStringLiteral("wscat -c 'ws://h"));
        QTest::keyClick(startField(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(m_window->startPage().line()->problem().contains("quote"));
        QVERIFY(!m_window->findChild<profiles::ProfileDialog *>());
        QCOMPARE(startField()->text(), "wscat -c 'ws://h"); // To be mended.
        QTest::keyClicks(startField(), "'");
        QTest::keyClick(startField(), Qt::Key_Return);
        QVERIFY(m_window->findChild<profiles::ProfileDialog *>());
    }

    void aProfileIsChosen()
    {
        settings::Profile profile;
        profile.name = "lab";
        profile.expands = true;
        profile.address = "ws://${host}/x";
        profile.variables = {{"host", "h"}};
        profile.headers = {{"X-A", "1"}};
        profile.colour = "#009e73";
        QVERIFY(settings::ProfileStore(folder()).save(profile));
        makeWindow();
        auto *button = m_window->startPage().findChild<profiles::ProfileButton *>();
        QTRY_VERIFY(([&] {
            emit button->menu()->aboutToShow();
            return button->menu()->actions().front()->text() == "lab";
        }()));
        button->menu()->actions().front()->trigger();
        QTRY_COMPARE(m_stream->orders, QStringList{"open ws://h/x"});
        QCOMPARE(m_stream->asked.headers.size(), 1);
        m_stream->enter(State::Open);
        QVERIFY(settings::loadRecentFeeds(folder())->feeds.isEmpty()); // It is found among the profiles.
        QCOMPARE(m_window->connectBar().findChild<profiles::ProfileButton *>()->text(), "lab");

        // Connect in the address line means the same connection again.
        m_stream->enter(State::Closed);
        m_window->connectBar().line()->connectButton()->click();
        QCOMPARE(m_stream->orders.back(), "open ws://h/x");
        QCOMPARE(m_stream->asked, m_stream->profile());
        QCOMPARE(m_stream->asked.headers.size(), 1);
        QCOMPARE(m_stream->asked.name, "lab");
    }

    // A10: a file from elsewhere asks in place, with the names and where they would go; once agreed it asks no more.
    void a10AProfileFromElsewhereAsksInPlace()
    {
        QVERIFY(QDir().mkpath(folder() + "/profiles"));
        QFile file(folder() + "/profiles/theirs.json");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"address\":\"ws://elsewhere:7/x\",\"origin\":\"${env:CAN_<b>KEY</b>}\"}");
        file.close();
        makeWindow();
        auto *button = m_window->startPage().findChild<profiles::ProfileButton *>();
        QTRY_VERIFY(([&] {
            emit button->menu()->aboutToShow();
            return button->menu()->actions().front()->text() == "theirs";
        }()));
        button->menu()->actions().front()->trigger();
        QTRY_COMPARE(m_stream->orders, QStringList{"open ws://elsewhere:7/x"}); // The engine refuses it.
        QCOMPARE(settings::asksFor(m_stream->asked), QStringList{"env:CAN_<b>KEY</b>"});
        auto *question = m_window->findChild<widgets::Callout *>("profileConsent");
        QVERIFY(question->isVisible());
        for (const char *part : {"theirs", "env:CAN_<b>KEY</b>", "ws://elsewhere:7"})
            QVERIFY2(question->text().contains(part), qPrintable(question->text()));
        m_stream->now.status.lastFailure = connection::NotReady{
            .reason = connection::NotReady::Reason::Withheld, .detail = QStringLiteral("env:CAN_<b>KEY</b>")};
        m_stream->enter(State::Failed);
        QVERIFY(m_window->noticeBar().isHidden()); // One line is enough.
        question->findChild<QPushButton *>("useWithheld")->click();
        QCOMPARE(m_stream->orders.size(), 2);
        QVERIFY(settings::asksFor(m_stream->asked).isEmpty());
        QVERIFY(question->isHidden());
        QTRY_VERIFY(settings::asksFor(*settings::ProfileStore(folder()).load("theirs")).isEmpty());
    }

    void aProfileThatCannotBeReadIsANotice()
    {
        QVERIFY(QDir().mkpath(folder() + "/profiles"));
        QFile file(folder() + "/profiles/bad.json");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"address\": 5}");
        file.close();
        makeWindow();
        auto *button = m_window->startPage().findChild<profiles::ProfileButton *>();
        QTRY_VERIFY(([&] {
            emit button->menu()->aboutToShow();
            return button->menu()->actions().front()->text() == "bad";
        }()));
        button->menu()->actions().front()->trigger();
        QTRY_VERIFY(m_window->noticeBar().isVisible());
        QVERIFY(m_window->noticeBar().text().contains("bad.json"));
        QVERIFY(m_stream->orders.isEmpty());
    }

    void settingsOfTheOpenConnection()
    {
        makeWindow();
        openFeed();
        QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
        auto *dialog = m_window->findChild<profiles::ProfileDialog *>();
        QVERIFY(dialog);
        dialog->findChild<QLineEdit *>("subprotocols")->setText("chat");
        dialog->findChild<QPushButton *>("connectProfile")->click();
        QCOMPARE(m_stream->asked.subprotocols, QList<QByteArray>{"chat"});
    }

    void otherLinesForTheSameAddressKeepTheRest()
    {
        makeWindow();
        openFeed();
        m_stream->asked.headers = {{"X-A", "1"}};
        m_stream->enter(State::Closed);
        m_window->connectBar().line()->sendOnConnect()->editor()->setPlainText("hello");
        m_window->connectBar().line()->connectButton()->click();
        QCOMPARE(m_stream->asked.sendOnConnect, QList<QByteArray>{"hello"});
        QCOMPARE(m_stream->asked.headers.size(), 1);
    }

    void quietMarks_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("says");
        QTest::newRow("encrypted") << "wss://example.org/x" << QString();
        QTest::newRow("this computer") << "ws://localhost:1/x" << QString();
        QTest::newRow("loopback") << "ws://127.0.0.2:1/x" << QString();
        QTest::newRow("loopback, IPv6") << "ws://[::1]:1/x" << QString();
        QTest::newRow("plain") << "ws://192.168.1.20/x"
                               << "Not encrypted";
        QTest::newRow("plain by default") << "192.168.1.20/x"
                                          << "Not encrypted";
        QTest::newRow("secret") << "wss://example.org/x?token=abc"
                                << "(token)";
        QTest::newRow("empty secret") << "wss://example.org/x?token=" << QString();
        QTest::newRow("no secret") << "wss://example.org/x?symbol=abc" << QString();
    }
    void quietMarks()
    {
        QFETCH(QString, address);
        QFETCH(QString, says);
        makeWindow();
        QTest::keyClicks(startField(), address);
        auto *mark = startField()->findChild<QAction *>("addressMark");
        QCOMPARE(mark->isVisible(), !says.isEmpty());
        QVERIFY(mark->toolTip().contains(says));
    }

    void disconnectSaysWhy()
    {
        makeWindow();
        openFeed();
        m_stream->enter(State::Open);
        QTest::keyClick(m_window.get(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(m_stream->orders.back(), "close 1000");
        QCOMPARE(m_stream->closeReason, "Client closing");
    }

    void closeWithACodeOfOnesOwn()
    {
        makeWindow();
        openFeed();
        auto *otherwise = m_window->connectBar().findChild<QToolButton *>("closeOtherwise");
        QVERIFY(otherwise->isHidden());
        m_stream->enter(State::Open);
        QVERIFY(!otherwise->isHidden());
        auto *action = qobject_cast<QWidgetAction *>(otherwise->menu()->actions().front());
        auto *code = action->defaultWidget()->findChild<QComboBox *>();
        code->setEditText(QStringLiteral("4001"));
        auto *reason = action->defaultWidget()->findChildren<QLineEdit *>().back();
        reason->setText(QStringLiteral("bye"));
        QTest::keyClick(reason, Qt::Key_Return);
        QCOMPARE(m_stream->orders.back(), "close 4001");
        QCOMPARE(m_stream->closeReason, "bye");
    }

private:
    QString folder() const { return m_home->filePath("socketscope"); }
    void makeWindow()
    {
        m_window = std::make_unique<shell::MainWindow>(shell::WindowContext{.handle = *m_stream,
            .clock = m_clock,
            .configFolder = folder(),
            .open =
                [](stream::StreamHandle &handle, const QUrl &url, const QList<QByteArray> &lines) {
                    settings::Profile profile;
                    profile.url = url;
                    profile.sendOnConnect = lines;
                    handle.open(profile);
                },
            .openDemo = [](stream::StreamHandle &) { return QString(); }});
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void openFeed()
    {
        QTest::keyClicks(startField(), "ws://h/feed");
        QTest::keyClick(startField(), Qt::Key_Return);
        m_stream->enter(State::Connecting);
    }
    shell::AddressField *startField() { return m_window->startPage().line()->field(); }

    std::unique_ptr<QTemporaryDir> m_home;
    tests::ManualClock m_clock;
    std::unique_ptr<tests::FakeStream> m_stream;
    std::unique_ptr<shell::MainWindow> m_window;
};

QTEST_MAIN(TestReaching)
#include "tst_reaching.moc"
