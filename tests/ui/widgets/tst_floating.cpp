// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/popover.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/toast.h"

#include <QAccessible>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using widgets::Tone;

class FloatingTest : public QObject
{
    Q_OBJECT

    //! A window with two buttons that a layout holds, to see that nothing moves them.
    struct Window : QWidget
    {
        Window()
        {
            auto *column = new QVBoxLayout(this);
            column->addWidget(first);
            column->addStretch(1);
            column->addWidget(second);
            resize(900, 500);
            show();
            activateWindow();
        }
        QPushButton *first = new QPushButton(QStringLiteral("First"));
        QPushButton *second = new QPushButton(QStringLiteral("Second"));
    };

private slots:
    void initTestCase() { m_theme = std::make_unique<look::Theme>(settings::ThemeChoice::Dark); }

    void toastLiesAtTheBottomRightAndMovesNothing()
    {
        Window window;
        widgets::Toast toast(&window);
        const QRect first = window.first->geometry(), second = window.second->geometry();
        window.first->setFocus();
        toast.setBottom(40);
        toast.say(Tone::Warning, QStringLiteral("The server closed with 4001"),
            QStringLiteral("maintenance: rolling restart"), QStringLiteral("Try now"));
        QVERIFY(toast.isVisible());
        QCOMPARE(toast.box().width(), 320);
        QCOMPARE(toast.box().right(), window.width() - 16 - 1);
        QCOMPARE(toast.box().bottom(), window.height() - 40 - 16 - 1);
        QCOMPARE(window.first->geometry(), first);
        QCOMPARE(window.second->geometry(), second);
        QVERIFY(!toast.isAncestorOf(QApplication::focusWidget()));
        window.resize(700, 400);
        QCOMPARE(toast.box().right(), window.width() - 16 - 1);
        for (const QLabel *label : toast.findChildren<QLabel *>())
            QVERIFY(label->height()
                >= (label->heightForWidth(label->width()) > 0 ? label->heightForWidth(label->width()) : 0));
    }
    void toastsActionClosesIt()
    {
        Window window;
        widgets::Toast toast(&window);
        QSignalSpy asked(&toast, &widgets::Toast::actionRequested);
        toast.say(Tone::Neutral, QStringLiteral("Capture deleted"), {}, QStringLiteral("Undo"));
        QTest::mouseClick(toast.actionButton(), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QVERIFY(!toast.isVisible());
        toast.say(Tone::Neutral, QStringLiteral("Once more"));
        QCOMPARE(toast.title(), QStringLiteral("Once more"));
        QTest::keyClick(&toast, Qt::Key_Escape);
        QVERIFY(!toast.isVisible());
    }
    void popoverTakesTheKeyboardAndGivesItBack()
    {
        Window window;
        QVERIFY(QTest::qWaitForWindowActive(&window));
        widgets::Popover popover(QStringLiteral("Connection"), &window);
        auto *inside = new QPushButton(QStringLiteral("Try now"));
        popover.content()->addWidget(inside);
        window.first->setFocus();
        popover.toggleAt(window.first);
        QVERIFY(popover.isVisible());
        QCOMPARE(popover.box().width(), 320);
        QCOMPARE(popover.box().top(), window.first->geometry().bottom() + 4);
        QCOMPARE(QApplication::focusWidget(), inside);
        QTest::keyClick(inside, Qt::Key_Escape);
        QVERIFY(!popover.isVisible());
        QVERIFY(window.first->hasFocus());
    }
    void popoverClosesByAClickElsewhere()
    {
        Window window;
        QVERIFY(QTest::qWaitForWindowActive(&window));
        widgets::Popover popover(QStringLiteral("Connection"), &window);
        popover.content()->addWidget(new QPushButton(QStringLiteral("Try now")));
        popover.toggleAt(window.second); // No room below it.
        QVERIFY(popover.box().bottom() < window.second->y());
        QTest::mouseClick(&popover, Qt::LeftButton);
        QVERIFY(popover.isVisible());
        QTest::mouseClick(window.first, Qt::LeftButton);
        QVERIFY(!popover.isVisible());
    }
    //! For a person who wants to look.
    void picture_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("dark") << true;
        QTest::newRow("light") << false;
    }
    void picture()
    {
        QFETCH(bool, dark);
        m_theme->setChoice(dark ? settings::ThemeChoice::Dark : settings::ThemeChoice::Light);
        QWidget window;
        window.resize(900, 420);
        int y = 16;
        for (const auto &[tone, word, detail] : {std::tuple(Tone::Neutral, "Not connected", ""),
                 std::tuple(Tone::Busy, "Securing", "212 ms"), std::tuple(Tone::Good, "Established", "2 min 45 s"),
                 std::tuple(Tone::Warning, "Waiting to retry", "in 1.8 s"),
                 std::tuple(Tone::Bad, "Failed", "403 Forbidden")}) {
            auto *chip = new widgets::Chip(&window);
            chip->display(tone, QLatin1String(word), QLatin1String(detail));
            if (tone == Tone::Warning)
                chip->setRemaining(0.6);
            chip->resize(chip->sizeHint());
            chip->move(16, y);
            y += 36;
        }
        auto *segments = new widgets::Segments(QStringLiteral("Span"), &window);
        for (const char *span : {"10 s", "1 m", "5 m", "15 m", "1 h", "All"})
            segments->add(QLatin1String(span));
        segments->setChosen(2);
        segments->move(300, 16);
        segments->resize(segments->sizeHint());
        auto *other = new widgets::Segments(QStringLiteral("Span"), &window);
        for (const char *span : {"10 s", "1 m"})
            other->add(QLatin1String(span));
        other->setExtra(QStringLiteral("2 min 40 s"));
        other->move(300, 60);
        other->resize(other->sizeHint());
        for (const bool held : {false, true}) {
            auto *pill = new widgets::Pill(&window);
            pill->setHeld(held);
            pill->move(held ? 720 : 640, 16);
            pill->resize(pill->sizeHint());
        }
        auto *empty = new widgets::EmptyState(QStringLiteral("charts"), &window);
        empty->say(QStringLiteral("82 of 83 messages are not valid JSON"),
            QStringLiteral("NaN at byte 62 of p95. Charts begin as soon as it is read."),
            QStringLiteral("Read as JSON with NaN"));
        empty->setGeometry(16, 210, 480, 190);
        window.show();
        widgets::Toast toast(&window);
        toast.say(Tone::Warning, QStringLiteral("The server closed with 4001"),
            QStringLiteral(
                "\u201cmaintenance: rolling restart\u201d. Next try in 1.8 s; what you send waits in the queue."),
            QStringLiteral("Try now"));
        const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES");
        if (!folder.isEmpty())
            window.grab().save(QDir(folder).filePath(QStringLiteral("widgets-%1.png").arg(dark ? "dark" : "light")));
        QVERIFY(window.rect().contains(toast.box()));
    }

private:
    std::unique_ptr<look::Theme> m_theme;
};

QTEST_MAIN(FloatingTest)

#include "tst_floating.moc"
