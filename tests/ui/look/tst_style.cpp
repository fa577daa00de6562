// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery.h"
#include "ui/look/focusring.h"
#include "ui/look/paint.h"
#include "ui/look/theme.h"

#include <QApplication>
#include <QDir>
#include <QFocusFrame>
#include <QTest>

#include <cmath>

namespace {

double lightOf(QRgb colour)
{
    const auto one = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * one(qRed(colour) / 255.0) + 0.7152 * one(qGreen(colour) / 255.0)
        + 0.0722 * one(qBlue(colour) / 255.0) + 0.05;
}

//! The strongest contrast of anything in \a area with what lies most there, which is its ground.
double strongest(const QImage &image, const QRect &area)
{
    QHash<QRgb, int> count;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            ++count[image.pixel(x, y)];
    }
    QRgb ground = 0;
    int most = 0;
    for (auto it = count.cbegin(); it != count.cend(); ++it) {
        if (it.value() > most) {
            most = it.value();
            ground = it.key();
        }
    }
    double best = 1;
    for (auto it = count.cbegin(); it != count.cend(); ++it) {
        const double a = lightOf(ground), b = lightOf(it.key());
        best = std::max(best, std::max(a, b) / std::min(a, b));
    }
    return best;
}

QRect scaled(const QRect &rect, qreal ratio) { return {rect.topLeft() * ratio, rect.size() * ratio}; }

//! For a person who wants to look: where SOCKETSCOPE_PICTURES names a folder, what was drawn lies there afterwards.
void keep(const QImage &image, const QString &name)
{
    const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES");
    if (!folder.isEmpty())
        image.save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

} // namespace

class StyleTest : public QObject
{
    Q_OBJECT

    static settings::ThemeChoice choice(bool dark)
    {
        return dark ? settings::ThemeChoice::Dark : settings::ThemeChoice::Light;
    }
    static void looks()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<qreal>("ratio");
        for (const bool dark : {true, false}) {
            for (const qreal ratio : {1.0, 1.5, 2.0})
                QTest::addRow("%s %g", dark ? "dark" : "light", ratio) << dark << ratio;
        }
    }

