// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/textcells.h"

#include "core/decoders/numbertext.h"

#include <algorithm>
#include <cstring>

namespace decoders {

QByteArrayView takeLine(QByteArrayView text, qsizetype &at)
{
    const auto *const stop
        = static_cast<const char *>(std::memchr(text.data() + at, '\n', static_cast<std::size_t>(text.size() - at)));
    const qsizetype end = stop == nullptr ? text.size() : stop - text.data();
    QByteArrayView line = text.sliced(at, end - at);
    at = end + 1;
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

bool beginsLikeMarkup(QByteArrayView text)
{
    const QByteArrayView front = text.first(std::min<qsizetype>(text.size(), 64)).trimmed();
    return front.isEmpty() || front.front() == '{' || front.front() == '[' || front.front() == '"'
        || front.front() == '<';
}

bool isFieldName(QByteArrayView text)
{
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    };
    return !text.isEmpty() && text.size() <= 256 && isLetter(text.front()) && std::ranges::all_of(text, [&](char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '/' || c == ':';
    });
}

bool tellBareValue(QByteArrayView text, FieldSink &sink)
{
    if (auto number = numberIn(text)) {
        number->raw = text;
        sink.number(*number);
        return true;
    }
    if (text.isEmpty() || text == "null" || text == "NULL")
        return sink.null(), false;
    if (text == "NaN" || text == "nan")
        return sink.notANumber(), false;
    if (text == "true" || text == "false" || text == "True" || text == "False")
        return sink.boolean(text.front() == 't' || text.front() == 'T'), false;
    sink.string(text, false); // It may still be a number as people write them.
    quint8 style = 0;
    return numberInText(text, style).has_value();
}

} // namespace decoders
