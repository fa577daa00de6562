// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/base64strings.h"

namespace decoders {

namespace {

constexpr qsizetype shortest = 8;

//! Listens to nothing: a text is looked at once before it is told.
class NoSink final : public FieldSink
{
public:
    void beginObject() override { }
    void key(QByteArrayView, bool) override { }
    void endObject() override { }
    void beginArray() override { }
    void endArray() override { }
    void string(QByteArrayView, bool) override { }
    void number(const JsonNumber &) override { }
    void boolean(bool) override { }
    void null() override { }
};

QByteArray jsonIn(QByteArrayView raw)
{
    const bool isUrl = raw.contains('-') || raw.contains('_');
    auto decoded = QByteArray::fromBase64Encoding(raw.toByteArray(),
        (isUrl ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding) | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || !(decoded.decoded.startsWith('{') || decoded.decoded.startsWith('[')))
        return {};
    return std::move(decoded.decoded);
}

} // namespace

void Base64Strings::beginText()
{
    m_kept.clear();
    m_bytes = 0;
    m_sink.beginText();
}

void Base64Strings::string(QByteArrayView raw, bool escaped)
{
    const bool isTried = !escaped && raw.size() >= shortest && m_bytes + raw.size() <= longest;
    QByteArray json = isTried ? jsonIn(raw) : QByteArray();
    NoSink nobody;
    if (json.isEmpty() || m_reader.walk(json, nobody) != JsonStatus::Valid)
        return m_sink.string(raw, escaped);
    m_bytes += json.size();
    m_kept.push_back(std::move(json));
    (void)m_reader.walk(m_kept.back(), m_sink);
}

} // namespace decoders
