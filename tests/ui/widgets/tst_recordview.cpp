// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/models/fakerowsource.h"
#include "ui/models/messagemodel.h"
#include "ui/widgets/recordview.h"

#include <QAccessible>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using widgets::RecordView;

//! A view over a fake source, used as a person does.
struct Bench
{
    tests::FakeRowSource source;
    models::MessageModel model{source};
    RecordView view;

    explicit Bench(int rows = 0)
    {
        view.setModel(&model);
        view.setColumnCharacters({9, 13, 3, 8, 9});
        view.resize(800, 400);
        view.show();
        view.setFocus();
        grow(rows);
    }
    ~Bench() { view.setModel(nullptr); }
    void grow(int rows)
    {
        for (int i = 0; i < rows; ++i)
            source.add("message");
        model.setTick(source.tick());
    }
    void click(int row, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mouseClick(view.viewport(), Qt::LeftButton, modifiers, view.rowRect(row).center());
    }
    [[nodiscard]] bool atTail() const
    {
        return view.verticalScrollBar()->value() == view.verticalScrollBar()->maximum();
    }
    [[nodiscard]] QToolButton *button() const { return view.findChild<QToolButton *>(QStringLiteral("followButton")); }
};

class TestRecordView : public QObject
{
    Q_OBJECT
private slots:
    void followsTheTail()
    {
        Bench bench(500);
        QVERIFY(bench.atTail());
        bench.grow(500);
        QVERIFY(bench.atTail());
        QCOMPARE(bench.view.verticalScrollBar()->maximum(), 1000 - bench.view.visibleRows());
        QVERIFY(!bench.button()->isVisible());
    }

