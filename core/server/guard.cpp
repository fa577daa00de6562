// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/guard.h"

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

// Four decimal numbers, the first of them 127; `127.0.0.1.example.com` is a name like any other.
bool isLoopbackV4(QByteArrayView host)
{
    const QList<QByteArray> parts = host.toByteArray().split('.');
    return parts.size() == 4 && parts.first() == "127" && std::ranges::all_of(parts, [](const QByteArray &part) {
        return !part.isEmpty() && part.size() <= 3 && part.toInt() <= 255
            && std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
    });
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
    return host.compare("localhost", Qt::CaseInsensitive) == 0 || host == "[::1]" || isLoopbackV4(host);
}

std::optional<Refusal> refusalOf(const ws::ServerRequest &request, bool loopbackOnly)
{
    if (loopbackOnly && !isLoopbackName(request.host))
        return Refusal::ForeignHost;
    if (!request.hasOrigin)
        return std::nullopt;
    const QByteArrayView authority = authorityOf(request.origin);
    const bool own = !authority.isEmpty() && authority.compare(request.host, Qt::CaseInsensitive) == 0;
    if (!own && !isLoopbackName(authority))
        return Refusal::ForeignOrigin;
    return std::nullopt;
}

QByteArray answerFor(Refusal refusal)
{
    return ws::ServerHandshake::refuse(403, "Forbidden",
        refusal == Refusal::ForeignHost ? "This server answers only to loopback names.\n"
                                        : "Pages of other sites may not connect here.\n");
}

} // namespace server
