// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/theme.h"
#include "ui/look/tokens.h"
#include "ui/shell/addressfield.h"
#include "ui/shell/addressline.h"
#include "ui/shell/recentcaptures.h"
#include "ui/shell/startpage.h"
#include "ui/shell/tworows.h"
#include "ui/widgets/toast.h"

#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

class TestStartPage : public QObject
{
    Q_OBJECT

    static capture::RecentCapture made(const QString &path, int daysAgo, const QString &feed, qint64 bytes = 1 << 20)
    {
        const QDateTime then = QDateTime(QDate(2026, 11, 27), QTime(12, 0), Qt::UTC).addDays(-daysAgo);
        return {.path = path, .started = then, .written = then.addSecs(3600), .bytes = bytes, .feeds = {feed}};
    }
    static QList<capture::RecentCapture> some()
    {
        QList<capture::RecentCapture> list{
            made(QStringLiteral("/c/4"), 0, QStringLiteral("wss://telemetry.northpier.example/v2/stream"),
                qint64(412) << 20),
            made(QStringLiteral("/c/3"), 1, QStringLiteral("wss://ticker.market.example/trade"), qint64(2600) << 20),
            made(QStringLiteral("/c/2"), 1, QStringLiteral("ws://homeassistant.local:8123/api/websocket")),
            made(QStringLiteral("/c/1"), 4, QStringLiteral("wss://telemetry.northpier.example/v2/stream"))};
        list[1].pinned = true;
        list[2].endedCleanly = false;
        return list;
    }
    static settings::RecentFeeds feeds()
    {
        settings::RecentFeeds recent;
        recent.remember(
            {.url = QUrl(QStringLiteral("ws://192.168.4.1/ws")), .sendOnConnect = {}, .lastUsedMs = 1'790'000'000'000});
        recent.remember({.url = QUrl(QStringLiteral("wss://ticker.market.example/trade")),
            .sendOnConnect = {"{}"},
            .lastUsedMs = 1'795'600'000'000});
        recent.remember({.url = QUrl(QStringLiteral("wss://telemetry.northpier.example/v2/stream")),
            .sendOnConnect = {"{}"},
            .lastUsedMs = 1'795'790'000'000});
        return recent;
    }
    QPoint placeOf(int row, shell::TwoRows::Part part) const
    {
        QListWidget *const list = m_page->captures()->list();
        const QRect rect = list->visualItemRect(list->item(row));
        for (int x = rect.right(); x > rect.left(); --x) {
            const QPoint at(x, rect.center().y());
            if (shell::TwoRows::partAt(rect, list->model()->index(row, 0), at, list->layoutDirection()) == part)
                return at - QPoint(4, 0);
        }
        return {};
    }

private slots:
    void init()
    {
        m_theme = std::make_unique<look::Theme>(settings::ThemeChoice::Dark);
        m_page = std::make_unique<shell::StartPage>();
        m_page->resize(1212, 664);
        m_page->setRecent(feeds());
        m_page->captures()->setCaptures(some());
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }

