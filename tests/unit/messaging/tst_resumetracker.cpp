// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/resumetracker.h"

#include <QStringList>
#include <QTest>

using messaging::IdKind;
using messaging::ResumeTracker;

namespace {

messaging::ResumeSettings numbers(int reorder = 0)
{
    messaging::ResumeSettings settings;
    settings.idField = QStringLiteral("id");
    settings.idKind = IdKind::Integer;
    settings.reorderWindow = reorder;
    return settings;
}

QString textOf(const ResumeTracker::Verdict &verdict)
{
    using Kind = ResumeTracker::Kind;
    const QString range = QStringLiteral(" %1-%2").arg(QString::fromUtf8(verdict.from), QString::fromUtf8(verdict.to));
    switch (verdict.kind) {
    case Kind::New: return QStringLiteral("new");
    case Kind::Overlap: return QStringLiteral("overlap");
    case Kind::Late: return QStringLiteral("late");
    case Kind::OutOfOrder: return QStringLiteral("disorder");
    case Kind::Gap: return QStringLiteral("gap") + range;
    case Kind::Resync: return QStringLiteral("resync") + range;
    }
    return {};
}

//! What \a ids (separated by spaces; `|5` is a new connection that asked for what comes behind 5) come to.
QString judged(ResumeTracker &tracker, const QByteArray &ids)
{
    QStringList words;
    for (const QByteArray &id : ids.split(' ')) {
        if (id.startsWith('|')) {
            tracker.resumed(id.mid(1));
            continue;
        }
        words << textOf(tracker.received(id));
        for (const auto &gap : tracker.takeGaps())
            words << textOf(gap);
    }
    return words.join(QLatin1Char(' '));
}

} // namespace

class TestResumeTracker : public QObject
{
    Q_OBJECT
private slots:
    void numbered_data()
    {
        QTest::addColumn<int>("reorder");
        QTest::addColumn<QByteArray>("ids");
        QTest::addColumn<QString>("verdicts");
        const auto row = [](const char *name, int reorder, const char *ids, const char *verdicts) {
            QTest::newRow(name) << reorder << QByteArray(ids) << QString::fromLatin1(verdicts);
        };
        row("D07 in order", 0, "5 6 7", "new new new");
        row("D07 an empty answer", 0, "5 |5 6", "new new");
        row("D07 overlaps", 0, "5 6 7 |6 6 7 8", "new new new overlap overlap new");
        row("D07 skips", 0, "5 6 |6 9 10", "new new gap 7-8 new");
        row("D07 skips in the middle", 0, "1 2 4", "new new gap 3-3");
        row("D07 live before backlog, in the window", 10, "1 2 |2 6 3 4 5 7", "new new new late late late new");
        row("D07 live before backlog, no window", 0, "1 2 |2 6 3 4", "new new gap 3-5 disorder disorder");
        row("D07 out of order beyond the window", 2, "1 2 9 4 10", "new new new disorder gap 3-3 new");
        row("D07 a hole that stays", 2, "1 2 4 5 6 7", "new new new new new gap 3-3 new");
        row("D05 the server counts anew", 0, "50 51 52 |52 1 2 3", "new new new resync 52-1 new new");
        row("D05 anew, though the ids were seen", 0, "1 2 3 |3 1 2", "new new new resync 3-1 new");
        row("D05 a step back out of nowhere", 0, "50 51 7 8", "new new resync 51-7 new");
        row("D06 twice", 0, "5 5 6", "new overlap new");
        row("D06 over 2^63", 0, "18446744073709551615 18446744073709551616 18446744073709551618",
            "new new gap 18446744073709551617-18446744073709551617");
        row("D06 quoted", 0, "\"5\" \"6\"", "new new");
        row("D06 a fraction among them", 0, "5 1.5 6", "new new new");
    }
    void numbered()
    {
        QFETCH(int, reorder);
        QFETCH(QByteArray, ids);
        QFETCH(QString, verdicts);
        ResumeTracker tracker(numbers(reorder));
        QCOMPARE(judged(tracker, ids), verdicts);
    }

    void tokensKnowOnlyEquality()
    {
        messaging::ResumeSettings settings;
        settings.idField = QStringLiteral("id");
        ResumeTracker tracker(settings);
        QCOMPARE(judged(tracker, "9 1 \"a\" 1 1.0"), QStringLiteral("new new new overlap new"));
        QCOMPARE(tracker.status().lastId, QByteArray("1.0"));
    }

    void anotherEpoch() // D05
    {
        ResumeTracker tracker(numbers());
        (void)tracker.received("7", "\"a\"");
        QCOMPARE(textOf(tracker.received("8", "\"a\"")), QStringLiteral("new"));
        QCOMPARE(textOf(tracker.received("9", "\"b\"")), QStringLiteral("resync 8-9"));
        QCOMPARE(textOf(tracker.received("8", "\"b\"")), QStringLiteral("resync 9-8"));
        QCOMPARE(tracker.status().resyncs, quint64(2));
    }

    void counted()
    {
        ResumeTracker tracker(numbers());
        (void)judged(tracker, "1 2 |2 2 3 5");
        tracker.receivedWithoutId();
        QCOMPARE(tracker.status().newMessages, quint64(4));
        QCOMPARE(tracker.status().overlap, quint64(1));
        QCOMPARE(tracker.status().gaps, quint64(1));
        QCOMPARE(tracker.status().withoutId, quint64(1));
        QCOMPARE(tracker.status().lastId, QByteArray("5"));
        QVERIFY(tracker.status().on);
    }

    void memoryIsBounded() // D07: an endless answer.
    {
        messaging::ResumeSettings settings;
        settings.idField = QStringLiteral("id");
        ResumeTracker tracker(settings);
        const int many = static_cast<int>(ResumeTracker::window) + 50'000;
        for (int i = 0; i < many; ++i)
            (void)tracker.received(QByteArray::number(i));
        QCOMPARE(textOf(tracker.received(QByteArray::number(many - 1))), QStringLiteral("overlap"));
        QCOMPARE(textOf(tracker.received(QByteArray::number(many - static_cast<int>(ResumeTracker::window)))),
            QStringLiteral("overlap"));
        QCOMPARE(textOf(tracker.received("0")), QStringLiteral("new")); // Forgotten.
    }

    void anyOrderKeepsItsHead()
    {
        quint64 state = 1;
        ResumeTracker tracker(numbers(5));
        for (int i = 0; i < 20'000; ++i) {
            state = state * 6364136223846793005ULL + 1442695040888963407ULL;
            (void)tracker.received(QByteArray::number((state >> 33) % 300));
            (void)tracker.takeGaps();
        }
        const auto &status = tracker.status();
        QCOMPARE(status.newMessages + status.overlap, quint64(20'000));
    }
};

QTEST_GUILESS_MAIN(TestResumeTracker)
#include "tst_resumetracker.moc"