private slots:
    void everyWordCanBeRead_data() { looks(); }
    void everyWordCanBeRead()
    {
        QFETCH(bool, dark);
        QFETCH(qreal, ratio);
        const look::Theme theme(choice(dark));
        gallery::Gallery window;
        window.show();
        const QImage image = gallery::picture(window, ratio);
        keep(image, QStringLiteral("gallery-%1-%2").arg(dark ? "dark" : "light").arg(ratio));
        const QList<QWidget *> controls = window.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(controls.size() > 40);
        for (QWidget *control : controls) {
            const bool words = qobject_cast<QAbstractButton *>(control) || qobject_cast<QLineEdit *>(control)
                || qobject_cast<QComboBox *>(control) || qobject_cast<QTabBar *>(control);
            if (!words)
                continue;
            // Anything off is told by its border alone to those who need contrast; its words stay at 3.
            const bool graphics = qobject_cast<QToolButton *>(control); // Only an icon.
            const double least = control->isEnabled() && !graphics ? 4.5 : 3;
            const double value = strongest(image, scaled(control->geometry().adjusted(4, 4, -4, -4), ratio));
            QVERIFY2(value >= least, qPrintable(QStringLiteral("%1: %2").arg(control->objectName()).arg(value)));
        }
    }
    void nothingIsCut_data() { looks(); }
    void nothingIsCut()
    {
        QFETCH(bool, dark);
        QFETCH(qreal, ratio);
        const look::Theme theme(choice(dark));
        gallery::Gallery window;
        window.show();
        const QImage image = gallery::picture(window, ratio);
        for (QPushButton *button : window.findChildren<QPushButton *>()) {
            QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->objectName()));
            // No ink of the words touches the border: the 5 px inside it are ground.
            const QRect face = button->geometry().adjusted(2, 4, -2, -4);
            QVERIFY(strongest(image, scaled(QRect(face.topLeft(), QSize(5, face.height())), ratio)) < 1.5);
            QVERIFY(strongest(image, scaled(QRect(face.right() - 5, face.y(), 5, face.height()), ratio)) < 1.5);
        }
    }
    void controlsHaveOneHeight()
    {
        const look::Theme theme(settings::ThemeChoice::Dark);
        gallery::Gallery window;
        window.show();
        for (const char *name : {"rest", "icon", "menu", "field", "combo", "comboTyped", "spin"})
            QCOMPARE(window.findChild<QWidget *>(QLatin1String(name))->sizeHint().height(), 28);
        for (QWidget *dense : window.findChildren<QWidget *>(QStringLiteral("dense")))
            QCOMPARE(dense->sizeHint().height(), 24);
        QCOMPARE(window.findChild<QWidget *>(QStringLiteral("tabs"))->sizeHint().height(), 32);
        QCOMPARE(window.table->horizontalHeader()->height(), 24);
        QCOMPARE(window.table->verticalScrollBar()->sizeHint().width(), 12);
    }
    void focusIsSeenAroundEveryControl_data() { looks(); }
    void focusIsSeenAroundEveryControl()
    {
        QFETCH(bool, dark);
        QFETCH(qreal, ratio);
        const look::Theme theme(choice(dark));
        gallery::Gallery window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        for (const char *name : {"rest", "field", "combo", "comboTyped", "spin", "checked", "radioOn", "slider"}) {
            QWidget *control = window.findChild<QWidget *>(QLatin1String(name));
            control->setFocus();
            const auto *const frame = window.findChild<QFocusFrame *>();
            QVERIFY(frame);
            QCOMPARE(frame->widget(), control);
            QVERIFY(frame->isVisible());
            const QImage image = gallery::picture(window, ratio);
            const QPoint above(control->geometry().center().x(), control->y() - 2);
            QCOMPARE(QColor(image.pixel(above * ratio)), look::tokens(dark).accent);
            const QColor between(image.pixel(qFloor(above.x() * ratio), qFloor(control->y() * ratio) - 1));
            QVERIFY2(between != look::tokens(dark).accent, name);
            if (qobject_cast<QLineEdit *>(control))
                keep(image, QStringLiteral("focus-%1-%2").arg(dark ? "dark" : "light").arg(ratio));
        }
        // In rows a frame says it; the ring goes.
        window.table->setFocus();
        QVERIFY(!window.findChild<QFocusFrame *>()->isVisible());
    }
    void chosenRowsAreSoft_data() { looks(); }
    void chosenRowsAreSoft()
    {
        QFETCH(bool, dark);
        QFETCH(qreal, ratio);
        const look::Theme theme(choice(dark));
        gallery::Gallery window;
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.table->setFocus();
        QTableWidget &table = *window.table;
        const QImage image = gallery::picture(*table.viewport(), ratio);
        const QRect row = table.visualRect(table.model()->index(2, 2));
        const look::Tokens &t = look::tokens(dark);
        QCOMPARE(QColor(image.pixel(QPoint(row.right() - 6, row.center().y()) * ratio)), t.accentSoft);
        const QRect cell = table.visualRect(table.model()->index(2, 1));
        QCOMPARE(QColor(image.pixel(QPoint(cell.center().x(), cell.top()) * ratio)), t.accent);
        QVERIFY(strongest(image, scaled(cell.adjusted(2, 2, -2, -2), ratio)) >= 4.5);
    }
    void menusAreReadAndHaveRoundCorners_data() { looks(); }
    void menusAreReadAndHaveRoundCorners()
    {
        QFETCH(bool, dark);
        QFETCH(qreal, ratio);
        const look::Theme theme(choice(dark));
        QWidget parent;
        QMenu *menu = gallery::menu(&parent);
        menu->popup({20, 20});
        menu->setActiveAction(menu->actions().constFirst());
        QImage image(menu->size() * ratio, QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::transparent);
        menu->render(&image, {}, {}, QWidget::DrawChildren);
        keep(image, QStringLiteral("menu-%1-%2").arg(dark ? "dark" : "light").arg(ratio));
        QCOMPARE(qAlpha(image.pixel(0, 0)), 0);
        QCOMPARE(qAlpha(image.pixel(image.width() / 2, image.height() / 2)), 255);
        for (QAction *action : menu->actions()) {
            const QRect entry = menu->actionGeometry(action);
            QCOMPARE(entry.height(), action->isSeparator() ? 9 : 28);
            if (!action->isSeparator())
                QVERIFY2(
                    strongest(image, scaled(entry.adjusted(4, 4, -4, -4), ratio)) >= (action->isEnabled() ? 4.5 : 3),
                    qPrintable(action->text()));
        }
        menu->close();
    }
    void primaryIsFilledAndOffIsNot()
    {
        const look::Theme theme(settings::ThemeChoice::Dark);
        QPushButton button(QStringLiteral("Connect"));
        look::setKind(&button, look::Kind::Primary);
        button.resize(button.sizeHint());
        QCOMPARE(QColor(gallery::picture(button, 1).pixel(6, 5)), look::tokens(true).accentFill);
        button.setEnabled(false);
        QVERIFY(QColor(gallery::picture(button, 1).pixel(6, 5)) != look::tokens(true).accentFill);
    }
    void linesAreSharpAtEveryScale_data() { looks(); }
    void linesAreSharpAtEveryScale()
    {
        QFETCH(qreal, ratio);
        QImage image(QSize(40, 40) * ratio, QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.translate(3, 3);
        look::drawLine(painter, {5, 0, 1, 30}, Qt::black);
        painter.end();
        int dark = 0;
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, image.height() / 2);
            QVERIFY(pixel == qRgb(0, 0, 0) || pixel == qRgb(255, 255, 255));
            dark += pixel == qRgb(0, 0, 0);
        }
        QCOMPARE(dark, static_cast<int>(std::floor(ratio)));
    }
    void hatchStandsStill()
    {
        const auto drawn = [](int from) {
            QImage image(60, 24, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            look::drawHatch(painter, QRectF(from, 0, 60 - from, 24), Qt::black);
            painter.end();
            return image.copy(30, 0, 20, 24);
        };
        QCOMPARE(drawn(0), drawn(7)); // Where the gap begins does not move its lines.
    }
};

QTEST_MAIN(StyleTest)

#include "tst_style.moc"
