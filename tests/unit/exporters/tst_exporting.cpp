// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/exporting.h"

#include "core/filters/matcher.h"
#include "tests/unit/exporters/sampledata.h"

#include <QDir>
#include <QTest>

using exporters::CaptureSource;
using exporters::exportRows;
using exporters::Order;
using exporters::Progress;
using Existing = base::Draft::Existing;
using Reason = exporters::ExportError::Reason;

//! Rows of any number that are made up as they are asked for; every payload the same.
class EndlessRows final : public exporters::RowSource
{
public:
    QByteArray payload = "{\"type\":\"trade\",\"price\":101.5}";
    base::Seq count = 1000;
    bool breaks = false;
    std::function<void(base::Seq)> onRow = [](base::Seq) {};

    QList<capture::CapturedConnection> connections() override
    {
        return {{.id = {1}, .url = QStringLiteral("ws://h/"), .openedNs = 1, .firstSeq = 1, .lastSeq = count}};
    }
    bool read(base::ConnectionId connection, base::Seq first, base::Seq last,
        const capture::PayloadReader::Visit &visit) override
    {
        for (base::Seq seq = first; seq <= last; ++seq) {
            onRow(seq);
            const auto wallNs = tests::startNs + static_cast<qint64>(seq);
            if (!visit({.seq = seq,
                    .wallNs = wallNs,
                    .payload = payload,
                    .connection = connection,
                    .size = payload.size()}))
                return true;
        }
        return !breaks;
    }
    std::optional<capture::CapturedFacts> facts(qint64) override { return {}; }
};

class TestExporting : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    QString m_path;
    Progress m_progress;
    const Order m_order{.format = exporters::formatNamed(u"ndjson")};

    [[nodiscard]] QStringList inFolder() const
    {
        return QDir(m_dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

private slots:
    void init() { m_path = m_dir.filePath(QStringLiteral("out.ndjson")); }
    void cleanup() { QFile::remove(m_path); }

    void writesAllRows()
    {
        EndlessRows rows;
        const auto done = exportRows(rows, m_order, m_path, Existing::Refuse, m_progress);
        QVERIFY(done);
        QCOMPARE(done->totals.rows, quint64(1000));
        QCOMPARE(done->totals.firstNs, tests::startNs + 1);
        QCOMPARE(done->totals.lastNs, tests::startNs + 1000);
        QCOMPARE(tests::contentOf(m_path).count('\n'), 1001); // And one for the connection.
        QCOMPARE(done->bytes, QFileInfo(m_path).size());
        QCOMPARE(m_progress.permille.load(), 1000);
        QCOMPARE(inFolder(), QStringList("out.ndjson"));
    }
    void choosesRows()
    {
        EndlessRows rows;
        filters::Matcher matcher(*filters::Filter::compile("seq<=20"));
        Order order = m_order;
        order.selection
            = {.fromNs = tests::startNs + 5, .untilNs = tests::startNs + 30, .connections = {{1}}, .matcher = &matcher};
        const auto done = exportRows(rows, order, m_path, Existing::Refuse, m_progress);
        QVERIFY(done);
        QCOMPARE(done->totals.rows, quint64(16));
        order.selection = {.connections = {{7}}};
        QCOMPARE(exportRows(rows, order, m_path, Existing::Replace, m_progress)->totals.rows, quint64(0));
    }
    void leavesNothingWhenCancelled()
    {
        EndlessRows rows;
        const auto cancelled = std::make_shared<std::atomic<bool>>(false);
        rows.onRow = [&](base::Seq seq) {
            *cancelled = seq >= 500;
            QVERIFY(seq < 503); // It ends soon.
        };
        const auto done = exportRows(rows, m_order, m_path, Existing::Refuse, m_progress, cancelled);
        QCOMPARE(done.error().reason, Reason::Cancelled);
        QCOMPARE(inFolder(), QStringList());
    }
    void leavesNothingWhenRowsCannotBeRead()
    {
        EndlessRows rows;
        rows.breaks = true;
        QCOMPARE(exportRows(rows, m_order, m_path, Existing::Refuse, m_progress).error().reason, Reason::NotRead);
        QCOMPARE(inFolder(), QStringList());
    }
    void leavesWhatStoodThere()
    {
        EndlessRows rows;
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("old") == 3);
        file.close();
        const auto refused = exportRows(rows, m_order, m_path, Existing::Refuse, m_progress);
        QCOMPARE(refused.error().file.reason, base::FileError::Reason::Exists);
        rows.breaks = true;
        QVERIFY(!exportRows(rows, m_order, m_path, Existing::Replace, m_progress));
        QCOMPARE(tests::contentOf(m_path), "old");
    }
    void hidesSecretsUnlessTold()
    {
        EndlessRows rows;
        rows.payload = "{\"op\":\"login\",\"password\":\"hunter2-canary\",\"pin\":123456}";
        rows.count = 3;
        const auto done = exportRows(rows, m_order, m_path, Existing::Refuse, m_progress);
        QVERIFY(done);
        const QByteArray text = tests::contentOf(m_path);
        QVERIFY(!text.contains("hunter2") && !text.contains("123456"));
        QCOMPARE(text.count("\"redacted\":true"), 3);
        QCOMPARE(done->totals.redactions.messages, quint64(3));
        QVERIFY(done->totals.redactions.names.contains("password"));

        const auto shown = exporters::preview(rows, m_order, m_progress);
        QCOMPARE(shown->redactions.places, done->totals.redactions.places);
        Order order = m_order;
        order.secrets = exporters::Secrets::Kept;
        QVERIFY(exportRows(rows, order, m_path, Existing::Replace, m_progress));
        QVERIFY(tests::contentOf(m_path).contains("hunter2"));
    }
    // Whatever the format, no canary gets out.
    void hidesSecretsInEveryFormat()
    {
        for (const exporters::Format &format : exporters::catalog()) {
            EndlessRows rows;
            rows.payload = "{\"op\":\"login\",\"password\":\"hunter2-canary\"}";
            rows.count = 20;
            const Order order{.format = &format, .columns = {"$.password"}};
            QVERIFY2(exportRows(rows, order, m_path, Existing::Replace, m_progress), format.id.data());
            QVERIFY2(!tests::contentOf(m_path).contains("hunter2"), format.id.data());
        }
    }
    void mergesConnectionsByTime()
    {
        const tests::ExportedSample sample(u"ndjson");
        const QList<QByteArray> lines = sample.bytes().split('\n');
        QVERIFY(lines[2].startsWith("{\"connection\":1,\"seq\":1,"));
        QVERIFY(lines[3].startsWith("{\"connection\":2,\"seq\":1,"));
        QVERIFY(lines[4].startsWith("{\"connection\":1,\"seq\":2,"));
        QCOMPARE(sample.exported.totals.rows, quint64(17));
    }
};

QTEST_GUILESS_MAIN(TestExporting)
#include "tst_exporting.moc"
