// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/textoperation.h"

#include <algorithm>
#include <cmath>

namespace messaging {
namespace {

using Type = TextOperation::Type;

qsizetype endOf(const TextOperation &operation) { return operation.position + operation.text.size(); }

TextOperations insertBehindInsert(TextOperation ours, const TextOperation &theirs, Tie tie)
{
    const bool theirsIsBefore = theirs.position < ours.position
        || (theirs.position == ours.position && tie == Tie::TheirsFirst);
    if (theirsIsBefore)
        ours.position += theirs.text.size();
    return {std::move(ours)};
}

// What was to go inside the deleted text goes where that was.
TextOperations insertBehindDelete(TextOperation ours, const TextOperation &theirs)
{
    if (ours.position >= endOf(theirs))
        ours.position -= theirs.text.size();
    else if (ours.position > theirs.position)
        ours.position = theirs.position;
    return {std::move(ours)};
}

// Somebody wrote into what we take out: their words stay, ours go on both sides of them.
TextOperations deleteBehindInsert(TextOperation ours, const TextOperation &theirs)
{
    if (theirs.position <= ours.position) {
        ours.position += theirs.text.size();
        return {std::move(ours)};
    }
    if (theirs.position >= endOf(ours))
        return {std::move(ours)};
    const qsizetype before = theirs.position - ours.position;
    return {{.type = Type::Delete, .position = ours.position, .text = ours.text.first(before)},
        {.type = Type::Delete, .position = ours.position + theirs.text.size(), .text = ours.text.sliced(before)}};
}

// Only what they left is still to be taken out; it has become one piece.
TextOperations deleteBehindDelete(const TextOperation &ours, const TextOperation &theirs)
{
    const qsizetype leftEnd = std::clamp(theirs.position, ours.position, endOf(ours));
    const qsizetype rightBegin = std::clamp(endOf(theirs), ours.position, endOf(ours));
    TextOperation rest{.type = Type::Delete,
        .text = ours.text.first(leftEnd - ours.position) + ours.text.sliced(rightBegin - ours.position)};
    if (rest.text.isEmpty())
        return {};
    if (ours.position <= theirs.position)
        rest.position = ours.position;
    else
        rest.position = std::max(theirs.position, ours.position - theirs.text.size());
    return {std::move(rest)};
}

Tie turned(Tie tie) { return tie == Tie::OursFirst ? Tie::TheirsFirst : Tie::OursFirst; }

bool cutsPair(const QString &text, qsizetype position)
{
    return position > 0 && position < text.size() && text[position].isLowSurrogate()
        && text[position - 1].isHighSurrogate();
}

} // namespace

TextOperations transform(const TextOperation &ours, const TextOperation &theirs, Tie tie)
{
    if (ours.type == Type::Insert)
        return theirs.type == Type::Insert ? insertBehindInsert(ours, theirs, tie) : insertBehindDelete(ours, theirs);
    return theirs.type == Type::Insert ? deleteBehindInsert(ours, theirs) : deleteBehindDelete(ours, theirs);
}

// Operation by operation: each of ours passes all of theirs, which become what the next of ours has to pass.
std::pair<TextOperations, TextOperations> transform(const TextOperations &ours, const TextOperations &theirs, Tie tie)
{
    if (ours.empty() || theirs.empty())
        return {ours, theirs};
    if (ours.size() == 1 && theirs.size() == 1)
        return {transform(ours.front(), theirs.front(), tie), transform(theirs.front(), ours.front(), turned(tie))};
    TextOperations oursOut, theirsNow = theirs;
    for (const TextOperation &each : ours) {
        TextOperations mine{each}, passed;
        for (const TextOperation &other : theirsNow) {
            auto [nextMine, nextOther] = mine.size() == 1
                ? std::pair(transform(mine.front(), other, tie), transform(other, mine.front(), turned(tie)))
                : transform(mine, TextOperations{other}, tie);
            mine = std::move(nextMine);
            passed.insert(passed.end(), nextOther.begin(), nextOther.end());
        }
        theirsNow = std::move(passed);
        oursOut.insert(oursOut.end(), mine.begin(), mine.end());
    }
    return {std::move(oursOut), std::move(theirsNow)};
}

bool fits(const TextOperation &operation, const QString &text)
{
    const qsizetype position = operation.position;
    if (position < 0 || position > text.size() || cutsPair(text, position))
        return false;
    if (operation.type == Type::Insert)
        return operation.text.isValidUtf16();
    return operation.text.size() <= text.size() - position
        && QStringView(text).sliced(position, operation.text.size()) == operation.text
        && !cutsPair(text, position + operation.text.size());
}

void apply(const TextOperation &operation, QString &text)
{
    if (operation.type == Type::Insert)
        text.insert(operation.position, operation.text);
    else
        text.remove(operation.position, operation.text.size());
}

TextOperations inverseOf(const TextOperations &operations)
{
    TextOperations out(operations.rbegin(), operations.rend());
    for (TextOperation &operation : out)
        operation.type = operation.type == Type::Insert ? Type::Delete : Type::Insert;
    return out;
}

QJsonObject toJson(const TextOperation &operation)
{
    return {{QStringLiteral("type"),
                operation.type == Type::Insert ? QStringLiteral("insert") : QStringLiteral("delete")},
        {QStringLiteral("position"), operation.position},
        {QStringLiteral("text"), operation.text}};
}

std::optional<TextOperation> textOperationFrom(const QJsonObject &object, qsizetype longest)
{
    const QString type = object.value(QLatin1String("type")).toString();
    const double position = object.value(QLatin1String("position")).toDouble(-1.0);
    const QString text = object.value(QLatin1String("text")).toString();
    const bool isInsert = type == QLatin1String("insert");
    if ((!isInsert && type != QLatin1String("delete")) || position < 0.0 || position > 1e9
        || std::floor(position) != position || text.isEmpty() || text.size() > longest)
        return std::nullopt;
    return TextOperation{.type = isInsert ? Type::Insert : Type::Delete,
        .position = static_cast<qsizetype>(position),
        .text = text};
}

} // namespace messaging