    void cardsFillInAnAddressAndConnectNothing()
    {
        QSignalSpy opened(m_page.get(), &shell::StartPage::openRequested);
        for (QPushButton *card : m_page->findChildren<QPushButton *>()) {
            if (card->text() == QStringLiteral("Home Assistant"))
                QTest::mouseClick(card, Qt::LeftButton);
        }
        QCOMPARE(m_page->line()->field()->text(), QStringLiteral("ws://homeassistant.local:8123/api/websocket"));
        QCOMPARE(opened.size(), 0);
    }
    void rowsSayWhatTheyAre()
    {
        const QListWidget *const list = m_page->captures()->list();
        QCOMPARE(list->count(), 4);
        QCOMPARE(list->item(0)->data(shell::TitleRole).toString(), QStringLiteral("telemetry.northpier.example"));
        QCOMPARE(list->item(2)->data(shell::TitleRole).toString(), QStringLiteral("homeassistant.local:8123"));
        QVERIFY(list->item(2)->text().contains(QStringLiteral("ended by a crash")));
        // The older one of a feed has an end; the newest, and pinned ones, have none.
        QVERIFY(list->item(3)->text().contains(QStringLiteral("goes on 2026-12-23")));
        for (int row : {0, 1, 2})
            QVERIFY(!list->item(row)->text().contains(QStringLiteral("goes on")));
    }
    void pinIsOneClickAndOpensNothing()
    {
        QSignalSpy pinned(m_page->captures(), &shell::RecentCaptures::pinRequested);
        QSignalSpy opened(m_page->captures(), &shell::RecentCaptures::openRequested);
        QTest::mouseClick(
            m_page->captures()->list()->viewport(), Qt::LeftButton, {}, placeOf(0, shell::TwoRows::Part::Pin));
        QCOMPARE(pinned.size(), 1);
        QCOMPARE(pinned[0][0].toString(), QStringLiteral("/c/4"));
        QCOMPARE(pinned[0][1].toBool(), true);
        QCOMPARE(opened.size(), 0);
        QVERIFY(m_page->captures()->list()->item(0)->data(shell::PinnedRole).toBool());
        m_page->captures()->list()->setCurrentRow(1);
        QTest::keyClick(m_page->captures()->list(), Qt::Key_P);
        QCOMPARE(pinned.size(), 2);
        QCOMPARE(pinned[1][1].toBool(), false);
    }
    void deletingCanBeTakenBack()
    {
        shell::RecentCaptures *const captures = m_page->captures();
        QSignalSpy deleted(captures, &shell::RecentCaptures::deleteRequested);
        QTest::mouseClick(captures->list()->viewport(), Qt::LeftButton, {}, placeOf(2, shell::TwoRows::Part::Bin));
        QCOMPARE(captures->list()->count(), 3);
        QCOMPARE(deleted.size(), 0);
        QVERIFY(captures->undo()->isVisible());
        QTest::mouseClick(captures->undo()->actionButton(), Qt::LeftButton);
        QCOMPARE(captures->list()->count(), 4);
        QVERIFY(!captures->undo()->isVisible());
        QCOMPARE(deleted.size(), 0);

        m_page->activateWindow();
        captures->list()->setFocus();
        captures->list()->setCurrentRow(2);
        QTest::keyClick(captures->list(), Qt::Key_Delete);
        captures->list()->setCurrentRow(0);
        QTest::keyClick(captures->list(), Qt::Key_Delete); // The one before is final now.
        QCOMPARE(deleted.size(), 1);
        QCOMPARE(deleted[0][0].toString(), QStringLiteral("/c/2"));
        captures->undo()->closeBox();
        QCOMPARE(deleted.size(), 2);
        QCOMPARE(deleted[1][0].toString(), QStringLiteral("/c/4"));
        QCOMPARE(captures->list()->count(), 2);
    }
    void fileIsDroppedAnywhere()
    {
        QSignalSpy asked(m_page.get(), &shell::StartPage::fileRequested);
        QMimeData one, two;
        one.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/a.sqlite"))});
        two.setUrls({QUrl(QStringLiteral("http://h/a")), QUrl(QStringLiteral("http://h/b"))});
        for (QMimeData *dragged : {&one, &two}) {
            QDragEnterEvent enter({5, 5}, Qt::CopyAction, dragged, Qt::LeftButton, {});
            QApplication::sendEvent(m_page.get(), &enter);
            QDropEvent drop({5, 5}, Qt::CopyAction, dragged, Qt::LeftButton, {});
            QApplication::sendEvent(m_page.get(), &drop);
        }
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), QStringLiteral("/tmp/a.sqlite"));
    }
    void nothingIsCutInAnySize_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        for (const bool dark : {true, false}) {
            for (const QSize size : {QSize(1212, 664), QSize(960, 540), QSize(1852, 1000)})
                QTest::addRow("%s %d", dark ? "dark" : "light", size.width()) << size << dark;
        }
    }
    void nothingIsCutInAnySize()
    {
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        m_theme->setChoice(dark ? settings::ThemeChoice::Dark : settings::ThemeChoice::Light);
        QCoreApplication::sendPostedEvents();
        m_page->resize(size);
        QCOMPARE(m_page->size(), size);
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES");
        const QPixmap picture = m_page->grab();
        if (!folder.isEmpty())
            picture.save(QDir(folder).filePath(
                QStringLiteral("start-%1-%2.png").arg(dark ? "dark" : "light").arg(size.width())));
        QCOMPARE(QColor(picture.toImage().pixel(4, 4)), look::tokens(dark).ground);
        for (const QWidget *part :
            {static_cast<const QWidget *>(m_page->line()), static_cast<const QWidget *>(m_page->recentList()),
                static_cast<const QWidget *>(m_page->captures())}) {
            const QRect at(part->mapTo(m_page.get(), QPoint(0, 0)), part->size());
            QVERIFY(at.left() >= 0 && at.right() < size.width());
        }
        QCOMPARE(m_page->line()->field()->height(), 40);
    }

private:
    std::unique_ptr<look::Theme> m_theme;
    std::unique_ptr<shell::StartPage> m_page;
};

QTEST_MAIN(TestStartPage)
#include "tst_startpage.moc"
