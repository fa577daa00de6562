// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/theme.h"
#include "ui/look/tokens.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/pill.h"

#include <QAccessible>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using widgets::Tone;

class SmallWidgetsTest : public QObject
{
    Q_OBJECT

    static QImage picture(QWidget &widget)
    {
        QImage image(widget.size(), QImage::Format_RGB32);
        image.fill(look::tokensOf(widget.palette()).ground);
        widget.render(&image, {}, {}, QWidget::DrawChildren);
        return image;
    }
    static QString name(QWidget *widget)
    {
        return QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name);
    }

private slots:
    void init() { m_theme = std::make_unique<look::Theme>(settings::ThemeChoice::Dark); }

    void chipSaysItsStateInWords()
    {
        widgets::Chip chip;
        chip.display(Tone::Good, QStringLiteral("Established"), QStringLiteral("2 min 45 s"));
        QCOMPARE(name(&chip), QStringLiteral("Established, 2 min 45 s"));
        QCOMPARE(QAccessible::queryAccessibleInterface(&chip)->role(), QAccessible::Button);
        QCOMPARE(chip.sizeHint().height(), 28);
        chip.resize(chip.sizeHint());
        QCOMPARE(QColor(picture(chip).pixel(chip.width() / 2, 2)), look::tokens(true).goodSoft);
        QCOMPARE(QColor(picture(chip).pixel(16, 14)), look::tokens(true).good);
    }
    void chipsRoomDoesNotChangeWhileItCounts()
    {
        widgets::Chip chip;
        chip.display(Tone::Good, QStringLiteral("Established"), QStringLiteral("1 min 11 s"));
        const QSize before = chip.sizeHint();
        chip.display(Tone::Good, QStringLiteral("Established"), QStringLiteral("8 min 08 s"));
        QCOMPARE(chip.sizeHint(), before);
    }
    void shapeTellsTheStateToo()
    {
        QList<QImage> marks;
        for (const Tone tone : {Tone::Good, Tone::Busy, Tone::Bad}) {
            widgets::Chip chip;
            chip.display(tone, QStringLiteral("State"));
            chip.resize(chip.sizeHint());
            QImage mark = picture(chip).copy(11, 9, 10, 10).convertToFormat(QImage::Format_Grayscale8);
            for (int y = 0; y < mark.height(); ++y) { // Without its colours.
                for (int x = 0; x < mark.width(); ++x)
                    mark.scanLine(y)[x] = mark.scanLine(y)[x] > 90 ? 255 : 0;
            }
            QVERIFY(!marks.contains(mark));
            marks.append(mark);
        }
    }
    void chipCutsItsDetailFirst()
    {
        widgets::Chip chip;
        chip.display(Tone::Bad, QStringLiteral("Failed"), QStringLiteral("403 Forbidden by the server's policy"));
        QVERIFY(chip.minimumSizeHint().width() < chip.sizeHint().width());
        chip.resize(chip.minimumSizeHint());
        (void)picture(chip); // Draws without room for more.
    }
    void chipIsPressedByKey()
    {
        widgets::Chip chip;
        chip.display(Tone::Neutral, QStringLiteral("Not connected"));
        QSignalSpy clicked(&chip, &QAbstractButton::clicked);
        QTest::keyClick(&chip, Qt::Key_Space);
        QCOMPARE(clicked.size(), 1);
        chip.setOpens(false);
        QCOMPARE(chip.focusPolicy(), Qt::NoFocus);
    }
    void liveAndHeldCannotBeConfused()
    {
        widgets::Pill pill;
        pill.resize(pill.sizeHint());
        const QImage live = picture(pill);
        QCOMPARE(QColor(live.pixel(4, 14)), look::tokens(true).accentFill);
        const QSize before = pill.sizeHint();
        pill.setHeld(true);
        QCOMPARE(pill.sizeHint(), before);
        QCOMPARE(QColor(picture(pill).pixel(4, 14)), look::tokens(true).warnSoft);
        QCOMPARE(name(&pill), QStringLiteral("Held"));
        QSignalSpy clicked(&pill, &QAbstractButton::clicked);
        QTest::keyClick(&pill, Qt::Key_Space);
        QCOMPARE(clicked.size(), 1);
        QVERIFY(pill.isHeld()); // It shows what is so, not what was asked for.
    }
    void emptyStateSaysWhatIsTrueAndWhatToDo()
    {
        widgets::EmptyState empty(QStringLiteral("charts"));
        QSignalSpy asked(&empty, &widgets::EmptyState::actionRequested);
        empty.say(QStringLiteral("82 of 83 messages are not valid <b>JSON</b>"), QStringLiteral("Help"),
            QStringLiteral("Read"));
        empty.resize(400, 200);
        empty.show();
        QCOMPARE(name(&empty), QStringLiteral("82 of 83 messages are not valid <b>JSON</b>"));
        for (const QLabel *label : empty.findChildren<QLabel *>())
            QVERIFY(label->textFormat() == Qt::PlainText || !label->pixmap(Qt::ReturnByValue).isNull());
        QTest::mouseClick(empty.actionButton(), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        empty.say(QStringLiteral("Nothing here"));
        QVERIFY(!empty.actionButton()->isVisible());
    }

private:
    std::unique_ptr<look::Theme> m_theme;
};

QTEST_MAIN(SmallWidgetsTest)

#include "tst_smallwidgets.moc"
