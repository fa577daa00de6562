// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/messages/senthistory.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace messages {
namespace {

using HistoryMode = viewers::Composition::Mode;

constexpr std::array historyModes{HistoryMode::Text, HistoryMode::Json, HistoryMode::Hex};

QString modeName(HistoryMode mode)
{
    switch (mode) {
    case HistoryMode::Text: return QStringLiteral("text");
    case HistoryMode::Json: return QStringLiteral("json");
    case HistoryMode::Hex: return QStringLiteral("hex");
    }
    return {};
}

//! More would make every start and end slow; the newest stay.
constexpr qsizetype mostHistoryCharacters = 1 << 20;

} // namespace

QJsonObject jsonFromHistory(const QList<viewers::Composition> &history)
{
    QList<QJsonValue> newestFirst;
    qsizetype characters = 0;
    for (auto entry = history.rbegin(); entry != history.rend(); ++entry) {
        characters += entry->text.size();
        if (characters > mostHistoryCharacters)
            break;
        newestFirst.append(
            QJsonObject{{QStringLiteral("mode"), modeName(entry->mode)}, {QStringLiteral("text"), entry->text}});
    }
    QJsonArray sent;
    for (auto entry = newestFirst.rbegin(); entry != newestFirst.rend(); ++entry)
        sent.append(*entry);
    return {{QStringLiteral("sent"), sent}};
}

QList<viewers::Composition> historyFromJson(const QJsonObject &object)
{
    QList<viewers::Composition> history;
    for (const QJsonValue entry : object[QStringLiteral("sent")].toArray()) {
        const QString mode = entry[QStringLiteral("mode")].toString();
        const auto known = std::ranges::find(historyModes, mode, modeName);
        if (known != historyModes.end() && entry[QStringLiteral("text")].isString())
            history.append({.mode = *known, .text = entry[QStringLiteral("text")].toString()});
    }
    return history;
}

} // namespace messages
