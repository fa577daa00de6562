// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format.h"

#include "core/base/redact.h"
#include "ui/text/foreign.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QStringDecoder>

#include <array>
#include <cmath>

namespace text {
namespace {

constexpr QChar noValue(0x2013);
constexpr double fullIntegersBelow = 1e15;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Format)
};

// The C locale does not group by itself; a person still wants it.
QLocale grouping()
{
    QLocale locale;
    locale.setNumberOptions(locale.numberOptions() & ~QLocale::OmitGroupSeparator);
    return locale;
}

// A fixed number with at most `decimals` decimals and no zeros at its end.
QString fixed(double v, int decimals)
{
    const QString c = QString::number(v, 'f', decimals);
    const auto point = c.indexOf(u'.');
    auto end = c.size();
    while (point >= 0 && end > point + 1 && c[end - 1] == u'0')
        --end;
    const int kept = point < 0 ? 0 : static_cast<int>(end - point - 1);
    const QString shown = grouping().toString(v, 'f', kept);
    return kept == 0 && std::abs(v) < 0.5 ? grouping().toString(0) : shown;
}

// Three significant digits, but never fewer than the whole ones.
QString threeDigits(double v)
{
    const double size = std::abs(v);
    return fixed(v, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

struct Scaled
{
    double value;
    std::size_t step;
};

// Divides by `base` until three digits are left of the point, also after rounding; at most `last` times.
Scaled scaled(double v, double base, std::size_t last)
{
    std::size_t step = 0;
    while (step < last && std::abs(v) >= (step == 0 ? base : base - 0.5)) {
        v /= base;
        ++step;
    }
    return {v, step};
}

constexpr std::array binaryUnits{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

QString withBinaryUnit(double v, const char *behind)
{
    const auto [value, step] = scaled(v, 1024, binaryUnits.size() - 1);
    const QString number = step == 0 ? fixed(value, std::abs(value) < 9.95 ? 1 : 0) : threeDigits(value);
    return number + u' ' + QLatin1String(binaryUnits[step]) + QLatin1String(behind);
}

// "value unit rest unit", the rest in two digits.
QString inTwo(qint64 big, const QString &bigUnit, qint64 small, const QString &smallUnit)
{
    return QStringLiteral("%1 %2 %3 %4")
        .arg(count(static_cast<quint64>(big)), bigUnit, QStringLiteral("%1").arg(small, 2, 10, QLatin1Char('0')),
            smallUnit);
}

QString longDuration(qint64 seconds)
{
    const QString minute = Words::tr("min");
    const QString hour = Words::tr("h");
    if (seconds < 3600)
        return inTwo(seconds / 60, minute, seconds % 60, Words::tr("s"));
    if (seconds < 86'400)
        return inTwo(seconds / 3600, hour, seconds / 60 % 60, minute);
    return inTwo(seconds / 86'400, Words::tr("d"), seconds / 3600 % 24, hour);
}

qint64 floorMs(qint64 ns) { return ns >= 0 ? ns / 1'000'000 : -((-(ns + 1)) / 1'000'000 + 1); }

} // namespace

QString count(quint64 n) { return grouping().toString(static_cast<qulonglong>(n)); }

QString bytes(qint64 n) { return withBinaryUnit(static_cast<double>(n), ""); }

QString value(double v, int digits)
{
    if (std::isnan(v))
        return QString(noValue);
    if (std::isinf(v))
        return v < 0 ? QStringLiteral("-∞") : QStringLiteral("∞");
    if (v == 0.0)
        return grouping().toString(0);
    const double size = std::abs(v);
    digits = qBound(1, digits, 17);
    if (size < 1e-4 || size >= fullIntegersBelow) {
        QString shown = QLocale().toString(v, 'e', digits - 1);
        // 1.20000e+18 → 1.2e+18
        const auto e = shown.indexOf(u'e', 0, Qt::CaseInsensitive);
        auto end = e;
        while (end > 0 && digits > 1 && shown[end - 1] == QLocale().zeroDigit()[0])
            --end;
        if (end > 0 && !shown[end - 1].isDigit())
            --end;
        return e < 0 ? shown : shown.left(end) + shown.mid(e);
    }
    const int whole = static_cast<int>(std::floor(std::log10(size))) + 1;
    return fixed(v, qMax(0, digits - whole));
}

QString perSecond(double rate)
{
    if (!std::isfinite(rate))
        return QString(noValue);
    static constexpr std::array prefixes{"/s", "k/s", "M/s", "G/s"};
    const auto [value, step] = scaled(rate, 1000, prefixes.size() - 1);
    const QString number = std::abs(value) < 9.95 ? fixed(value, 1) : threeDigits(value);
    return number + u' ' + QLatin1String(prefixes[step]);
}

QString bytesPerSecond(double rate) { return std::isfinite(rate) ? withBinaryUnit(rate, "/s") : QString(noValue); }

QString duration(std::chrono::nanoseconds d)
{
    if (d.count() < 0)
        return u'-' + duration(std::chrono::nanoseconds(d == d.min() ? d.max().count() : -d.count()));
    const auto ns = static_cast<double>(d.count());
    if (d.count() == 0)
        return grouping().toString(0) + u' ' + Words::tr("s");
    if (ns < 1e3)
        return fixed(ns, 0) + u' ' + Words::tr("ns");
    if (ns < 999.5e3)
        return threeDigits(ns / 1e3) + u' ' + Words::tr("µs");
    if (ns < 999.5e6)
        return threeDigits(ns / 1e6) + u' ' + Words::tr("ms");
    if (ns < 59.95e9)
        return fixed(ns / 1e9, 1) + u' ' + Words::tr("s");
    return longDuration(d.count() / 1'000'000'000 + (d.count() % 1'000'000'000 >= 500'000'000 ? 1 : 0));
}

QString timeOfDay(qint64 wallNs)
{
    return QDateTime::fromMSecsSinceEpoch(floorMs(wallNs)).time().toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString dateTime(qint64 wallNs)
{
    return QDateTime::fromMSecsSinceEpoch(floorMs(wallNs)).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString preview(QByteArrayView bytes, qsizetype limit) { return foreignLine(bytes, limit); }

QString plain(const QString &foreign, qsizetype limit) { return foreignLine(QStringView(foreign), limit); }

// Only what is beyond ASCII: an escaped slash or percent sign means something else than a plain one.
QString address(const QUrl &url, qsizetype limit)
{
    const QString whole = base::redactedUrl(url);
    static const QRegularExpression escaped(QStringLiteral("(?:%[89A-Fa-f][0-9A-Fa-f])+"));
    QString shown;
    qsizetype done = 0;
    for (auto each = escaped.globalMatch(whole); each.hasNext();) {
        const QRegularExpressionMatch match = each.next();
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString letters = decoder(QByteArray::fromPercentEncoding(match.captured().toLatin1()));
        shown += whole.mid(done, match.capturedStart() - done);
        shown += decoder.hasError() ? match.captured() : letters;
        done = match.capturedEnd();
    }
    shown += whole.mid(done);
    return plain(shown, limit);
}

} // namespace text
