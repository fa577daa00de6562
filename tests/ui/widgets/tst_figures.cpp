// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/fonts.h"
#include "ui/widgets/figures.h"

#include <QImage>
#include <QPainter>
#include <QTest>

class FiguresTest : public QObject
{
    Q_OBJECT

    //! The columns of \a image that have ink.
    static QList<bool> ink(const QImage &image)
    {
        QList<bool> columns(image.width());
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y)
                columns[x] = columns[x] || qGray(image.pixel(x, y)) < 200;
        }
        return columns;
    }
    static QImage drawn(const widgets::Figures &figures, const QString &text, Qt::Alignment alignment, qreal ratio)
    {
        QImage image(QSize(200, 40) * ratio, QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::white);
        QPainter painter(&image);
        figures.draw(painter, QRectF(0, 0, 200, 40), alignment, text);
        return image;
    }

private slots:
    void initTestCase() { look::applyFonts(); }

    void digitsAreEquallyWide()
    {
        const widgets::Figures figures(look::font(look::TextRole::Value));
        QCOMPARE(figures.width(u"1,111.1"), figures.width(u"8,888.8"));
        QVERIFY(figures.width(u"i") < figures.width(u"W"));
        QVERIFY(figures.width(u"12") > figures.width(u"1.")); // The rest keeps its own width.
    }
    // What does not change while a number counts stands where it stood.
    void restStaysInPlace_data()
    {
        QTest::addColumn<qreal>("ratio");
        QTest::newRow("1") << 1.0;
        QTest::newRow("2") << 2.0;
    }
    void restStaysInPlace()
    {
        QFETCH(qreal, ratio);
        const widgets::Figures figures(look::font(look::TextRole::Value));
        const int tail = static_cast<int>(figures.width(u" msg") * ratio);
        const int from = static_cast<int>(200 * ratio) - tail;
        const QImage one = drawn(figures, QStringLiteral("111 msg"), Qt::AlignRight, ratio);
        const QImage eight = drawn(figures, QStringLiteral("808 msg"), Qt::AlignRight, ratio);
        QCOMPARE(one.copy(from, 0, tail, one.height()), eight.copy(from, 0, tail, one.height()));
        QVERIFY(one != eight);
        QVERIFY(ink(eight).contains(true));
    }
    void minusAndThinSpaceAreSigns()
    {
        const widgets::Figures figures(look::font(look::TextRole::Body));
        QVERIFY(figures.width(u"\u22125") > figures.width(u"5"));
        QVERIFY(figures.width(u"5\u2009s") > figures.width(u"5s"));
    }
    void otherScriptsAreDrawnToo()
    {
        const widgets::Figures figures(look::font(look::TextRole::Body));
        const QString text = QStringLiteral("5 \u6761");
        QVERIFY(figures.width(text) > figures.width(u"5 "));
        QVERIFY(ink(drawn(figures, text, Qt::AlignLeft, 1)).contains(true));
    }
    void emptyIsNothing()
    {
        const widgets::Figures figures(look::font(look::TextRole::Body));
        QCOMPARE(figures.width(u""), 0.0);
        QVERIFY(!ink(drawn(figures, {}, Qt::AlignHCenter, 1)).contains(true));
    }
};

QTEST_MAIN(FiguresTest)

#include "tst_figures.moc"
