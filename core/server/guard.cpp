// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/guard.h"

#include <QHostAddress>

#include <cctype>

namespace server {
namespace {

// The host of a Host field or of an origin's authority: without a port, brackets kept. Empty when it is not
// well-formed.
QByteArrayView hostOf(QByteArrayView authority)
{
    const bool bracketed = authority.startsWith('[');
    const auto end = bracketed ? authority.indexOf(']') + 1 : authority.indexOf(':');
    if (end <= 0)
        return end < 0 && !bracketed ? authority : QByteArrayView();
    const QByteArrayView port = authority.sliced(end);
    const bool portHolds = port.isEmpty()
        || (port.startsWith(':') && port.size() <= 6
            && std::ranges::all_of(port.sliced(1), [](char c) { return c >= '0' && c <= '9'; }));
    return portHolds ? authority.first(end) : QByteArrayView();
}

// Four decimal numbers, as a browser writes an address; `127.0.0.1.example.com` is a name like any other.
bool isAddressV4(QByteArrayView host)
{
    const QList<QByteArray> parts = host.toByteArray().split('.');
    return parts.size() == 4 && std::ranges::all_of(parts, [](const QByteArray &part) {
        return !part.isEmpty() && part.size() <= 3 && part.toInt() <= 255
            && std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
    });
}

bool isAddressV6(QByteArrayView host)
{
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    const auto mayStandInOne = [](char c) { return c == ':' || c == '.' || std::isxdigit(static_cast<uchar>(c)) != 0; };
    return bracketed && std::ranges::all_of(host.sliced(1).chopped(1), mayStandInOne)
        && QHostAddress(QString::fromLatin1(host.sliced(1).chopped(1))).protocol() == QAbstractSocket::IPv6Protocol;
}

// The authority of `scheme://authority`; empty for `null`, other schemes and anything with a path.
QByteArrayView authorityOf(QByteArrayView origin)
{
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (origin.size() > scheme.size() && origin.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0) {
            const QByteArrayView rest = origin.sliced(scheme.size());
            const bool clean = std::ranges::none_of(
                rest, [](char c) { return c == '/' || c == '@' || c == '?' || c == '#' || c == '\\'; });
            return clean ? rest : QByteArrayView();
        }
    }
    return {};
}

} // namespace

bool isLoopbackName(QByteArrayView hostField)
{
    const QByteArrayView host = hostOf(hostField);
    return host.compare("localhost", Qt::CaseInsensitive) == 0 || host == "[::1]"
        || (host.startsWith("127.") && isAddressV4(host));
}

bool isOwnName(QByteArrayView hostField, QByteArrayView machineName)
{
    const QByteArrayView host = hostOf(hostField);
    return isLoopbackName(hostField) || isAddressV4(host) || isAddressV6(host)
        || (!machineName.isEmpty() && host.compare(machineName, Qt::CaseInsensitive) == 0);
}

std::optional<Refused> refusalOf(const ws::ServerRequest &request, const Door &door)
{
    if (door.loopbackOnly ? !isLoopbackName(request.host) : !isOwnName(request.host, door.machineName))
        return Refused::ForeignHost;
    if (!request.hasOrigin)
        return std::nullopt;
    if (!door.origins.isEmpty()) {
        const auto isIt = [&](const QByteArray &origin) {
            return origin.compare(request.origin, Qt::CaseInsensitive) == 0;
        };
        return std::ranges::any_of(door.origins, isIt) ? std::nullopt : std::optional(Refused::ForeignOrigin);
    }
    const QByteArrayView authority = authorityOf(request.origin);
    const bool own = !authority.isEmpty() && authority.compare(request.host, Qt::CaseInsensitive) == 0;
    if (!own && !isLoopbackName(authority))
        return Refused::ForeignOrigin;
    return std::nullopt;
}

QByteArray answerFor(Refused refusal)
{
    return ws::ServerHandshake::refuse(403, "Forbidden",
        refusal == Refused::ForeignHost ? "This server answers to no such name. Use its address.\n" : "Forbidden\n");
}

} // namespace server
