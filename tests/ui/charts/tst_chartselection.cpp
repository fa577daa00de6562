// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/autospan.h"
#include "ui/charts/chartgrid.h"
#include "ui/charts/chartselection.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace charts;
using namespace std::chrono_literals;
using series::FieldKind;

namespace {

//! A catalogue written by hand.
struct Entries
{
    series::Catalogue catalogue;
    Entries &add(
        const QString &path, const QString &key, double rank, FieldKind kind = FieldKind::Measure, bool others = false)
    {
        series::SeriesEntry entry;
        entry.id.value = static_cast<quint32>(catalogue.entries.size());
        entry.path = path;
        entry.key = key;
        entry.rank = rank;
        entry.kind = kind;
        entry.isOthers = others;
        catalogue.entries.push_back(entry);
        return *this;
    }
};

QStringList names(const std::vector<CurveSpec> &curves)
{
    QStringList names;
    for (const CurveSpec &curve : curves)
        names.append(curve.isOthers ? QStringLiteral("*") : curve.name);
    return names;
}

} // namespace

class TestChartSelection : public QObject
{
    Q_OBJECT
private slots:
    void theBestRankedComeFirst()
    {
        Entries feed;
        feed.add("E", {}, 1, FieldKind::Time)
            .add("p", "BTC", 9)
            .add("q", "BTC", 8)
            .add("t", {}, 2, FieldKind::Identifier);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        QCOMPARE(selection.charted(), (QStringList{"p", "q"}));
        QCOMPARE(selection.fields().back().path, QStringLiteral("E"));
    }
    void atMostSixAtFirst()
    {
        Entries feed;
        for (int i = 0; i < 20; ++i)
            feed.add(QStringLiteral("f%1").arg(i), {}, 100 - i);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        QCOMPARE(selection.charted().size(), ChartSelection::firstCharts);
        QCOMPARE(selection.charted().front(), QStringLiteral("f0"));
    }
    void aLonelyFieldHasAChartForEachKey()
    {
        Entries feed;
        feed.add("value", "sales", 9).add("value", "cpu", 8);
        ChartSelection together;
        together.setCatalogue(feed.catalogue);
        QCOMPARE(together.charted(), QStringList{"value"});

        ChartSelection apart;
        apart.setOneChartForEachKey(true);
        apart.setCatalogue(feed.catalogue);
        const QStringList both{QStringLiteral("value · sales"), QStringLiteral("value · cpu")};
        QCOMPARE(apart.charted(), both);
        QCOMPARE(apart.curves(both.first()).size(), std::size_t(1));
        feed.add("other", {}, 50);
        apart.setCatalogue(feed.catalogue);
        QCOMPARE(apart.charted(), both + QStringList{"other"}); // What is on the screen stays.

        apart.remove(both.first());
        ChartSelection restored;
        restored.restore(apart.save());
        restored.setCatalogue(feed.catalogue);
        QCOMPARE(restored.charted(), (QStringList{both.last(), "other"}));
    }
    void nothingThatIsShownMoves()
    {
        Entries feed;
        feed.add("a", {}, 5);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        feed.add("better", {}, 50);
        selection.setCatalogue(feed.catalogue);
        QCOMPARE(selection.charted(), (QStringList{"a", "better"}));
    }
    void aMakeshiftGivesWayToAMeasure()
    {
        Entries feed;
        feed.add("count", {}, 5, FieldKind::Counter);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        QCOMPARE(selection.charted(), QStringList{"count"});
        feed.add("price", {}, 50);
        selection.setCatalogue(feed.catalogue);
        QCOMPARE(selection.charted(), QStringList{"price"});
    }
    void aPersonsChoiceStays()
    {
        Entries feed;
        feed.add("a", {}, 5).add("b", {}, 4);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        selection.remove("a");
        feed.add("c", {}, 50);
        selection.setCatalogue(feed.catalogue);
        QCOMPARE(selection.charted(), QStringList{"b"});
        selection.add("c");
        selection.move("c", -1);
        selection.move("c", -1); // It is first already.
        QCOMPARE(selection.charted(), (QStringList{"c", "b"}));
    }
    void eightKeysAtFirstAndTheOthersByChoice()
    {
        Entries feed;
        for (int i = 0; i < 12; ++i)
            feed.add("p", QStringLiteral("K%1").arg(i), 50 - i);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        QCOMPARE(selection.curves("p").size(), std::size_t(8));
        selection.setKeyShown("p", feed.catalogue.entries[10], true);
        selection.setKeyShown("p", feed.catalogue.entries[0], false);
        const QStringList shown = names(selection.curves("p"));
        QVERIFY(shown.contains("K10"));
        QVERIFY(!shown.contains("K0"));
        QVERIFY(selection.isKeyShown("p", feed.catalogue.entries[10]));
    }
    void othersAreLast()
    {
        Entries feed;
        feed.add("p", {}, 99, FieldKind::Measure, true).add("p", "B", 5).add("p", "A", 7);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        QCOMPARE(names(selection.curves("p")), (QStringList{"A", "B", "*"}));
    }
    void aSupersededSeriesIsReplacedInPlace()
    {
        Entries feed;
        feed.add("p", "A", 5).add("p", "B", 4).add("q", {}, 3);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        const auto before = selection.curves("p");
        feed.catalogue.entries[0].superseded = true;
        feed.catalogue.entries[1].superseded = true;
        feed.add("p", "B", 7).add("p", "A", 6);
        selection.setCatalogue(feed.catalogue);
        QCOMPARE(selection.charted(), (QStringList{"p", "q"}));
        const auto after = selection.curves("p");
        QCOMPARE(names(after), names(before));
        QCOMPARE(after[0].colour, before[0].colour);
        QCOMPARE(after[0].id.value, 4u);
    }
    void aFieldSplitLaterGetsItsKeys()
    {
        Entries feed;
        feed.add("p", {}, 5);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        feed.catalogue.entries[0].superseded = true;
        feed.add("p", "A", 6).add("p", "B", 6);
        selection.setCatalogue(feed.catalogue);
        QCOMPARE(names(selection.curves("p")), (QStringList{"A", "B"}));
        QCOMPARE(selection.curves("p")[0].colour, KeyColours::wish("A"));
    }
    void aKeyNamedLikeOthersIsAnother()
    {
        Entries feed;
        feed.add("p", "*", 5).add("p", {}, 4, FieldKind::Measure, true);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        QCOMPARE(selection.curves("p").size(), std::size_t(2));
    }
    void theChoiceIsRemembered()
    {
        Entries feed;
        feed.add("a", "K", 5).add("a", "L", 5).add("b", {}, 4).add("c", {}, 3);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        QCOMPARE(selection.save().keys(), QStringList{"colours"}); // Nothing was chosen.
        selection.move("c", -2);
        selection.remove("b");
        selection.setKeyShown("a", feed.catalogue.entries[0], false);
        ChartSelection next;
        next.restore(selection.save());
        next.setCatalogue(feed.catalogue);
        QCOMPARE(next.charted(), selection.charted());
        QCOMPARE(next.curves("a"), selection.curves("a"));
        ChartSelection hostile;
        hostile.restore(QJsonObject{{"fields", 7}, {"keys", QJsonObject{{"a", "x"}}}});
        hostile.setCatalogue(feed.catalogue);
        QVERIFY(hostile.charted().isEmpty());
    }

