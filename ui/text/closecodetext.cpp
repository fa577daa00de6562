// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/closecodetext.h"

#include <QCoreApplication>

namespace text {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CloseCode)
};

} // namespace

QString closeCodeMeaning(quint16 code)
{
    switch (code) {
    case 0: return {};
    case 1000: return Words::tr("normal end");
    case 1001: return Words::tr("going away: the server shuts down or the page was left");
    case 1002: return Words::tr("protocol error");
    case 1003: return Words::tr("this kind of data is not accepted");
    case 1004: return Words::tr("reserved, must not be sent");
    case 1005: return Words::tr("closed without a code");
    case 1006: return Words::tr("lost without a close frame");
    case 1007: return Words::tr("a message did not match its type, such as text that is not UTF-8");
    case 1008: return Words::tr("against the other side's policy");
    case 1009: return Words::tr("message too big");
    case 1010: return Words::tr("a needed extension is missing");
    case 1011: return Words::tr("internal error of the server");
    case 1012: return Words::tr("the service restarts");
    case 1013: return Words::tr("try again later: the server is overloaded");
    case 1014: return Words::tr("bad gateway: a server behind the server failed");
    case 1015: return Words::tr("TLS could not be agreed");
    case 3000: return Words::tr("not authorised");
    case 3003: return Words::tr("forbidden");
    case 3008: return Words::tr("timed out");
    default: break;
    }
    if (code < 1000)
        return Words::tr("not a valid close code");
    if (code < 3000)
        return Words::tr("reserved for the protocol");
    if (code < 4000)
        return Words::tr("registered by a library or framework");
    if (code < 5000)
        return Words::tr("the application's own code");
    return Words::tr("not a valid close code");
}

QString closeCode(quint16 code)
{
    return code == 0 ? QString() : QStringLiteral("%1 – %2").arg(QString::number(code), closeCodeMeaning(code));
}

} // namespace text
