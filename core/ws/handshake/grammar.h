// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace ws {

//! One extension of a `Sec-WebSocket-Extensions` list with its parameters (RFC 6455 §9.1).
struct Extension
{
    struct Parameter
    {
        QByteArray name;
        std::optional<QByteArray> value; //!< Without its quotes.
        friend bool operator==(const Parameter &, const Parameter &) = default;
    };
    QByteArray name;
    QList<Parameter> parameters;
    friend bool operator==(const Extension &, const Extension &) = default;
};

//! A token of RFC 9110 §5.6.2: at least one character, no separators, no controls.
[[nodiscard]] bool isToken(QByteArrayView text);
//! A field value without controls other than the tab (RFC 9110 §5.5); bytes above 0x7F are let through.
[[nodiscard]] bool isFieldValue(QByteArrayView text);
//! Without spaces and tabs at both ends.
[[nodiscard]] QByteArrayView trimmed(QByteArrayView text);
[[nodiscard]] bool equalsIgnoringCase(QByteArrayView a, QByteArrayView b);

//! The elements of a comma-separated list of tokens; empty elements are left out. No value when one is not a token.
[[nodiscard]] std::optional<QList<QByteArray>> readTokenList(QByteArrayView text);
//! The elements of an extension list; no value when it breaks the grammar, or is empty (H08).
[[nodiscard]] std::optional<QList<Extension>> readExtensions(QByteArrayView text);

} // namespace ws
