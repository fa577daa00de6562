// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/extractor.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace fields;
using namespace series;

// Each file in tests/data/feeds is one feed as its vendor documents it. Its first line names the series that a person
// would chart first, in order; the other lines are messages that are sent over and over, with placeholders that move as
// live data:
//   {n}     a number that grows with each message     {p:10.25}  a price around 10.25, with as many digits
//   {ms} {us} {s} {iso}  the time of the message
class FeedsTest : public QObject
{
    Q_OBJECT
private slots:
    void firstCharts_data();
    void firstCharts();
};

namespace {

constexpr qint64 ms = 1'000'000;

//! Fills the placeholders of one line.
QByteArray moved(const QByteArray &line, int step, qint64 wallNs)
{
    static const QRegularExpression price(QStringLiteral("\\{p:([0-9]+)(?:\\.([0-9]+))?\\}"));
    QString text = QString::fromUtf8(line);
    const qint64 timeMs = wallNs / ms - 3;
    text.replace(QLatin1String("{n}"), QString::number(5'000'000'000 + step));
    text.replace(QLatin1String("{ms}"), QString::number(timeMs));
    text.replace(QLatin1String("{us}"), QString::number(timeMs * 1000 + 7));
    text.replace(QLatin1String("{s}"), QString::number(timeMs / 1000));
    text.replace(QLatin1String("{iso}"), QDateTime::fromMSecsSinceEpoch(timeMs, Qt::UTC).toString(Qt::ISODateWithMs));
    int at = 0;
    for (auto match = price.match(text); match.hasMatch(); match = price.match(text)) {
        const QString whole = match.captured(1) + QLatin1Char('.') + match.captured(2);
        const double value = whole.toDouble() * (1 + 0.001 * ((step * 7 + at++ * 3) % 11 - 5));
        const QString fresh = QString::number(value, 'f', int(match.captured(2).size()));
        text.replace(match.capturedStart(), match.capturedLength(), fresh);
    }
    return text.toUtf8();
}

QStringList ranked(const SeriesStore &store)
{
    auto entries = store.catalogue()->entries;
    std::erase_if(entries, [](const SeriesEntry &entry) { return entry.superseded; });
    std::stable_sort(entries.begin(), entries.end(), [](const auto &a, const auto &b) { return a.rank > b.rank; });
    QStringList names;
    for (const SeriesEntry &entry : entries)
        names.append(entry.key.isEmpty() ? entry.path : entry.path + QLatin1Char('|') + entry.key);
    return names;
}

} // namespace

void FeedsTest::firstCharts_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("messages");
    QTest::addColumn<int>("stepMs");
    const QDir feeds(QStringLiteral(TEST_DATA "/feeds"));
    for (const QString &file : feeds.entryList({QStringLiteral("*.feed")})) {
        QTest::addRow("%s, fast", qPrintable(file)) << feeds.filePath(file) << 300 << 20;
        QTest::addRow("%s, one a second", qPrintable(file)) << feeds.filePath(file) << 80 << 1000;
    }
}

void FeedsTest::firstCharts()
{
    QFETCH(QString, file);
    QFETCH(int, messages);
    QFETCH(int, stepMs);
    QFile source(file);
    QVERIFY(source.open(QIODevice::ReadOnly));
    QList<QByteArray> lines = source.readAll().split('\n');
    const QStringList expected = QString::fromUtf8(lines.takeFirst()).split(QLatin1Char(' '));
    lines.removeAll({});

    SeriesStore store;
    Extractor extractor(store);
    qint64 now = 1'750'000'000'000 * ms;
    for (int i = 0; i < messages; ++i) {
        now += stepMs * ms;
        extractor.settle(now);
        const QByteArray message = moved(lines[i % lines.size()], i, now);
        QCOMPARE(extractor.read(message, true, now).reading, Reading::Read);
    }
    extractor.settle(now + 600 * ms);
    const QStringList names = ranked(store);
    QCOMPARE(names.first(expected.size()), expected);
}

QTEST_GUILESS_MAIN(FeedsTest)
#include "tst_feeds.moc"
