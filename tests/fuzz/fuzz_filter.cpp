// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"

#include "core/filters/completion.h"
#include "core/filters/matcher.h"

// The first line is a filter, the rest a payload: an error is at a place of the text, a filter judges any payload, and
// `not` turns the answer round.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = fuzz::view(data, size);
    const qsizetype end = bytes.contains('\n') ? bytes.indexOf('\n') : bytes.size();
    const QString text = QString::fromUtf8(bytes.first(end));
    const QByteArrayView payload = bytes.sliced(std::min(end + 1, bytes.size()));
    (void)filters::complete(text, text.size() / 2, {.paths = {QStringLiteral("a.b")}});
    const auto filter = filters::Filter::compile(text);
    if (!filter) {
        fuzz::require(filter.error().at >= 0 && filter.error().at <= text.size());
        return 0;
    }
    const capture::PassingRow row{.seq = 1,
        .wallNs = 1'700'000'000'000'000'000,
        .payload = payload,
        .connection = {1},
        .size = payload.size(),
        .wireSize = payload.size() + 2};
    filters::Matcher matcher(*filter);
    const bool matches = matcher.matches(row);
    const auto opposite = filters::Filter::compile(QStringLiteral("not (") + text + QLatin1Char(')'));
    if (opposite && !filter->matchesAll()) {
        filters::Matcher other(*opposite);
        fuzz::require(other.matches(row) != matches);
    }
    return 0;
}
