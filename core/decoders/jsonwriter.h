// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/fieldsink.h"

#include <QByteArray>

#include <vector>

namespace decoders {

//! Writes the records that a decoder tells as JSON texts, so that what shows JSON shows every format.
class JsonWriter final : public FieldSink
{
public:
    //! Behind \a limit bytes a record is left out, and all after it.
    explicit JsonWriter(qsizetype limit) : m_limit(limit) { }

    //! The whole records so far: one text, or an array of several.
    [[nodiscard]] QByteArray text() const;
    [[nodiscard]] int records() const { return m_records; }
    [[nodiscard]] bool isCut() const { return m_isCut; }

    void beginText() override;
    void endText() override;
    void beginObject() override { open('{'); }
    void key(QByteArrayView raw, bool escaped) override;
    void endObject() override { close('}'); }
    void beginArray() override { open('['); }
    void endArray() override { close(']'); }
    void string(QByteArrayView raw, bool escaped) override;
    void number(const JsonNumber &number) override;
    void boolean(bool value) override { word(value ? "true" : "false"); }
    void null() override { word("null"); }

private:
    void separate();
    void open(char bracket);
    void close(char bracket);
    void word(QByteArrayView text);
    void quoted(QByteArrayView raw, bool escaped);

    qsizetype m_limit;
    QByteArray m_text; // Whole records, apart by commas, and the one being told.
    qsizetype m_whole = 0; // Where the latter begins.
    int m_records = 0;
    bool m_isCut = false;
    bool m_isFirst = true; // In its container, or behind a key: no comma.
};

} // namespace decoders
