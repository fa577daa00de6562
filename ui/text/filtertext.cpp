// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/filtertext.h"

#include "ui/text/format.h"

#include <QCoreApplication>

namespace text {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(FilterText)
};

} // namespace

QString explain(const filters::FilterError &error)
{
    using Reason = filters::FilterError::Reason;
    const QString detail = plain(error.detail, 60);
    switch (error.reason) {
    case Reason::MissingTerm: return Words::tr("Something to look for is missing here.");
    case Reason::MissingBracket: return Words::tr("This bracket is not closed.");
    case Reason::StrayBracket: return Words::tr("This bracket closes what was not opened.");
    case Reason::MissingQuote: return Words::tr("What begins here does not end.");
    case Reason::UnknownName:
        return Words::tr("There is no %1 to ask for; a value of the payload is $.%1, a text stands in quotes.")
            .arg(detail);
    case Reason::UnknownValue: return Words::tr("%1 is none of what may stand here.").arg(detail);
    case Reason::MissingValue: return Words::tr("A value is missing here.");
    case Reason::WrongSign: return Words::tr("This sign does not go with that name.");
    case Reason::BadNumber:
        return Words::tr("%1 is no number for this: sizes are like 1k or 2MiB, times like 50ms or 2s.").arg(detail);
    case Reason::BadTime: return Words::tr("%1 is no time: write 12:00, 12:00:30 or 2026-01-02T12:00.").arg(detail);
    case Reason::BadPath: return Words::tr("This is no path: write $.data.price, $.list[0] or $.a[\"b.c\"].");
    case Reason::BadRegex: return Words::tr("The regular expression breaks here: %1").arg(detail);
    case Reason::TooLong: return Words::tr("The filter is too long.");
    case Reason::TooDeep: return Words::tr("There are too many brackets in brackets.");
    }
    return {};
}

} // namespace text
