// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/route.h"

#include "core/server/guard.h"

namespace server {
namespace {

QByteArray listOfPaths()
{
    QByteArray text = "There is nothing at this path. There are:\n";
    for (const ScenarioEntry &entry : scenarios())
        text += "  " + entry.path + "  " + entry.summary + '\n';
    return text;
}

} // namespace

base::Expected<Route, QByteArray> routeOf(
    const ws::ServerRequest &request, bool loopbackOnly, QByteArrayView machineName)
{
    if (const auto refusal = refusalOf(request, loopbackOnly, machineName))
        return base::Unexpected{answerFor(*refusal)};
    const auto question = request.target.indexOf('?');
    const QByteArray path = request.target.first(question < 0 ? request.target.size() : question);
    const auto &all = scenarios();
    const auto entry = std::ranges::find(all, path, &ScenarioEntry::path);
    if (entry == all.end())
        return base::Unexpected{ws::ServerHandshake::refuse(404, "Not Found", listOfPaths())};
    const QByteArray query = question < 0 ? QByteArray() : request.target.sliced(question + 1);
    return Route{.entry = &*entry, .query = QUrlQuery(QString::fromLatin1(query))};
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