    void letsGoWhenScrolledUpAndSaysHowManyCame()
    {
        Bench bench(500);
        QSignalSpy following(&bench.view, &RecordView::followingChanged);
        bench.view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepSub);
        QVERIFY(!bench.view.isFollowing());
        QCOMPARE(following.size(), 1);
        const int first = bench.view.firstVisibleRow();
        bench.grow(37);
        QCOMPARE(bench.view.firstVisibleRow(), first);
        QCOMPARE(bench.view.unseenRows(), 37);
        QVERIFY(bench.button()->isVisible());
        QVERIFY(bench.button()->text().contains(QStringLiteral("37")));
        QTest::mouseClick(bench.button(), Qt::LeftButton);
        QVERIFY(bench.view.isFollowing() && bench.atTail());
        QVERIFY(!bench.button()->isVisible());
        bench.grow(5);
        QVERIFY(bench.atTail());
    }

    void scrollingToTheEndFollowsAgain()
    {
        Bench bench(500);
        bench.view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMinimum);
        QVERIFY(!bench.view.isFollowing());
        bench.view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMaximum);
        QVERIFY(bench.view.isFollowing());
    }

    void isHeldWhileThePointerPresses()
    {
        Bench bench(500);
        const int row = bench.view.firstVisibleRow() + 3;
        const QPoint at = bench.view.rowRect(row).center();
        QTest::mousePress(bench.view.viewport(), Qt::LeftButton, {}, at);
        bench.grow(50);
        QCOMPARE(bench.view.rowAt(at.y()), row);
        QTest::mouseRelease(bench.view.viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(bench.view.rowAt(at.y()), row); // Now the selection holds it.
        bench.grow(50);
        QCOMPARE(bench.view.rowAt(at.y()), row);
        QTest::keyClick(&bench.view, Qt::Key_Escape);
        QVERIFY(bench.atTail());
    }

    void endGoesBackToTheTail()
    {
        Bench bench(500);
        bench.click(bench.view.firstVisibleRow());
        bench.grow(100);
        QVERIFY(!bench.atTail());
        QTest::keyClick(&bench.view, Qt::Key_End);
        QVERIFY(bench.atTail());
        QVERIFY(bench.view.selection().isEmpty());
        bench.grow(100);
        QVERIFY(bench.atTail());
    }

    void clicksSelect()
    {
        Bench bench(15);
        bench.click(3);
        QCOMPARE(bench.view.selection().count(), 1);
        QCOMPARE(bench.view.currentRow(), 3);
        bench.click(6, Qt::ShiftModifier);
        QCOMPARE(bench.view.selection().count(), 4);
        bench.click(9, Qt::ControlModifier);
        QCOMPARE(bench.view.selection().count(), 5);
        bench.click(4, Qt::ControlModifier);
        QVERIFY(!bench.view.selection().contains(4));
        QCOMPARE(bench.view.selection().ranges().size(), std::size_t(3));
        bench.click(0);
        QCOMPARE(bench.view.selection().count(), 1);
    }

    void dragSelects()
    {
        Bench bench(15);
        QTest::mousePress(bench.view.viewport(), Qt::LeftButton, {}, bench.view.rowRect(2).center());
        QMouseEvent move(QEvent::MouseMove, QPointF(bench.view.rowRect(7).center()),
            bench.view.viewport()->mapToGlobal(QPointF(bench.view.rowRect(7).center())), Qt::NoButton, Qt::LeftButton,
            Qt::NoModifier);
        QApplication::sendEvent(bench.view.viewport(), &move);
        QTest::mouseRelease(bench.view.viewport(), Qt::LeftButton, {}, bench.view.rowRect(7).center());
        QCOMPARE(bench.view.selection().ranges(), (std::vector<widgets::RowRange>{{2, 7}}));
    }

    void keysMove()
    {
        Bench bench(500);
        QTest::keyClick(&bench.view, Qt::Key_Up);
        QCOMPARE(bench.view.currentRow(), 499); // Begins where the eye is.
        QTest::keyClick(&bench.view, Qt::Key_PageUp);
        QCOMPARE(bench.view.currentRow(), 499 - bench.view.visibleRows());
        QTest::keyClick(&bench.view, Qt::Key_Home);
        QCOMPARE(bench.view.currentRow(), 0);
        QCOMPARE(bench.view.firstVisibleRow(), 0);
        QTest::keyClick(&bench.view, Qt::Key_Up);
        QCOMPARE(bench.view.currentRow(), 0);
        QTest::keyClick(&bench.view, Qt::Key_Down);
        QTest::keyClick(&bench.view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(bench.view.selection().count(), 2);
        QTest::keyClick(&bench.view, Qt::Key_PageDown);
        QCOMPARE(bench.view.currentRow(), 2 + bench.view.visibleRows());
        QTest::keyClick(&bench.view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(bench.view.selection().count(), 500);
        QSignalSpy copy(&bench.view, &RecordView::copyRequested);
        QTest::keyClick(&bench.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copy.size(), 1);
    }

    void evictionKeepsWhatIsRead()
    {
        Bench bench(500);
        bench.view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepSub);
        const int first = bench.view.firstVisibleRow();
        bench.click(first + 2);
        bench.source.evictedBefore = 101;
        bench.grow(0);
        QCOMPARE(bench.view.firstVisibleRow(), first - 100);
        QCOMPARE(bench.view.currentRow(), first + 2 - 100);
        QVERIFY(bench.view.selection().contains(first + 2 - 100));
        bench.source.evictedBefore = 501;
        bench.grow(0);
        QVERIFY(bench.view.selection().isEmpty());
        QCOMPARE(bench.view.currentRow(), -1);
    }

    void tenMillionRowsScrollByRow()
    {
        Bench bench;
        bench.source.recentCount = 0;
        stream::Tick tick = bench.source.tick();
        tick.lastSeq = 200'000'000; // 4 thousand million pixels.
        bench.model.setTick(tick);
        QCOMPARE(bench.view.verticalScrollBar()->maximum(), 200'000'000 - bench.view.visibleRows());
        QVERIFY(bench.atTail());
        bench.source.recentAsked = 0;
        (void)bench.view.grab();
        // Seven questions for each row that can be seen, and no more.
        QVERIFY2(bench.source.recentAsked <= 2 * 14 * (bench.view.visibleRows() + 2),
            qPrintable(QString::number(bench.source.recentAsked)));
        bench.view.verticalScrollBar()->setValue(123'456'789);
        QCOMPARE(bench.view.rowAt(0), 123'456'789);
        QVERIFY(bench.view.rowRect(5).isNull());
        QTest::keyClick(&bench.view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(bench.view.selection().count(), 200'000'000);
    }

    void theLastColumnTakesTheRoom()
    {
        Bench bench(10);
        QCOMPARE(bench.view.header()->length(), bench.view.viewport()->width());
        bench.view.header()->resizeSection(1, 300);
        QCOMPARE(bench.view.header()->sectionSize(1), 300);
    }

    void aScreenReaderHearsTheRow()
    {
        Bench bench(10);
        bench.view.setAccessibleName(QStringLiteral("Messages"));
        bench.click(4);
        QAccessibleInterface *heard = QAccessible::queryAccessibleInterface(&bench.view);
        QVERIFY(heard);
        QCOMPARE(heard->role(), QAccessible::Table);
        QCOMPARE(heard->text(QAccessible::Name), QStringLiteral("Messages"));
        QVERIFY(heard->text(QAccessible::Value).startsWith(QStringLiteral("5, ")));
        QVERIFY(heard->text(QAccessible::Value).endsWith(QStringLiteral("message")));
        QVERIFY(heard->text(QAccessible::Value).contains(QStringLiteral("Received")));
    }

    void coloursDifferInLightAndDark()
    {
        QPalette light;
        light.setColor(QPalette::Base, Qt::white);
        light.setColor(QPalette::Text, Qt::black);
        QPalette dark;
        dark.setColor(QPalette::Base, QColor(30, 30, 30));
        dark.setColor(QPalette::Text, QColor(230, 230, 230));
        dark.setColor(QPalette::Window, QColor(30, 30, 30));
        dark.setColor(QPalette::WindowText, QColor(230, 230, 230));
        light.setColor(QPalette::Window, Qt::white);
        light.setColor(QPalette::WindowText, Qt::black);
        for (const QPalette &palette : {light, dark}) {
            QVERIFY(!widgets::rowColours(models::RowStyle::Received, palette).ground.isValid());
            const QColor sent = widgets::rowColours(models::RowStyle::Sent, palette).ground;
            QVERIFY(sent.isValid() && sent.blue() > sent.red()); // The accent, softly: green is for state.
            const widgets::RowColours problem = widgets::rowColours(models::RowStyle::Problem, palette);
            QVERIFY(problem.text.red() > problem.text.green());
            QVERIFY(std::abs(problem.text.lightness() - problem.ground.lightness()) > 60);
        }
    }
};

QTEST_MAIN(TestRecordView)
#include "tst_recordview.moc"
