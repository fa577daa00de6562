// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/route.h"

#include "core/server/refusals.h"

namespace server {
namespace {

QByteArray listOfPaths()
{
    QByteArray text = "There is nothing at this path. There are:\n";
    for (const ScenarioEntry &entry : scenarios())
        text += "  " + entry.path + "  " + entry.summary + '\n';
    for (const RefusalEntry &entry : refusals())
        text += "  " + entry.path + "  " + entry.summary + '\n';
    return text;
}

QUrlQuery queryOf(const QByteArray &target)
{
    const auto question = target.indexOf('?');
    return QUrlQuery(QString::fromLatin1(question < 0 ? QByteArray() : target.sliced(question + 1)));
}

} // namespace

QByteArray pathOf(const QByteArray &target)
{
    const auto question = target.indexOf('?');
    return target.first(question < 0 ? target.size() : question);
}

base::Expected<Route, TurnedAway> routeOf(
    const ws::ServerRequest &request, const Door &door, const Credentials &credentials)
{
    if (const auto refused = refusalOf(request, door))
        return base::Unexpected{TurnedAway{.why = *refused, .answer = answerFor(*refused)}};
    const QByteArray path = pathOf(request.target);
    const QUrlQuery query = queryOf(request.target);
    if (!credentials.mayPage(query.queryItemValue(QStringLiteral("csrf"), QUrl::FullyDecoded).toUtf8()))
        return base::Unexpected{TurnedAway{.why = Refused::CsrfToken, .answer = answerFor(Refused::CsrfToken)}};
    const auto wrong = std::ranges::find(refusals(), path, &RefusalEntry::path);
    if (wrong != refusals().end())
        return base::Unexpected{TurnedAway{.why = Refused::OnPurpose, .answer = wrong->answer(request)}};
    const auto entry = std::ranges::find(scenarios(), path, &ScenarioEntry::path);
    if (entry == scenarios().end())
        return base::Unexpected{TurnedAway{
            .why = Refused::Unknown, .answer = ws::ServerHandshake::refuse(404, "Not Found", listOfPaths())}};
    return Route{.entry = &*entry, .query = query};
}

QByteArray answerFor(const ws::HandshakeError &error)
{
    if (error.rule != ws::HandshakeRule::UpgradeMissing)
        return ws::ServerHandshake::refuse(error);
    return ws::ServerHandshake::refuse(426, "Upgrade Required",
        "This is a WebSocket server, not a page. Connect to it with a WebSocket client.\n",
        {{"Upgrade", "websocket"}, {"Sec-WebSocket-Version", "13"}});
}

} // namespace server
