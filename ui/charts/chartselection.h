// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fields/chartedfields.h"
#include "ui/charts/chartspec.h"
#include "ui/charts/keycolours.h"
#include "ui/charts/legend.h"
#include "ui/charts/yscale.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace charts {

using Field = fields::ChartField;

//! Which fields are charted, in which order, by which kinds and with which keys: a person's choice, and a first choice
//! made for them.
//!
//! Nothing that is on the screen moves by itself: fields and keys found later are appended while there is room. Keys
//! are remembered by name, so that a superseded series is replaced in its place, with its colour. A chart is named by
//! an id: the path of its field, unless there are several of one field.
class ChartSelection
{
public:
    static constexpr qsizetype firstCharts = fields::firstCharts;
    static constexpr int firstKeys = 8;
    //! Keys whose greatest values differ by more than this share no chart unasked.
    static constexpr double widestRatio = 20;

    //! What a series reaches in its newest samples.
    using ExtentOf = std::function<Extent(series::SeriesId)>;

    //! A feed whose only measure is one field split by 2 to firstCharts keys gets a chart for each key instead of one
    //! chart for all: sales and latency share no scale. Decided while nothing was chosen, and kept then.
    void setOneChartForEachKey(bool on) { m_mayUnfold = on; }
    void setCatalogue(const series::Catalogue &catalogue);
    [[nodiscard]] const std::vector<Field> &fields() const { return m_fields; }
    //! The first field of chart \a id; null when it does not exist (yet).
    [[nodiscard]] const Field *field(const QString &id) const;

    //! Ids of the charts whose field exists, in order.
    [[nodiscard]] QStringList charted() const;
    void add(const QString &path);
    void remove(const QString &id);
    //! Exchanges \a id with its neighbour \a by places on.
    void move(const QString &id, int by);
    //! A second chart like \a id, behind it.
    void duplicate(const QString &id);

    [[nodiscard]] ChartSpec spec(const QString &id) const;
    //! Another kind, other options, another title.
    void setSpec(const QString &id, const ChartSpec &spec);

    //! True when \a id shows several series that could each have a chart.
    [[nodiscard]] bool maySplit(const QString &id) const;
    //! Gives each key (or each field) of \a id a chart of its own.
    void split(const QString &id);
    //! True when \a id is one key of a field that was split.
    [[nodiscard]] bool mayJoin(const QString &id) const;
    //! Puts the keys of \a id's field into one chart again, each filling the axis when \a normalise. Returns its id.
    QString join(const QString &id, bool normalise);
    //! Lays the fields of \a other over \a id.
    void overlay(const QString &id, const QString &other);
    //! Splits, while nothing was chosen, charts whose keys differ too much. True when it did.
    bool splitByRange(const ExtentOf &extentOf);

    //! The curves of a chart, *others* last.
    [[nodiscard]] std::vector<CurveSpec> curves(const QString &id) const;
    //! Shows or hides one key; from then on the choice of keys is the person's.
    void setKeyShown(const QString &id, const series::SeriesEntry &entry, bool shown);
    [[nodiscard]] bool isKeyShown(const QString &id, const series::SeriesEntry &entry) const;

    //! What a person chose, to be kept; empty while nothing was chosen.
    [[nodiscard]] QJsonObject save() const;
    void restore(const QJsonObject &saved);

private:
    //! Names a key apart from *others*.
    static QString keyName(const series::SeriesEntry &entry) { return (entry.isOthers ? u'*' : u'=') + entry.key; }
    [[nodiscard]] const Field *fieldAt(const QString &path) const;
    [[nodiscard]] QString unfoldedFrom(const QString &path) const;
    void unfold();
    void unfoldOne(const QString &path);
    void chooseFields();
    void chooseKeys(const Field &field);
    [[nodiscard]] std::vector<CurveSpec> curvesOf(const QString &path, bool isAlone) const;

    std::vector<Field> m_known; // As the catalogue has them.
    std::vector<Field> m_fields; // With keys of unfolded ones as fields of their own.
    QStringList m_charted; // Also fields that do not exist yet: remembered from before.
    QHash<QString, ChartSpec> m_specs; // By id, where it is not a line of the field that names it.
    bool m_chosen = false; // A person added or closed charts.
    bool m_mayUnfold = false;
    bool m_lonelyDecided = false;
    QStringList m_unfolded; // Paths whose keys are fields of their own.
    struct Keys
    {
        QHash<QString, int> order; // Shown keys and their places.
        bool chosen = false;
    };
    QHash<QString, Keys> m_keys;
    KeyColours m_colours;
};

} // namespace charts
