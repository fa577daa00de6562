// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/mergedrows.h"

#include <QTest>

#include <map>

//! Connections whose rows are given as times.
class TimedRows final : public exporters::RowSource
{
public:
    std::map<quint16, QList<qint64>> times;
    QByteArray payload = "x";

    QList<capture::CapturedConnection> connections() override
    {
        QList<capture::CapturedConnection> all;
        for (const auto &[id, rows] : times)
            all.append(
                {.id = {id}, .url = {}, .openedNs = 0, .firstSeq = 1, .lastSeq = static_cast<base::Seq>(rows.size())});
        return all;
    }
    bool read(base::ConnectionId connection, base::Seq first, base::Seq last,
        const capture::PayloadReader::Visit &visit) override
    {
        const QList<qint64> &rows = times[connection.value];
        for (base::Seq seq = first; seq <= last && seq <= static_cast<base::Seq>(rows.size()); ++seq) {
            const QByteArray own = payload + QByteArray::number(seq);
            if (!visit({.seq = seq,
                    .wallNs = rows[static_cast<qsizetype>(seq) - 1],
                    .payload = own,
                    .connection = connection,
                    .size = own.size()}))
                break;
        }
        return true;
    }
    std::optional<capture::CapturedFacts> facts(qint64) override { return {}; }
};

class TestMergedRows : public QObject
{
    Q_OBJECT
private:
    static QStringList order(TimedRows &rows)
    {
        QStringList seen;
        exporters::MergedRows merged(rows, rows.connections());
        const bool isRead = merged.read([&](const capture::PassingRow &row) {
            seen.append(QStringLiteral("%1.%2").arg(row.connection.value).arg(row.seq));
            return row.payload == QByteArray(rows.payload + QByteArray::number(row.seq));
        });
        return isRead ? seen : QStringList("not read");
    }

private slots:
    void byTimeAndInOrder()
    {
        TimedRows rows;
        rows.times[1] = {10, 30, 20, 50}; // A clock that was set back.
        rows.times[2] = {15, 25};
        rows.times[3] = {};
        QCOMPARE(order(rows), QStringList({"1.1", "2.1", "2.2", "1.2", "1.3", "1.4"}));
    }
    void manyRowsAndLongOnes()
    {
        for (const int size : {1, 1000, 100'000}) {
            TimedRows rows;
            rows.payload = QByteArray(size, 'p');
            const int count = size > 10'000 ? 20 : 1000;
            for (int i = 0; i < count; ++i) {
                rows.times[1].append(2 * i);
                rows.times[2].append(2 * i + 1);
            }
            const QStringList seen = order(rows);
            QCOMPARE(seen.size(), 2 * count);
            for (int i = 0; i < 2 * count; ++i)
                QCOMPARE(seen[i], QStringLiteral("%1.%2").arg(1 + i % 2).arg(1 + i / 2));
        }
    }
    void stops()
    {
        TimedRows rows;
        rows.times[1] = rows.times[2] = {1, 2, 3};
        int seen = 0;
        exporters::MergedRows merged(rows, rows.connections());
        QVERIFY(merged.read([&](const capture::PassingRow &) { return ++seen < 3; }));
        QCOMPARE(seen, 3);
    }
};

QTEST_GUILESS_MAIN(TestMergedRows)
#include "tst_mergedrows.moc"
