// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/factsstrip.h"

#include "ui/models/rowtext.h"
#include "ui/text/format.h"

#include <QCoreApplication>

namespace viewers {
namespace {

QString tr(const char *text, int n = -1) { return QCoreApplication::translate("viewers::Facts", text, nullptr, n); }

void addFrameFacts(QStringList &facts, const ws::WireFacts &wire)
{
    if (wire.fragments > 1)
        facts << tr("%n fragments", static_cast<int>(wire.fragments));
    if (wire.compressedSize >= 0)
        facts << tr("compressed") + QLatin1Char(' ') + text::bytes(wire.compressedSize);
    if (wire.masked)
        facts << tr("mask") + QLatin1Char(' ') + QString::number(wire.maskKey, 16).rightJustified(8, QLatin1Char('0'));
    if (wire.headerSize > 0) {
        const auto size = std::min<qsizetype>(wire.headerSize, static_cast<qsizetype>(wire.header.size()));
        const QByteArray header(reinterpret_cast<const char *>(wire.header.data()), size);
        facts << tr("header") + QLatin1Char(' ') + QString::fromLatin1(header.toHex(' '));
    }
}

} // namespace

QString wireFacts(const stream::PayloadReply &reply)
{
    QStringList facts{QLatin1Char('#') + QString::number(reply.seq)};
    if (const auto &row = reply.row) {
        const bool note = capture::isNote(row->kind);
        facts << (note ? models::kindName(row->kind)
                       : models::directionName(*row) + QLatin1Char(' ') + models::kindName(row->kind));
        facts << text::timeOfDay(row->wallNs);
        facts << text::bytes(row->size);
        if (!note && row->wireSize > 0)
            facts << tr("on the wire") + QLatin1Char(' ') + text::bytes(row->wireSize);
    }
    for (const ws::WireFacts &wire : reply.facts)
        addFrameFacts(facts, wire);
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
