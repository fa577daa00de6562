// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/fonts.h"

#include <QApplication>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QTest>

class FontsTest : public QObject
{
    Q_OBJECT

private slots:
    void desktopsFontComesFirst_data()
    {
        QTest::addColumn<QString>("desktop");
        QTest::addColumn<QStringList>("installed");
        QTest::addColumn<QString>("chosen");
        const QStringList all{"Inter", "Noto Sans"};
        QTest::newRow("a person's") << "Cantarell" << all << "Cantarell";
        QTest::newRow("Qt's word for none") << "Sans Serif" << all << "Inter";
        QTest::newRow("DejaVu is what is left over") << "DejaVu Sans" << all << "Inter";
        QTest::newRow("without Inter") << "Sans" << QStringList{"Noto Sans"} << "Noto Sans";
        QTest::newRow("bare") << "Sans Serif" << QStringList() << "Sans Serif";
    }
    void desktopsFontComesFirst()
    {
        QFETCH(QString, desktop);
        QFETCH(QStringList, installed);
        const auto has = [&](const QString &name) { return installed.contains(name); };
        QTEST(look::chosenFamily(desktop, {"Inter", "Noto Sans"}, has), "chosen");
    }
    void rolesScaleWithTheDesktop()
    {
        const QFont before = QApplication::font();
        look::applyFonts();
        const double body = look::font(look::TextRole::Body).pointSizeF();
        QVERIFY(std::abs(look::font(look::TextRole::Big).pointSizeF() - body * 28 / 13) < 0.01);
        QFont larger = QApplication::font();
        larger.setPointSizeF(body * 2);
        QApplication::setFont(larger);
        QVERIFY(std::abs(look::font(look::TextRole::Small).pointSizeF() - body * 2 * 12 / 13) < 0.01);
        QVERIFY(look::controlHeight() > 50);
        QApplication::setFont(before);
    }
    void payloadsAreNotLigated()
    {
        look::applyFonts();
        const QFont mono = look::font(look::TextRole::Mono);
        QVERIFY(mono.styleStrategy() & QFont::PreferNoShaping);
        QVERIFY(mono.fixedPitch());
        const QFontMetricsF metrics(mono);
        QCOMPARE(metrics.horizontalAdvance(QStringLiteral("->")), metrics.horizontalAdvance(QStringLiteral("ab")));
    }
    void scriptsThatJoinAreShaped()
    {
        QVERIFY(look::maySkipShaping(u"{\"a\": 1} != ->"));
        QVERIFY(!look::maySkipShaping(u"\u0633\u0644\u0627\u0645"));
        QVERIFY(look::maySkipShaping(u"caf\u00e9"));
    }
};

QTEST_MAIN(FontsTest)

#include "tst_fonts.moc"
