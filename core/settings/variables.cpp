// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/variables.h"

#include <QUrl>

#include <algorithm>
#include <cstdlib>

namespace settings {
namespace {

using base::Unexpected;

constexpr int deepest = 8;
constexpr QLatin1StringView opening("${");
constexpr QLatin1StringView environmentPrefix("env:");
constexpr QLatin1StringView secretPrefix("secret:");

QString encodedPart(QStringView value)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(value.toString(), "/:@!$'()*,;"));
}

// What was taken out of an address goes back as it stood there.
bool isEncodedSecret(const QString &name)
{
    return name.startsWith(QLatin1String("secret:address.")) || name.startsWith(QLatin1String("secret:before."));
}

bool isEscaped(const QString &text, qsizetype at) { return at > 0 && text[at - 1] == u'$'; }

} // namespace

std::optional<QString> Variables::systemEnvironment(const QString &name)
{
    const char *value = std::getenv(name.toLocal8Bit().constData());
    return value ? std::optional(QString::fromUtf8(value)) : std::nullopt;
}

base::Expected<QString, VariableError> Variables::expand(
    const QString &text, Place place, ExpansionBudget *shared) const
{
    Growing out{.text = PlacedText(place), .budget = {}};
    if (shared) {
        out.budget.characters = std::min(out.budget.characters, shared->characters);
        out.budget.values = std::min(out.budget.values, shared->values);
    }
    const int values = out.budget.values;
    const auto problem = expandInto(out, text, 0, Own::AsItIs);
    if (shared && out.budget.values < values) {
        shared->values -= values - out.budget.values;
        shared->characters -= out.text.text().size();
    }
    if (problem)
        return Unexpected{*problem};
    if (!out.text.isSound())
        return Unexpected{VariableError{.reason = VariableError::Reason::Unfit, .name = {}, .where = {}}};
    return out.text.text();
}

std::optional<VariableError> Variables::expandInto(Growing &out, const QString &text, int depth, Own written) const
{
    const auto add
        = [&](QStringView piece) { written == Own::Encoded ? out.text.add(encodedPart(piece)) : out.text.add(piece); };
    QString last; // The value put in last.
    const auto isTooLong = [&] { return out.text.text().size() > out.budget.characters; };
    const auto tooLong
        = [&] { return VariableError{.reason = VariableError::Reason::TooLong, .name = last.left(100), .where = {}}; };
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, from)) {
        if (isEscaped(text, at) && at > from) {
            add(QStringView(text).sliced(from, at - 1 - from));
            add(QString(opening));
            from = at + opening.size();
            continue;
        }
        const qsizetype end = text.indexOf(u'}', at);
        if (end < 0)
            return VariableError{.reason = VariableError::Reason::Unclosed, .name = text.mid(at + 2, 40), .where = {}};
        add(QStringView(text).sliced(from, at - from));
        last = text.mid(at + 2, end - at - 2);
        if (--out.budget.values < 0)
            return tooLong();
        if (const auto problem = addValue(out, last, depth))
            return problem;
        if (isTooLong())
            return tooLong();
        from = end + 1;
    }
    add(QStringView(text).sliced(from));
    if (!last.isNull() && isTooLong())
        return tooLong();
    return {};
}

std::optional<VariableError> Variables::addValue(Growing &out, const QString &name, int depth) const
{
    const auto failed = [&](VariableError::Reason reason) {
        return VariableError{.reason = reason, .name = name.left(100), .where = {}};
    };
    const bool isPart = out.text.place() == Place::AddressPart && !isEncodedSecret(name);
    if (name.startsWith(environmentPrefix)) {
        const auto value = environment ? environment(name.mid(environmentPrefix.size())) : std::nullopt;
        if (!value)
            return failed(VariableError::Reason::Unknown);
        out.text.add(isPart ? encodedPart(*value) : *value);
        return {};
    }
    const bool isSecret = name.startsWith(secretPrefix);
    if (const auto found = fetched.constFind(name); !isSecret && found != fetched.cend()) {
        if (!out.text.addForeign(*found))
            return failed(VariableError::Reason::Unfit);
        return {};
    }
    const VariableMap &map = isSecret ? secrets : own;
    const auto found = map.constFind(isSecret ? name.mid(secretPrefix.size()) : name);
    if (found == map.cend())
        return failed(VariableError::Reason::Unknown);
    if (depth >= deepest)
        return failed(VariableError::Reason::Circle);
    return expandInto(out, *found, depth + 1, isPart ? Own::Encoded : Own::AsItIs);
}

QString wordsFor(const VariableError &error)
{
    using Reason = VariableError::Reason;
    switch (error.reason) {
    case Reason::Unknown: return QStringLiteral("%1 uses ${%2}, which has no value").arg(error.where, error.name);
    case Reason::Unclosed:
        return QStringLiteral("%1 has ${ without its }; a literal one is written $${").arg(error.where);
    case Reason::Circle:
        return QStringLiteral("%1 uses ${%2}, which needs itself, or others more than eight deep")
            .arg(error.where, error.name);
    case Reason::TooLong:
        return QStringLiteral("%1 is too long once ${%2} is put in: over 1 MiB, or more than 10 000 values")
            .arg(error.where, error.name);
    case Reason::Unfit:
        if (error.where == QLatin1String("address"))
            return QStringLiteral("%1 is no address of a WebSocket once its variables are put in").arg(error.where);
        return QStringLiteral("%1 uses ${%2}, whose value cannot stand there").arg(error.where, error.name);
    }
    return {};
}

bool usesVariables(const QString &text)
{
    for (qsizetype at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 2)) {
        if (!isEscaped(text, at))
            return true;
    }
    return false;
}

QString escaped(const QString &text) { return QString(text).replace(opening, QLatin1String("$${")); }

} // namespace settings
