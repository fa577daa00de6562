// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/pagerequest.h"

#include <QList>

#include <algorithm>

namespace server {
namespace {

bool isPlain(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\t'; });
}

QByteArrayView trimmedView(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t'))
        text = text.sliced(1);
    while (!text.isEmpty() && (text.back() == ' ' || text.back() == '\t'))
        text.chop(1);
    return text;
}

//! The next line of \a rest, without its line end; \a rest begins behind it.
QByteArrayView takeLine(QByteArrayView &rest)
{
    const qsizetype end = rest.indexOf("\r\n");
    const QByteArrayView line = end < 0 ? rest : rest.first(end);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end + 2);
    return line;
}

const char *phraseOf(int status)
{
    switch (status) {
    case 200: return "OK";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 431: return "Request Header Fields Too Large";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Error";
    }
}

} // namespace

qsizetype pageHeadEnd(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    return end < 0 ? -1 : end + 4;
}

base::Expected<PageRequest, int> readPageRequest(QByteArrayView head)
{
    using base::Unexpected;
    QByteArrayView rest = head;
    const QList<QByteArray> parts = takeLine(rest).toByteArray().split(' ');
    if (parts.size() != 3 || !isPlain(parts[1]) || !parts[1].startsWith('/'))
        return Unexpected{400};
    if (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0")
        return Unexpected{parts[2].startsWith("HTTP/") ? 505 : 400};
    if (parts[0] != "GET" && parts[0] != "HEAD")
        return Unexpected{405};
    PageRequest request{.path = parts[1].split('?').front(), .accept = {}, .host = {}, .headOnly = parts[0] == "HEAD"};
    int hosts = 0;
    for (QByteArrayView line = takeLine(rest); !line.isEmpty(); line = takeLine(rest)) {
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0 || !isPlain(line) || line.front() == ' ' || line.front() == '\t' || line[colon - 1] == ' ')
            return Unexpected{400};
        const QByteArray name = line.first(colon).toByteArray().toLower();
        const QByteArray value = trimmedView(line.sliced(colon + 1)).toByteArray();
        if (name == "host") {
            request.host = value;
            ++hosts;
        } else if (name == "accept") {
            request.accept = value;
        } else if (name == "content-length" || name == "transfer-encoding") {
            return Unexpected{400}; // A page is asked for without a body.
        }
    }
    if (hosts > 1 || (hosts == 0 && parts[2] == "HTTP/1.1"))
        return Unexpected{400};
    return request;
}

QByteArray pageAnswer(int status, const QByteArray &type, const QByteArray &body, bool headOnly)
{
    QByteArray answer = "HTTP/1.1 " + QByteArray::number(status) + ' ' + phraseOf(status) + "\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    if (status == 405)
        answer += "Allow: GET, HEAD\r\n";
    return answer + "\r\n" + (headOnly ? QByteArray() : body);
}

} // namespace server
