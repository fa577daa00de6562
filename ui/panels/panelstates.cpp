// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/panelstates.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace panels::states {
namespace {

using Mode = viewers::Composition::Mode;

constexpr std::array modes{Mode::Text, Mode::Json, Mode::Hex};

QString nameOf(Mode mode)
{
    switch (mode) {
    case Mode::Text: return QStringLiteral("text");
    case Mode::Json: return QStringLiteral("json");
    case Mode::Hex: return QStringLiteral("hex");
    }
    return {};
}

//! More would make every start and end slow; the newest stay.
constexpr qsizetype mostCharacters = 1 << 20;

} // namespace

QJsonObject fromHistory(const QList<viewers::Composition> &history)
{
    QList<QJsonValue> newestFirst;
    qsizetype characters = 0;
    for (auto entry = history.rbegin(); entry != history.rend(); ++entry) {
        characters += entry->text.size();
        if (characters > mostCharacters)
            break;
        newestFirst.append(
            QJsonObject{{QStringLiteral("mode"), nameOf(entry->mode)}, {QStringLiteral("text"), entry->text}});
    }
    QJsonArray sent;
    for (auto entry = newestFirst.rbegin(); entry != newestFirst.rend(); ++entry)
        sent.append(*entry);
    return {{QStringLiteral("sent"), sent}};
}

QList<viewers::Composition> toHistory(const QJsonObject &object)
{
    QList<viewers::Composition> history;
    for (const QJsonValue entry : object[QStringLiteral("sent")].toArray()) {
        const QString mode = entry[QStringLiteral("mode")].toString();
        const auto known = std::ranges::find(modes, mode, nameOf);
        if (known != modes.end() && entry[QStringLiteral("text")].isString())
            history.append({.mode = *known, .text = entry[QStringLiteral("text")].toString()});
    }
    return history;
}

QJsonObject fromBytes(const QByteArray &opaque)
{
    return {{QStringLiteral("state"), QString::fromLatin1(opaque.toBase64())}};
}

QByteArray toBytes(const QJsonObject &object)
{
    return QByteArray::fromBase64(object[QStringLiteral("state")].toString().toLatin1());
}

} // namespace panels::states
