// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/linktext.h"

#include "ui/text/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace text {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Link)
};

QString silenceText(net::LinkConditions::Silence silence)
{
    using Silence = net::LinkConditions::Silence;
    switch (silence) {
    case Silence::None: break;
    case Silence::FromPeer: return Words::tr("nothing arrives");
    case Silence::ToPeer: return Words::tr("nothing leaves");
    case Silence::Both: return Words::tr("silent both ways");
    }
    return {};
}

} // namespace

QString linkSummary(const net::LinkConditions &c)
{
    QStringList parts;
    const auto add = [&parts](bool holds, const QString &words) {
        if (holds)
            parts << words;
    };
    const base::Nanoseconds none{0};
    add(c.down, Words::tr("no network"));
    add(c.silence != net::LinkConditions::Silence::None, silenceText(c.silence));
    add(c.delay > none && c.jitter == none, Words::tr("delay %1").arg(duration(c.delay)));
    add(c.jitter > none, Words::tr("delay %1 ± %2").arg(duration(c.delay), duration(c.jitter)));
    add(c.downRate > 0, Words::tr("down %1").arg(bytesPerSecond(static_cast<double>(c.downRate))));
    add(c.upRate > 0, Words::tr("up %1").arg(bytesPerSecond(static_cast<double>(c.upRate))));
    add(c.sliceSize > 0, Words::tr("pieces of %1").arg(bytes(c.sliceSize)));
    add(c.dropAfter.has_value(), Words::tr("ends after %1").arg(bytes(c.dropAfter.value_or(0))));
    add(c.resetAfter.has_value(), Words::tr("reset after %1").arg(duration(c.resetAfter.value_or(none))));
    add(c.closeAfter.has_value(), Words::tr("ends after %1").arg(duration(c.closeAfter.value_or(none))));
    add(c.slowClose > none, Words::tr("end told %1 late").arg(duration(c.slowClose)));
    return parts.join(QStringLiteral(", "));
}

} // namespace text