    //! The vectors of the FNV reference: the colour of a key is the same in every build.
    void aKeysColourFollowsFromItsName()
    {
        QCOMPARE(KeyColours::wish({}), int(0x811c9dc5U % 8));
        QCOMPARE(KeyColours::wish("a"), int(0xe40c292cU % 8));
        QCOMPARE(KeyColours::wish("foobar"), int(0xbf9cf968U % 8));
        KeyColours colours;
        QSet<int> taken;
        for (int i = 0; i < 16; ++i)
            taken.insert(colours.take(QStringLiteral("key%1").arg(i)));
        QCOMPARE(taken.size(), 16);
        QCOMPARE(colours.take("one more"), 16);
        QCOMPARE(colours.slot("one more"), 16);
        KeyColours again;
        again.restore(colours.save());
        for (int i = 0; i < 16; ++i)
            QCOMPARE(again.slot(QStringLiteral("key%1").arg(i)), colours.slot(QStringLiteral("key%1").arg(i)));
        again.restore({{"a", 99}, {"b", "x"}, {"c", -1}});
        QCOMPARE(again.slot("a"), 16);
    }
    //! Case: keys of different scale in one chart (prices of BTC, ETH and BNB).
    void keysOfFarRangesGetChartsOfTheirOwn()
    {
        Entries feed;
        feed.add("price", "BTC", 9).add("price", "ETH", 8).add("price", "BNB", 7).add("size", "BTC", 5).add("size", "ETH", 4);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        const std::vector<double> levels{64000, 3400, 590, 2, 3};
        const auto extentOf = [&](series::SeriesId id) { return Extent{levels[id.value] * 0.9, levels[id.value]}; };
        QVERIFY(selection.splitByRange(extentOf));
        QVERIFY(!selection.splitByRange(extentOf));
        QCOMPARE(selection.charted(), (QStringList{"price · BTC", "price · ETH", "price · BNB", "size"}));
        QCOMPARE(selection.curves("price · BTC").at(0).colour, selection.curves("size").at(0).colour);
        // One click puts them together again, each filling the axis; another one apart.
        QVERIFY(selection.mayJoin("price · ETH"));
        QCOMPARE(selection.join("price · ETH", true), QStringLiteral("price"));
        QCOMPARE(selection.charted(), (QStringList{"price", "size"}));
        QCOMPARE(selection.curves("price").size(), std::size_t(3));
        QVERIFY(selection.spec("price").options["normalise"].toBool());
        QVERIFY(!selection.splitByRange(extentOf)); // It was a person's choice.
        selection.split("price");
        QCOMPARE(selection.charted().size(), 4);
        ChartSelection next;
        next.restore(selection.save());
        next.setCatalogue(feed.catalogue);
        QCOMPARE(next.charted(), selection.charted());
    }
    void aKindIsSwitchedInPlace()
    {
        Entries feed;
        feed.add("a", "K", 5).add("a", "L", 5).add("b", {}, 4);
        ChartSelection selection;
        selection.setCatalogue(feed.catalogue);
        const auto before = selection.curves("a");
        ChartSpec spec = selection.spec("a");
        spec.kind = "step";
        spec.title = "Orders";
        selection.setSpec("a", spec);
        QCOMPARE(selection.curves("a"), before);
        selection.duplicate("a");
        QCOMPARE(selection.charted(), (QStringList{"a", "a (2)", "b"}));
        QCOMPARE(selection.curves("a (2)"), before);
        selection.overlay("a (2)", "b");
        QCOMPARE(names(selection.curves("a (2)")), (QStringList{"a · K", "a · L", "b"}));
        ChartSelection next;
        next.restore(selection.save());
        next.setCatalogue(feed.catalogue);
        QCOMPARE(next.spec("a"), spec);
        QCOMPARE(next.curves("a (2)"), selection.curves("a (2)"));
        next.split("a (2)");
        QCOMPARE(next.charted(), (QStringList{"a", "b"})); // Both had charts already.
    }
    void aSpecReadsWhatItWrites()
    {
        const ChartSpec spec{.kind = "heat", .sources = {"a", "b"}, .title = "T", .options = {{"scale", "log"}}};
        QCOMPARE(chartSpecFromJson(toJson(spec)), spec);
        const ChartSpec hostile = chartSpecFromJson({{"kind", 7}, {"sources", "x"}, {"title", QJsonArray{}}, {"options", 1}});
        QCOMPARE(hostile, ChartSpec{});
    }

