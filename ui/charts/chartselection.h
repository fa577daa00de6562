// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fields/chartedfields.h"
#include "ui/charts/legend.h"

#include <QHash>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <vector>

namespace charts {

using Field = fields::ChartField;

//! Which fields are charted, in which order, and with which keys: a person's choice, and a first choice made for them.
//!
//! Nothing that is on the screen moves by itself: fields and keys found later are appended while there is room. Keys
//! are remembered by name, so that a superseded series is replaced in its place, with its colour.
class ChartSelection
{
public:
    static constexpr qsizetype firstCharts = fields::firstCharts;
    static constexpr int firstKeys = 8;

    //! A feed whose only measure is one field split by 2 to firstCharts keys gets a chart for each key instead of one
    //! chart for all: sales and latency share no scale. Decided while nothing was chosen, and kept then.
    void setOneChartForEachKey(bool on) { m_mayUnfold = on; }
    void setCatalogue(const series::Catalogue &catalogue);
    [[nodiscard]] const std::vector<Field> &fields() const { return m_fields; }
    [[nodiscard]] const Field *field(const QString &path) const;

    //! Paths of the charted fields that exist, in order.
    [[nodiscard]] QStringList charted() const;
    void add(const QString &path);
    void remove(const QString &path);
    //! Exchanges \a path with its neighbour \a by places on.
    void move(const QString &path, int by);

    //! The curves of a charted field, *others* last.
    [[nodiscard]] std::vector<CurveSpec> curves(const QString &path) const;
    //! Shows or hides one key; from then on the choice of keys is the person's.
    void setKeyShown(const QString &path, const series::SeriesEntry &entry, bool shown);
    [[nodiscard]] bool isKeyShown(const QString &path, const series::SeriesEntry &entry) const;

    //! What a person chose, to be kept; empty while nothing was chosen.
    [[nodiscard]] QJsonObject save() const;
    void restore(const QJsonObject &saved);

private:
    //! Names a key apart from *others*.
    static QString keyName(const series::SeriesEntry &entry) { return (entry.isOthers ? u'*' : u'=') + entry.key; }
    void unfold();
    void chooseFields();
    void chooseKeys(const Field &field);

    std::vector<Field> m_fields;
    QStringList m_charted; // Also fields that do not exist yet: remembered from before.
    bool m_chosen = false; // A person added or closed charts.
    bool m_mayUnfold = false;
    QString m_unfolded; // The path whose keys are fields of their own; empty: none.
    struct Keys
    {
        QHash<QString, int> colours; // Shown keys and their colours.
        bool chosen = false;
    };
    QHash<QString, Keys> m_keys;
};

} // namespace charts
