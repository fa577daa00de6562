// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/samplescsv.h"

#include "ui/charts/windowsamples.h"

#include <QDateTime>
#include <QTimeZone>

namespace charts {
namespace {

//! `2026-11-27T17:02:31.392755123Z`: all that is known of the time.
QByteArray isoTime(qint64 timeNs)
{
    const qint64 seconds = timeNs / 1'000'000'000 - (timeNs % 1'000'000'000 < 0 ? 1 : 0);
    const QByteArray date = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc()).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")).toLatin1();
    return date + '.' + QByteArray::number(timeNs - seconds * 1'000'000'000).rightJustified(9, '0') + 'Z';
}

} // namespace

QByteArray csvField(const QString &text)
{
    QByteArray field = text.toUtf8();
    if (!field.isEmpty() && QByteArrayView("=+-@\t\r\n").contains(field[0]))
        field.prepend('\'');
    if (!field.contains(',') && !field.contains('"') && !field.contains('\n') && !field.contains('\r'))
        return field;
    field.replace('"', "\"\"");
    return '"' + field + '"';
}

QByteArray samplesCsv(const std::vector<NamedView> &series, qint64 fromNs, qint64 toNs)
{
    QByteArray table("time,series,value\r\n");
    for (const NamedView &each : series) {
        const QByteArray name = csvField(each.name);
        std::vector<series::Sample> samples;
        forEachSample(each.view, fromNs, toNs, [&](const series::Sample &sample) { samples.push_back(sample); });
        std::ranges::stable_sort(samples, {}, &series::Sample::timeNs);
        for (const series::Sample &sample : samples)
            table += isoTime(sample.timeNs) + ',' + name + ',' + QByteArray::number(sample.value, 'g', 17) + "\r\n";
    }
    return table;
}

} // namespace charts
