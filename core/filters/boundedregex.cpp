// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/boundedregex.h"

#include <QElapsedTimer>
#include <QString>
#include <QStringDecoder>

#include <algorithm>

namespace filters {
namespace {

// PCRE2 takes these at the beginning of a pattern; a pattern that says more gets the lower one. Backtracking is bounded
// for each place where a match may begin.
const QString limits = QStringLiteral("(*LIMIT_MATCH=10000)(*LIMIT_DEPTH=500)(*LIMIT_HEAP=4096)");
constexpr qsizetype window = 8 * 1024;
constexpr qsizetype overlap = 2 * 1024;
constexpr qint64 mostMs = 50; // Of one payload; looked at between windows.

QString textOf(QByteArrayView payload)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString text = utf8(payload);
    return utf8.hasError() ? QString::fromLatin1(payload) : text;
}

} // namespace

BoundedRegex::BoundedRegex(const QString &pattern, QRegularExpression::PatternOptions options)
    : m_regex(limits + pattern, options | QRegularExpression::DontCaptureOption)
{
}

qsizetype BoundedRegex::errorOffset() const
{
    return std::max<qsizetype>(m_regex.patternErrorOffset() - limits.size(), 0);
}

BoundedRegex::Answer BoundedRegex::occursIn(QByteArrayView payload) const
{
    const QString text = textOf(payload.first(std::min(payload.size(), mostBytes)));
    const QStringView all(text);
    QElapsedTimer timer;
    timer.start();
    bool undecided = false;
    for (qsizetype from = 0, size = window;; size = window) {
        qsizetype end = std::min(from + size, all.size());
        QRegularExpressionMatch match = m_regex.match(all.first(end), from);
        // What reaches the end of a window may end elsewhere when more can be seen.
        while (match.hasMatch() && match.capturedEnd() == end && end < all.size() && timer.elapsed() < mostMs) {
            size *= 2;
            end = std::min(from + size, all.size());
            match = m_regex.match(all.first(end), from);
        }
        if (match.hasMatch())
            return Answer::Yes;
        undecided = undecided || !match.isValid();
        if (end == all.size())
            return undecided ? Answer::Undecided : Answer::No;
        if (timer.elapsed() >= mostMs)
            return Answer::Undecided;
        from = std::max(end - overlap, from + 1);
    }
}

} // namespace filters
