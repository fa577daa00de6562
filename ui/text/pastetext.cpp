// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/pastetext.h"

#include "ui/text/format.h"

#include <QCoreApplication>

namespace text {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PasteText)
};

Explanation explainShell(settings::ShellError error)
{
    switch (error) {
    case settings::ShellError::TooLong: return {Words::tr("This command line is too long."), {}};
    case settings::ShellError::OpenQuote:
        return {Words::tr("A quote of this command line is not closed."), Words::tr("Copy the whole of it.")};
    case settings::ShellError::Operator:
        return {Words::tr("This command line does more than one thing: it has one of ; & < > ( ) outside quotes."),
            Words::tr("Copy only the curl, wscat or websocat command.")};
    case settings::ShellError::ForCmd:
        return {Words::tr("This command line is written for Windows' cmd."),
            Words::tr("Choose \"Copy as cURL (bash)\" instead.")};
    }
    return {};
}

} // namespace

Explanation explain(const settings::PasteError &error)
{
    using Reason = settings::PasteError::Reason;
    switch (error.reason) {
    case Reason::Shell: return explainShell(error.shell);
    case Reason::UnknownTool:
        return {Words::tr("Only the command lines of curl, wscat and websocat can be taken over."), {}};
    case Reason::AddressMissing: return {Words::tr("This command line has no address."), {}};
    case Reason::AddressInvalid: return {Words::tr("The address in this command line is none of a WebSocket."), {}};
    case Reason::ValueMissing:
        return {Words::tr("The option %1 has no value.").arg(plain(error.option, 40)),
            Words::tr("Copy the whole command line.")};
    case Reason::HeaderInvalid:
        return {Words::tr("A header field behind %1 cannot be sent.").arg(plain(error.option, 40)), {}};
    }
    return {};
}

QString pasteRemark(const settings::PastedCommand &pasted)
{
    QStringList remarks;
    if (pasted.skipsVerification)
        remarks.append(Words::tr("The command trusted every certificate; that was not taken over. An exception for one "
                                 "certificate can be made under TLS and proxy."));
    if (!pasted.ignored.isEmpty())
        remarks.append(Words::tr("Left out: %1").arg(plain(pasted.ignored.join(QStringLiteral(", ")), 200)));
    return remarks.join(u' ');
}

} // namespace text
