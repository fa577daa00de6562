// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/values.h"

#include "core/decoders/jsonnumber.h"

#include <QDateTime>

#include <array>

namespace filters::values {
namespace {

struct Unit
{
    QLatin1StringView word;
    double factor;
};

template <std::size_t Count>
std::optional<double> measured(QStringView text, const std::array<Unit, Count> &units)
{
    qsizetype end = 0;
    while (end < text.size() && (text[end].isDigit() || text[end] == u'.'))
        ++end;
    const auto value = number(text.first(end));
    const QStringView unit = text.sliced(end);
    for (const Unit &each : units) {
        if (value && unit.compare(each.word, Qt::CaseInsensitive) == 0)
            return *value * each.factor;
    }
    return {};
}

} // namespace

std::optional<double> number(QStringView text)
{
    const QByteArray utf8 = text.toUtf8();
    const auto read = decoders::numberIn(utf8);
    if (!read)
        return {};
    return read->isBeyond ? utf8.toDouble() : read->value;
}

std::optional<double> bytes(QStringView text)
{
    static constexpr std::array units{Unit{QLatin1StringView(""), 1}, Unit{QLatin1StringView("B"), 1},
        Unit{QLatin1StringView("k"), 1e3}, Unit{QLatin1StringView("kB"), 1e3}, Unit{QLatin1StringView("Ki"), 1024},
        Unit{QLatin1StringView("KiB"), 1024}, Unit{QLatin1StringView("M"), 1e6}, Unit{QLatin1StringView("MB"), 1e6},
        Unit{QLatin1StringView("Mi"), 1048576}, Unit{QLatin1StringView("MiB"), 1048576},
        Unit{QLatin1StringView("G"), 1e9}, Unit{QLatin1StringView("GB"), 1e9},
        Unit{QLatin1StringView("Gi"), 1073741824}, Unit{QLatin1StringView("GiB"), 1073741824}};
    return measured(text, units);
}

std::optional<double> duration(QStringView text)
{
    static constexpr std::array units{Unit{QLatin1StringView("ns"), 1}, Unit{QLatin1StringView("us"), 1e3},
        Unit{QLatin1StringView("ms"), 1e6}, Unit{QLatin1StringView("s"), 1e9}, Unit{QLatin1StringView("min"), 60e9},
        Unit{QLatin1StringView("m"), 60e9}, Unit{QLatin1StringView("h"), 3600e9}};
    if (text.endsWith(u"µs"))
        return duration(QString(text.chopped(2).toString() + QLatin1StringView("us")));
    return measured(text, units);
}

std::optional<Moment> moment(QStringView text)
{
    constexpr qint64 nsPerMs = 1'000'000;
    if (!text.contains(u'-')) {
        static constexpr std::array forms{QLatin1StringView("H:mm"), QLatin1StringView("H:mm:ss"),
            QLatin1StringView("H:mm:ss.z"), QLatin1StringView("H:mm:ss.zzz")};
        for (const QLatin1StringView form : forms) {
            if (const QTime time = QTime::fromString(text.toString(), QString(form)); time.isValid())
                return Moment{.ns = time.msecsSinceStartOfDay() * nsPerMs, .isOfDay = true};
        }
        return {};
    }
    const QDateTime time = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    if (!time.isValid() || time.date().year() < 1970 || time.date().year() > 2200)
        return {};
    return Moment{.ns = time.toMSecsSinceEpoch() * nsPerMs, .isOfDay = false};
}

} // namespace filters::values
