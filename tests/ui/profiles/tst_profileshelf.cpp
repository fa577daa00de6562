// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/profilebutton.h"
#include "ui/profiles/profileshelf.h"

#include <QDir>
#include <QFile>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using profiles::ProfileButton;
using profiles::ProfileShelf;

class TestProfileShelf : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void savesLoadsAndRemoves()
    {
        ProfileShelf shelf(folder());
        QSignalSpy saved(&shelf, &ProfileShelf::saved), names(&shelf, &ProfileShelf::namesChanged);
        settings::Profile profile;
        profile.name = "desk & chair";
        profile.url = QUrl("ws://h/a");
        profile.expands = true;
        shelf.save(profile);
        QVERIFY(saved.wait());
        QCOMPARE(saved[0][0].toString(), "desk & chair");
        QCOMPARE(shelf.names(), QStringList{"desk & chair"});
        QCOMPARE(names.size(), 1);

        settings::Profile loaded;
        QSignalSpy loads(&shelf, &ProfileShelf::loaded);
        connect(&shelf, &ProfileShelf::loaded, this, [&](const settings::Profile &got) { loaded = got; });
        shelf.load("desk & chair");
        QVERIFY(loads.wait());
        QCOMPARE(loaded, profile);

        QSignalSpy removed(&shelf, &ProfileShelf::removed);
        shelf.remove("desk & chair");
        QVERIFY(removed.wait());
        QVERIFY(shelf.names().isEmpty());
    }

    void whatFailsIsASentence()
    {
        ProfileShelf shelf(folder());
        QSignalSpy failed(&shelf, &ProfileShelf::loadFailed);
        shelf.load("nobody");
        QVERIFY(failed.wait());
        QCOMPARE(failed[0][0].toString(), "nobody");
        QVERIFY(failed[0][1].toString().contains("nobody.json"));
        QSignalSpy notRemoved(&shelf, &ProfileShelf::failed);
        shelf.remove("nobody");
        QVERIFY(notRemoved.wait());
    }

    void withoutAFolderThereIsNothing()
    {
        ProfileShelf shelf({});
        QVERIFY(!shelf.canSave());
        shelf.load("x");
        shelf.waitUntilDone();
        QVERIFY(shelf.names().isEmpty());
    }

    void theButtonListsThem()
    {
        ProfileShelf shelf(folder());
        ProfileButton button;
        button.setShelf(shelf);
        button.setCurrent("a&b");
        QCOMPARE(button.text(), "a&&b");
        QSignalSpy names(&shelf, &ProfileShelf::namesChanged);
        for (const char *name : {"a&b", "c"}) {
            settings::Profile profile;
            profile.name = name;
            profile.url = QUrl("ws://h/a");
            shelf.save(profile);
        }
        QTRY_COMPARE(shelf.names().size(), 2);
        emit button.menu()->aboutToShow();
        const QList<QAction *> actions = button.menu()->actions();
        QCOMPARE(actions[0]->text(), "a&&b");
        QVERIFY(actions[0]->isChecked());
        QVERIFY(!actions[1]->isChecked());
        QSignalSpy chosen(&button, &ProfileButton::profileChosen);
        actions[1]->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), "c");
    }

    // A person copies a file there while the program runs.
    void aNewFileIsFoundWhenTheMenuOpens()
    {
        ProfileShelf shelf(folder());
        shelf.waitUntilDone();
        ProfileButton button;
        button.setShelf(shelf);
        QVERIFY(QDir().mkpath(folder() + "/profiles"));
        QFile file(folder() + "/profiles/new.json");
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"address\":\"ws://h\"}");
        file.close();
        emit button.menu()->aboutToShow();
        QTRY_COMPARE(shelf.names(), QStringList{"new"});
    }

private:
    QString folder() const { return m_home->filePath("socketscope"); }

    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_MAIN(TestProfileShelf)
#include "tst_profileshelf.moc"
