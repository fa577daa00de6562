// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/packedreader.h"

#include <nlohmann/json.hpp>
#include <QtEndian>

#include <cmath>

namespace decoders {

namespace {

using Library = nlohmann::json;

//! Hands what the library reads to a FieldSink.
class PackedEvents final : public nlohmann::json_sax<Library>
{
public:
    PackedEvents(FieldSink &sink, std::deque<std::string> &texts) : m_sink(sink), m_texts(texts) { }

    bool null() override { return m_sink.null(), true; }
    bool boolean(bool value) override { return m_sink.boolean(value), true; }
    bool number_integer(number_integer_t value) override
    {
        m_sink.number({.value = static_cast<double>(value), .isInteger = true, .raw = kept(std::to_string(value))});
        return true;
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        m_sink.number({.value = static_cast<double>(value), .isInteger = true, .raw = kept(std::to_string(value))});
        return true;
    }
    bool number_float(number_float_t value, const string_t &) override
    {
        if (std::isfinite(value))
            m_sink.number({.value = value});
        else
            m_sink.notANumber();
        return true;
    }
    bool string(string_t &value) override
    {
        m_sink.string(kept(std::move(value)), false);
        return true;
    }
    bool binary(binary_t &) override { return m_sink.null(), true; }
    bool start_object(std::size_t) override { return deepen() && (m_sink.beginObject(), true); }
    bool key(string_t &value) override
    {
        m_sink.key(kept(std::move(value)), false);
        return true;
    }
    bool end_object() override { return --m_depth, m_sink.endObject(), true; }
    bool start_array(std::size_t) override { return deepen() && (m_sink.beginArray(), true); }
    bool end_array() override { return --m_depth, m_sink.endArray(), true; }
    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &) override { return false; }

private:
    // The library recurses: the depth is bounded here.
    bool deepen() { return ++m_depth <= JsonReader::maxDepth; }
    QByteArrayView kept(std::string text)
    {
        m_texts.push_back(std::move(text));
        return QByteArrayView(m_texts.back());
    }

    FieldSink &m_sink;
    std::deque<std::string> &m_texts;
    int m_depth = 0;
};

Library::input_format_t formatOf(Packing packing)
{
    switch (packing) {
    case Packing::Cbor: return Library::input_format_t::cbor;
    case Packing::MessagePack: return Library::input_format_t::msgpack;
    case Packing::Bson: return Library::input_format_t::bson;
    }
    Q_UNREACHABLE();
}

} // namespace

bool PackedReader::mayBe(Packing packing, QByteArrayView payload)
{
    if (payload.isEmpty())
        return false;
    const auto first = static_cast<quint8>(payload.front());
    switch (packing) {
    case Packing::Cbor: return (first >= 0x80 && first <= 0xBF) || payload.startsWith("\xD9\xD9\xF7");
    case Packing::MessagePack: return (first >= 0x80 && first <= 0x9F) || (first >= 0xDC && first <= 0xDF);
    case Packing::Bson:
        return payload.size() >= 5 && qFromLittleEndian<quint32>(payload.data()) == static_cast<quint64>(payload.size())
            && payload.back() == '\0';
    }
    Q_UNREACHABLE();
}

bool PackedReader::walk(QByteArrayView payload, FieldSink &sink)
{
    if (!mayBe(m_packing, payload))
        return false;
    const bool isTagged = m_packing == Packing::Cbor && payload.startsWith("\xD9\xD9\xF7"); // RFC 8949, 3.4.6.
    m_texts.clear();
    sink.beginText();
    PackedEvents events(sink, m_texts);
    const auto *const begin = payload.data() + (isTagged ? 3 : 0);
    return Library::sax_parse(begin, payload.data() + payload.size(), &events, formatOf(m_packing), true);
}

} // namespace decoders
