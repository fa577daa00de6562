// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/jsonreader.h"

#include <QByteArrayView>
#include <QHash>

namespace exporters {

//! Tells quickly of most JSON messages that base::secretsInMessage() finds nothing in them.
//!
//! A feed says the same names in every message and values of few forms; what was judged once is remembered, by the
//! word or, of numbers and times, by their form. What it is not sure of has to be judged in the whole.
class PlainMessages final : private decoders::FieldSink
{
public:
    //! True only when secretsInMessage() finds nothing in \a message.
    [[nodiscard]] bool areSure(QByteArrayView message);

private:
    static constexpr qsizetype longestWord = 64;
    static constexpr int mostWords = 8192; //!< That are remembered; then it begins anew.

    void beginObject() override { }
    void key(QByteArrayView raw, bool escaped) override;
    void endObject() override { }
    void beginArray() override { }
    void endArray() override { }
    void string(QByteArrayView raw, bool escaped) override;
    void number(const decoders::JsonNumber &number) override;
    void boolean(bool) override { }
    void null() override { }
    [[nodiscard]] bool isPlain(QByteArrayView word, QHash<QByteArray, bool> &known, bool (*judge)(QByteArrayView));

    decoders::JsonReader m_reader;
    QHash<QByteArray, bool> m_names, m_words;
    bool m_isSure = true;
};

} // namespace exporters
