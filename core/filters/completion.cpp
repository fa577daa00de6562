// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/completion.h"

#include "core/filters/words.h"

#include <algorithm>

namespace filters {
namespace {

constexpr qsizetype mostWords = 100;

// Whether the cursor is inside a text in quotes; a backslash takes the next character.
bool isQuoted(QStringView text)
{
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\\' && quoted)
            ++i;
        else if (text[i] == u'"')
            quoted = !quoted;
    }
    return quoted;
}

QString quotedIfNeeded(const QString &value)
{
    const bool plain = std::ranges::none_of(
        value, [](QChar c) { return c.isSpace() || c == u'(' || c == u')' || c == u'"' || c == u'\\'; });
    if (plain && !value.isEmpty())
        return value;
    QString quoted;
    for (const QChar c : value) {
        if (c == u'"' || c == u'\\')
            quoted += u'\\';
        quoted += c;
    }
    return u'"' + quoted + u'"';
}

void offer(Completion &completion, QStringView begun, const QString &word)
{
    if (completion.words.size() < mostWords && word.startsWith(begun, Qt::CaseInsensitive) && word != begun)
        completion.words.append(word);
}

void offerValues(Completion &completion, QStringView begun, const words::Name &name, const Known &known)
{
    using words::Subject;
    switch (name.subject) {
    case Subject::Direction:
        for (const char *each : {"in", "out"})
            offer(completion, begun, QLatin1StringView(each));
        break;
    case Subject::Kinds:
        for (const words::KindWord &each : words::kinds)
            offer(completion, begun, each.word);
        break;
    case Subject::Type:
        for (const QString &each : known.types)
            offer(completion, begun, quotedIfNeeded(each));
        break;
    case Subject::Connection:
        for (const QString &each : known.connections)
            offer(completion, begun, quotedIfNeeded(each));
        break;
    case Subject::Measure:
    case Subject::Before:
    case Subject::After: break;
    }
}

} // namespace

Completion complete(const QString &text, qsizetype cursor, const Known &known)
{
    const QStringView before = QStringView(text).first(std::clamp<qsizetype>(cursor, 0, text.size()));
    if (isQuoted(before))
        return {.at = before.size()};
    qsizetype begin = before.size();
    while (begin > 0 && !before[begin - 1].isSpace() && before[begin - 1] != u'(' && before[begin - 1] != u')')
        --begin;
    while (begin < before.size() && (before[begin] == u'-' || before[begin] == u'!'))
        ++begin; // `-heart`
    Completion completion{.at = begin};
    const QStringView begun = before.sliced(begin);
    const auto sign = std::ranges::find_if(
        begun, [](QChar c) { return c == u':' || c == u'=' || c == u'<' || c == u'>' || c == u'~'; });
    if (begun.startsWith(u'$')) {
        for (const QString &path : known.paths)
            offer(completion, begun, path.startsWith(u'[') ? u'$' + path : QLatin1StringView("$.") + path);
        return completion;
    }
    if (sign != begun.end()) {
        completion.at += sign - begun.begin() + 1;
        if (const words::Name *name = words::nameOf(begun.first(sign - begun.begin())))
            offerValues(completion, begun.sliced(sign - begun.begin() + 1), *name, known);
        return completion;
    }
    for (const words::Name &each : words::names)
        offer(completion, begun, QString(each.word) + each.sign);
    for (const words::KindWord &each : words::kinds) {
        if (each.standsAlone)
            offer(completion, begun, each.word);
    }
    for (const QLatin1StringView each : {words::heartbeat, words::redacted, QLatin1StringView("and"),
             QLatin1StringView("or"), QLatin1StringView("not"), QLatin1StringView("$.")})
        offer(completion, begun, each);
    return completion;
}

} // namespace filters
