// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/variables.h"

#include <QUrl>

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

base::Expected<QString, VariableError> Variables::expand(const QString &text, Place place) const
{
    PlacedText out(place);
    if (const auto problem = expandInto(out, text, 0, Own::AsItIs))
        return Unexpected{*problem};
    if (!out.isSound())
        return Unexpected{VariableError{.reason = VariableError::Reason::Unfit, .name = {}, .where = {}}};
    return out.text();
}

std::optional<VariableError> Variables::expandInto(PlacedText &out, const QString &text, int depth, Own written) const
{
    const auto add = [&](QStringView piece) { written == Own::Encoded ? out.add(encodedPart(piece)) : out.add(piece); };
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
        if (const auto problem = addValue(out, text.mid(at + 2, end - at - 2), depth))
            return problem;
        from = end + 1;
    }
    add(QStringView(text).sliced(from));
    return {};
}

std::optional<VariableError> Variables::addValue(PlacedText &out, const QString &name, int depth) const
{
    const auto failed = [&](VariableError::Reason reason) {
        return VariableError{.reason = reason, .name = name.left(100), .where = {}};
    };
    const bool isPart = out.place() == Place::AddressPart && !isEncodedSecret(name);
    if (name.startsWith(environmentPrefix)) {
        const auto value = environment ? environment(name.mid(environmentPrefix.size())) : std::nullopt;
        if (!value)
            return failed(VariableError::Reason::Unknown);
        out.add(isPart ? encodedPart(*value) : *value);
        return {};
    }
    const bool isSecret = name.startsWith(secretPrefix);
    if (const auto found = fetched.constFind(name); !isSecret && found != fetched.cend()) {
        if (!out.addForeign(*found))
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