    void windowBeginsWithWhatIsThereAndGrows()
    {
        QCOMPARE(grownSpan(10min, 3s), std::chrono::nanoseconds(10s));
        QCOMPARE(grownSpan(10min, 30s), std::chrono::nanoseconds(30s));
        QCOMPARE(grownSpan(10min, 31s), std::chrono::nanoseconds(45s));
        QCOMPARE(grownSpan(1min, 3h), std::chrono::nanoseconds(1min));
    }
    void windowFollowsTheSlowestSeries_data()
    {
        QTest::addColumn<qint64>("intervalMs");
        QTest::addColumn<qint64>("spanS");
        QTest::newRow("not known") << qint64(0) << qint64(60);
        QTest::newRow("fast") << qint64(100) << qint64(60);
        QTest::newRow("one a second") << qint64(1000) << qint64(60);
        QTest::newRow("one in two seconds") << qint64(2000) << qint64(120);
        QTest::newRow("one a minute") << qint64(60'000) << qint64(3600);
        QTest::newRow("one a day") << qint64(86'400'000) << qint64(86'400);
    }
    void windowFollowsTheSlowestSeries()
    {
        QFETCH(qint64, intervalMs);
        QFETCH(qint64, spanS);
        QCOMPARE(automaticSpan({1ms, std::chrono::milliseconds(intervalMs)}, 1min),
            std::chrono::nanoseconds(std::chrono::seconds(spanS)));
    }
    void windowDoesNotWaver()
    {
        QCOMPARE(automaticSpan({1005ms}, 1min), std::chrono::nanoseconds(2min));
        QCOMPARE(automaticSpan({995ms}, 2min), std::chrono::nanoseconds(2min));
        QCOMPARE(automaticSpan({500ms}, 2min), std::chrono::nanoseconds(1min));
    }
    void spansHaveNeighbours()
    {
        QCOMPARE(neighbourSpan(1min, 1), std::chrono::nanoseconds(2min));
        QCOMPARE(neighbourSpan(1min, -1), std::chrono::nanoseconds(30s));
        QCOMPARE(neighbourSpan(45s, -1), std::chrono::nanoseconds(30s));
        QCOMPARE(neighbourSpan(10s, -1), std::chrono::nanoseconds(10s));
        QCOMPARE(neighbourSpan(1h, 1), std::chrono::nanoseconds(1h));
    }
    void columnsOfTheGrid()
    {
        // The boards of the windows that are designed: six cards whole at 1280 × 720 and below.
        QCOMPARE(columnsFor(6, {890, 330}, minimumCard, 8), 3);
        QCOMPARE(columnsFor(6, {916, 300}, minimumCard, 8), 3);
        QCOMPARE(columnsFor(8, {1452, 480}, minimumCard, 8), 4);
        QCOMPARE(columnsFor(1, {1200, 400}, minimumCard, 8), 1);
        QCOMPARE(columnsFor(2, {1200, 400}, minimumCard, 8), 2);
        QCOMPARE(columnsFor(2, {400, 900}, minimumCard, 8), 1);
        QCOMPARE(columnsFor(40, {890, 330}, minimumCard, 8), 3);
        QCOMPARE(columnsFor(6, {100, 330}, minimumCard, 8), 1);
    }
    void cellsFillTheViewport()
    {
        const auto cells = cellsFor(6, {890, 330}, minimumCard, 8);
        QCOMPARE(cells.size(), std::size_t(6));
        QCOMPARE(cells[0].topLeft(), QPoint(8, 8));
        QCOMPARE(cells[2].right(), 890 - 8 - 1);
        QCOMPARE(cells[5].top(), cells[0].bottom() + 1 + 8);
        QVERIFY(cells[5].bottom() < 330 - 8);
        for (const QRect &cell : cells)
            QVERIFY(cell.width() >= minimumCard.width() && cell.height() >= minimumCard.height());
        // Too many for the height: none is smaller than it may be, and whole rows are seen.
        const auto many = cellsFor(40, {890, 330}, minimumCard, 8);
        QCOMPARE(many[0].height(), cells[0].height());
        QVERIFY(cellsFor(0, {400, 300}, minimumCard, 8).empty());
    }
};

QTEST_GUILESS_MAIN(TestChartSelection)
#include "tst_chartselection.moc"
