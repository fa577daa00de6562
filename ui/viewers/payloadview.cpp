// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/payloadview.h"

#include "core/decoders/catalog.h"
#include "core/decoders/jsonwriter.h"
#include "core/decoders/unwrapper.h"
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

constexpr int deepestEnvelope = 2;
constexpr qsizetype mostPretty = qsizetype(64) << 20;

//! Shows \a payload as JSON when another format of the catalogue reads all of it. Formats that learn from earlier
//! messages know nothing here.
bool prepareOther(const QByteArray &payload, bool isText, PreparedPayload &prepared, const std::atomic<bool> &cancelled,
    int depth = 0)
{
    decoders::Unwrapper unwrapper;
    const QByteArrayView plain = unwrapper.unwrap(payload, isText).bytes;
    const decoders::PayloadFacts facts{.isText = isText};
    for (const decoders::DecoderEntry &entry : decoders::catalog()) {
        const auto decoder = entry.make();
        if (cancelled || !(isText ? entry.takesText : entry.takesBinary) || !decoder->accepts(plain, facts))
            continue;
        decoders::JsonWriter writer(mostPretty);
        const decoders::Decoded decoded = decoder->walk(plain, facts, writer);
        if (decoded.verdict == decoders::Decoded::Verdict::Opened)
            return depth < deepestEnvelope
                && prepareOther(decoded.content.toByteArray(), false, prepared, cancelled, depth + 1);
        if (decoded.verdict != decoders::Decoded::Verdict::Whole || writer.records() == 0)
            continue;
        const QByteArray text = writer.text();
        if (auto outline = outlineJson(text, &cancelled))
            prepared.outline = *outline;
        prepared.pretty = prettyJson(text, mostPretty);
        prepared.firstPretty = textWindow(prepared.pretty, 0);
        prepared.format = entry.id;
        return prepared.outline != nullptr;
    }
    return false;
}

} // namespace

PreparedPayload prepare(const QByteArray &payload, capture::Kind kind, const std::atomic<bool> &cancelled)
{
    PreparedPayload prepared;
    prepared.first = textWindow(payload, 0);
    prepared.looksLikeJson = beginsContainer(payload);
    const bool mayBeJson = kind == capture::Kind::Text || capture::isNote(kind)
        || (kind == capture::Kind::Binary && prepared.looksLikeJson);
    if (!mayBeJson || cancelled) {
        if (cancelled || !capture::isData(kind) || !prepareOther(payload, false, prepared, cancelled))
            prepared.jsonProblem = notJson();
        return prepared;
    }
    if (auto outline = outlineJson(payload, &cancelled))
        prepared.outline = *outline;
    else if (prepared.looksLikeJson)
        prepared.jsonProblem = words(outline.error());
    else if (kind != capture::Kind::Text || !prepareOther(payload, true, prepared, cancelled))
        prepared.jsonProblem = notJson();
    if (prepared.outline && prepared.looksLikeJson && !cancelled) {
        prepared.pretty = prettyJson(payload, mostPretty);
        prepared.firstPretty = textWindow(prepared.pretty, 0);
    }
    return prepared;
}

} // namespace viewers
