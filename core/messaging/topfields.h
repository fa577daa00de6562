// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/jsonoutline.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace messaging {

//! The fields of a message that is a JSON object, raw, containers too: what the patterns on top of it look at.
class TopFields
{
public:
    //! \a text must live as long as this does.
    explicit TopFields(QByteArrayView text);

    [[nodiscard]] bool isObject() const { return m_isObject; }
    //! The raw JSON of the field \a name; of one that comes twice the last; empty when it is not there.
    [[nodiscard]] QByteArrayView raw(QByteArrayView name) const;
    //! The raw token of a string or number of at most 256 bytes; nothing for anything else.
    [[nodiscard]] std::optional<QByteArray> id(QByteArrayView name) const;
    //! The text of a string of at most 256 bytes; empty for anything else.
    [[nodiscard]] QByteArray text(QByteArrayView name) const;

private:
    [[nodiscard]] const decoders::OutlineNode *find(QByteArrayView name) const;

    QByteArrayView m_text;
    decoders::Outline m_outline;
    bool m_isObject = false;
};

} // namespace messaging
