// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/payloadview.h"

#include "ui/viewers/decodewords.h"

#include <QCoreApplication>

namespace viewers {
namespace {

QString notJson() { return QCoreApplication::translate("viewers::Payload", "Not JSON. See Text or Hex."); }

bool beginsContainer(QByteArrayView payload)
{
    const QByteArrayView front = payload.first(std::min<qsizetype>(payload.size(), 64)).trimmed();
    return front.startsWith('{') || front.startsWith('[') || front.startsWith("\xEF\xBB\xBF{")
        || front.startsWith("\xEF\xBB\xBF[");
}

} // namespace

PreparedPayload prepare(const QByteArray &payload, capture::Kind kind, const std::atomic<bool> &cancelled)
{
    static constexpr qsizetype mostPretty = qsizetype(64) << 20;
    PreparedPayload prepared;
    prepared.first = textWindow(payload, 0);
    prepared.looksLikeJson = beginsContainer(payload);
    const bool mayBeJson = kind == capture::Kind::Text || capture::isNote(kind)
        || (kind == capture::Kind::Binary && prepared.looksLikeJson);
    if (!mayBeJson || cancelled) {
        prepared.jsonProblem = notJson();
        return prepared;
    }
    if (auto outline = outlineJson(payload, &cancelled))
        prepared.outline = *outline;
    else
        prepared.jsonProblem = prepared.looksLikeJson ? words(outline.error()) : notJson();
    if (prepared.outline && prepared.looksLikeJson && !cancelled) {
        prepared.pretty = prettyJson(payload, mostPretty);
        prepared.firstPretty = textWindow(prepared.pretty, 0);
    }
    return prepared;
}

} // namespace viewers
