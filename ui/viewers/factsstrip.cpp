// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/factsstrip.h"

#include "core/ws/wireheaders.h"
#include "ui/models/rowtext.h"
#include "ui/text/format.h"

#include <QCoreApplication>

namespace viewers {
namespace {

QString tr(const char *text, int n = -1) { return QCoreApplication::translate("viewers::Facts", text, nullptr, n); }

void addHeaders(QStringList &facts, const QList<QByteArray> &headers, qsizetype frames)
{
    static constexpr qsizetype shown = 8;
    QStringList words;
    for (const QByteArray &header : headers.first(std::min(headers.size(), shown)))
        words << QString::fromLatin1(header.toHex(' '));
    if (words.isEmpty())
        return;
    if (frames > words.size())
        words << QStringLiteral("…");
    facts << (frames > 1 ? tr("headers") : tr("header")) + QLatin1Char(' ') + words.join(QStringLiteral(" | "));
}

void addFrameFacts(QStringList &facts, const ws::WireFacts &wire)
{
    if (wire.fragments > 1)
        facts << tr("%n fragments", static_cast<int>(wire.fragments));
    if (wire.compressedSize >= 0)
        facts << tr("compressed") + QLatin1Char(' ') + text::bytes(wire.compressedSize);
    if (wire.masked)
        facts << tr("mask") + QLatin1Char(' ') + QString::number(wire.maskKey, 16).rightJustified(8, QLatin1Char('0'));
    addHeaders(facts, ws::headersOf(wire), static_cast<qsizetype>(wire.fragments));
}

// When its bytes came, or went: the last one is the row's own time.
void addTimes(QStringList &facts, qint64 firstNs, qint64 lastNs)
{
    if (firstNs <= 0 || firstNs == lastNs)
        return;
    facts << tr("first byte") + QLatin1Char(' ') + text::timeOfDay(firstNs);
    facts << tr("last byte after") + QLatin1Char(' ') + text::duration(std::chrono::nanoseconds(lastNs - firstNs));
}

} // namespace

QString wireFacts(const stream::PayloadReply &reply)
{
    QStringList facts{QLatin1Char('#') + QString::number(reply.seq)};
    if (const auto &row = reply.row) {
        const bool note = capture::isNote(row->kind);
        facts << (note ? models::kindName(row->kind)
                       : models::directionName(*row) + QLatin1Char(' ') + models::kindName(*row));
        facts << text::timeOfDay(row->wallNs);
        facts << text::bytes(row->size);
        if (!note && row->wireSize > 0)
            facts << tr("on the wire") + QLatin1Char(' ') + text::bytes(row->wireSize);
    }
    for (const ws::WireFacts &wire : reply.facts)
        addFrameFacts(facts, wire);
    if (const auto &row = reply.row; row && !capture::isNote(row->kind) && row->kind != capture::Kind::Raw) {
        if (reply.facts.isEmpty())
            addHeaders(facts, {ws::plainHeader(static_cast<ws::Opcode>(row->kind), row->size)}, 1);
        addTimes(facts, reply.firstByteWallNs, row->wallNs);
    }
    return facts.join(QStringLiteral("  ·  "));
}

FactsStrip::FactsStrip(QWidget *parent) : QLabel(parent)
{
    setObjectName(QStringLiteral("facts"));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setFocusPolicy(Qt::ClickFocus);
    setMargin(5);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
}

} // namespace viewers
