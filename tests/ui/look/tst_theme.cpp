// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/theme.h"

#include "ui/look/scopestyle.h"
#include "ui/look/tokens.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

class ThemeTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { qunsetenv("SOCKETSCOPE_THEME"); }

    void desktopIsFollowedLive()
    {
        look::Theme theme(settings::ThemeChoice::System);
        QSignalSpy changed(&theme, &look::Theme::changed);
        theme.setDesktop({.dark = true});
        QVERIFY(theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Window), look::tokens(true).chrome);
        theme.setDesktop({.dark = false});
        QVERIFY(!theme.isDark());
        QCOMPARE(changed.size(), 2);
        theme.setDesktop({.dark = false});
        QCOMPARE(changed.size(), 2); // Nothing new.
    }
    void personsChoiceOutranksTheDesktop()
    {
        look::Theme theme(settings::ThemeChoice::Light);
        theme.setDesktop({.dark = true});
        QVERIFY(!theme.isDark());
        theme.setChoice(settings::ThemeChoice::System);
        QVERIFY(theme.isDark());
    }
    void highContrastTakesTheDesktopsPalette()
    {
        look::Theme theme(settings::ThemeChoice::Dark);
        theme.setDesktop({.dark = {}, .contrast = true});
        const look::Tokens &t = look::tokensOf(QApplication::palette());
        QVERIFY(t.contrast);
        QCOMPARE(t.line, t.text);
        theme.setDesktop({});
        QVERIFY(!look::tokensOf(QApplication::palette()).contrast);
        QVERIFY(theme.isDark());
    }
    void nothingMovesWhereThePersonWantsStillness()
    {
        look::Theme theme(settings::ThemeChoice::Dark);
        QVERIFY(qobject_cast<look::ScopeStyle *>(QApplication::style()));
        QVERIFY(QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0);
        theme.setDesktop({.dark = {}, .contrast = false, .animated = false});
        QCOMPARE(QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration), 0);
    }
};

QTEST_MAIN(ThemeTest)

#include "tst_theme.moc"
