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

base::Expected<QString, VariableError> Variables::expand(const QString &text, int depth, As as) const
{
    QString out;
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, from)) {
        if (isEscaped(text, at) && at > from) {
            out += text.mid(from, at - 1 - from) + opening;
            from = at + opening.size();
            continue;
        }
        const qsizetype end = text.indexOf(u'}', at);
        if (end < 0)
            return Unexpected{
                VariableError{.reason = VariableError::Reason::Unclosed, .name = text.mid(at + 2, 40), .where = {}}};
        const auto value = valueOf(text.mid(at + 2, end - at - 2), depth);
        if (!value)
            return value;
        const bool isPart = as == As::AddressPart && !isEncodedSecret(text.mid(at + 2, end - at - 2));
        out += text.mid(from, at - from)
            + (isPart ? QString::fromLatin1(QUrl::toPercentEncoding(*value, "/:@!$'()*,;")) : *value);
        from = end + 1;
    }
    return out + text.mid(from);
}

base::Expected<QString, VariableError> Variables::valueOf(const QString &name, int depth) const
{
    const auto unknown = [&] {
        return Unexpected{VariableError{.reason = VariableError::Reason::Unknown, .name = name.left(100), .where = {}}};
    };
    if (name.startsWith(environmentPrefix)) {
        const auto value = environment ? environment(name.mid(environmentPrefix.size())) : std::nullopt;
        if (!value)
            return unknown();
        return *value;
    }
    const bool isSecret = name.startsWith(secretPrefix);
    if (const auto found = fetched.constFind(name); !isSecret && found != fetched.cend())
        return *found;
    const VariableMap &map = isSecret ? secrets : own;
    const auto found = map.constFind(isSecret ? name.mid(secretPrefix.size()) : name);
    if (found == map.cend())
        return unknown();
    if (depth >= deepest)
        return Unexpected{VariableError{.reason = VariableError::Reason::Circle, .name = name.left(100), .where = {}}};
    return expand(*found, depth + 1, As::Text);
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
