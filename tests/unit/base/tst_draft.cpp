// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/draft.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using base::Draft;

class TestDraft : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    QString m_path;

    static void put(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
    }
    [[nodiscard]] QStringList inFolder() const
    {
        return QDir(m_dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

private slots:
    void init() { m_path = m_dir.filePath(QStringLiteral("out.bin")); }
    void cleanup() { QFile::remove(m_path); }

    void nothingStandsThereBeforeCommit()
    {
        {
            auto draft = Draft::begin(m_path, Draft::Existing::Refuse);
            QVERIFY(draft);
            put(draft->path(), "whole");
            put(draft->beside(QStringLiteral("more")), "more");
            QVERIFY(!QFile::exists(m_path));
            QVERIFY(draft->commit());
        }
        QCOMPARE(contentOf(m_path), "whole");
        QCOMPARE(QFile::permissions(m_path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QCOMPARE(inFolder(), QStringList("out.bin"));
    }
    void leavesNothingWhenGivenUp()
    {
        {
            auto draft = Draft::begin(m_path, Draft::Existing::Refuse);
            QVERIFY(draft);
            put(draft->path(), "half");
        }
        QCOMPARE(inFolder(), QStringList());
    }
    void replacesOnlyWhenTold()
    {
        put(m_path, "old");
        QCOMPARE(Draft::begin(m_path, Draft::Existing::Refuse).error().reason, base::FileError::Reason::Exists);
        auto draft = Draft::begin(m_path, Draft::Existing::Replace);
        QVERIFY(draft);
        put(draft->path(), "new");
        QCOMPARE(contentOf(m_path), "old");
        QVERIFY(draft->commit());
        QCOMPARE(contentOf(m_path), "new");
    }
    void refusesWhatCameMeanwhile()
    {
        auto draft = Draft::begin(m_path, Draft::Existing::Refuse);
        QVERIFY(draft);
        put(draft->path(), "ours");
        put(m_path, "theirs");
        QCOMPARE(draft->commit().error().reason, base::FileError::Reason::Exists);
        QCOMPARE(contentOf(m_path), "theirs");
    }
    void b4FollowsNoLink()
    {
        put(m_dir.filePath("precious"), "keep");
        QVERIFY(QFile::link(m_dir.filePath("precious"), m_path));
        QCOMPARE(Draft::begin(m_path, Draft::Existing::Replace).error().reason, base::FileError::Reason::Link);
        QVERIFY(QFile::remove(m_path));
        QVERIFY(QFile::remove(m_dir.filePath("precious")));
    }
    void saysWhatTheSystemSays()
    {
        const auto draft = Draft::begin(m_dir.filePath("none/out"), Draft::Existing::Refuse);
        QCOMPARE(draft.error().reason, base::FileError::Reason::System);
        QVERIFY(!draft.error().detail.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestDraft)
#include "tst_draft.moc"
