// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/theme.h"
#include "ui/widgets/segments.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

class SegmentsTest : public QObject
{
    Q_OBJECT

    static std::unique_ptr<widgets::Segments> spans()
    {
        auto made = std::make_unique<widgets::Segments>(QStringLiteral("Span"));
        for (const char *span : {"10 s", "1 m", "5 m", "All"})
            made->add(QLatin1String(span));
        made->setChosen(1);
        made->show();
        made->activateWindow();
        return made;
    }

private slots:
    void initTestCase() { m_theme = std::make_unique<look::Theme>(settings::ThemeChoice::Dark); }

    void oneIsChosen()
    {
        const auto segments = spans();
        QSignalSpy chose(segments.get(), &widgets::Segments::chose);
        QCOMPARE(segments->chosen(), 1);
        segments->setChosen(2);
        QCOMPARE(segments->chosen(), 2);
        QVERIFY(!segments->button(1)->isChecked());
        QCOMPARE(chose.size(), 0); // Not by a person.
        QTest::mouseClick(segments->button(3), Qt::LeftButton);
        QCOMPARE(chose.takeFirst().constFirst().toInt(), 3);
        segments->setChosen(-1);
        QCOMPARE(segments->chosen(), -1);
    }
    void arrowsMoveTheChoiceAndTabLeaves()
    {
        const auto segments = spans();
        QVERIFY(QTest::qWaitForWindowActive(segments.get()));
        QSignalSpy chose(segments.get(), &widgets::Segments::chose);
        segments->button(1)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QCOMPARE(segments->chosen(), 2);
        QCOMPARE(chose.size(), 1);
        QVERIFY(segments->button(2)->hasFocus());
        int stops = 0;
        for (int i = 0; i < segments->count(); ++i)
            stops += bool(segments->button(i)->focusPolicy() & Qt::TabFocus);
        QCOMPARE(stops, 1);
    }
    void choosingMovesNothing()
    {
        const auto segments = spans();
        const QSize before = segments->sizeHint();
        segments->setChosen(3);
        QCOMPARE(segments->sizeHint(), before);
        QCOMPARE(before.height(), 28);
    }
    void valueOfItsOwnIsASegmentMore()
    {
        const auto segments = spans();
        QSignalSpy dismissed(segments.get(), &widgets::Segments::extraDismissed);
        segments->setExtra(QStringLiteral("2 m 40 s"));
        QCOMPARE(segments->count(), 4);
        QCOMPARE(segments->chosen(), 4);
        QVERIFY(QTest::qWaitForWindowExposed(segments.get()));
        QAbstractButton *const extra = segments->button(4);
        extra->resize(extra->sizeHint());
        QTest::mouseClick(extra, Qt::LeftButton, {}, QPoint(extra->width() - 8, extra->height() / 2));
        QCOMPARE(dismissed.size(), 1);
        QTest::mouseClick(extra, Qt::LeftButton, {}, QPoint(8, extra->height() / 2));
        QCOMPARE(dismissed.size(), 1); // Its words choose it.
        QTest::keyClick(extra, Qt::Key_Delete);
        QCOMPARE(dismissed.size(), 2);
        segments->setExtra({});
        QCOMPARE(segments->chosen(), -1);
        segments->setChosen(0);
        QCOMPARE(segments->chosen(), 0);
    }
    void readersMeetRadioButtons()
    {
        const auto segments = spans();
        const QAccessibleInterface *const one = QAccessible::queryAccessibleInterface(segments->button(1));
        QCOMPARE(one->role(), QAccessible::RadioButton);
        QCOMPARE(one->text(QAccessible::Name), QStringLiteral("1 m"));
        QVERIFY(one->state().checked);
        QCOMPARE(
            QAccessible::queryAccessibleInterface(segments.get())->text(QAccessible::Name), QStringLiteral("Span"));
    }

private:
    std::unique_ptr<look::Theme> m_theme;
};

QTEST_MAIN(SegmentsTest)

#include "tst_segments.moc"
