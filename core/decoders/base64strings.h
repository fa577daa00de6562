// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/jsonreader.h"

#include <QByteArray>

#include <deque>

namespace decoders {

//! Stands before another sink: a string that is base64 (or base64url) of a JSON object or array is told as that.
class Base64Strings final : public FieldSink
{
public:
    static constexpr qsizetype longest = qsizetype(1) << 20; //!< Of a string; and of all in one record that are kept.

    explicit Base64Strings(FieldSink &sink) : m_sink(sink) { }

    void beginText() override;
    void endText() override { m_sink.endText(); }
    void beginObject() override { m_sink.beginObject(); }
    void key(QByteArrayView raw, bool escaped) override { m_sink.key(raw, escaped); }
    void endObject() override { m_sink.endObject(); }
    void beginArray() override { m_sink.beginArray(); }
    void endArray() override { m_sink.endArray(); }
    void string(QByteArrayView raw, bool escaped) override;
    void number(const JsonNumber &number) override { m_sink.number(number); }
    void boolean(bool value) override { m_sink.boolean(value); }
    void null() override { m_sink.null(); }
    void notANumber() override { m_sink.notANumber(); }

private:
    FieldSink &m_sink;
    JsonReader m_reader;
    std::deque<QByteArray> m_kept; //!< What the sink's views point at.
    qsizetype m_bytes = 0;
};

} // namespace decoders
