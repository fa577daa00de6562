// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/newcomer/telegraph.h"
#include "tests/architecture/newcomer/telegraphreader.h"

#include "core/importers/importing.h"
#include "tests/unit/exporters/sampledata.h"

#include <QTest>

//! What docs/adding.md promises: two files and one line make a format, with all that belongs to it.
class TestTelegraph : public QObject
{
    Q_OBJECT
private:
    // The lines, as they would stand in the catalogues.
    const exporters::Format m_exporter{QLatin1StringView("telegraph"), QLatin1StringView(".tgr"),
        QT_TRANSLATE_NOOP("exporters", "a message a line"), exporters::RowOrder::ByTime, false, newcomer::telegraph};
    const importers::Format m_importer{QLatin1StringView("telegraph"),
        QT_TRANSLATE_NOOP("importers", "a message a line"), newcomer::isTelegraph, newcomer::readTelegraph};

private slots:
    void thereAndBack()
    {
        QTemporaryDir dir;
        tests::writeSampleCapture(dir.filePath("c.sqlite"));
        auto source = exporters::CaptureSource::open(dir.filePath("c.sqlite"));
        exporters::Progress progress;
        const auto exported = exporters::exportRows(
            *source, {.format = &m_exporter}, dir.filePath("out.tgr"), base::Draft::Existing::Refuse, progress);
        QVERIFY(exported);
        QVERIFY(m_importer.accepts(tests::contentOf(dir.filePath("out.tgr"))));
        importers::Progress read;
        const auto imported = importers::importFile(
            dir.filePath("out.tgr"), &m_importer, dir.filePath("back.sqlite"), base::Draft::Existing::Refuse, read);
        QVERIFY(imported);
        QCOMPARE(imported->rows, exported->totals.data);
        QCOMPARE(tests::rowsOf(dir.filePath("back.sqlite")).first().payload, "second");
    }
};

QTEST_GUILESS_MAIN(TestTelegraph)
#include "tst_telegraph.moc"
