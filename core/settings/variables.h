// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/settings/placedtext.h"

#include <QMap>
#include <QString>

#include <functional>
#include <optional>

namespace settings {

using VariableMap = QMap<QString, QString>;

//! Why a text with `${…}` in it has no value.
struct VariableError
{
    enum class Reason : quint8 {
        Unknown, //!< No such variable, secret or environment variable.
        Unclosed, //!< `${` without its `}`.
        Circle, //!< It needs its own value, or is nested more than eight deep.
        Unfit, //!< Its value cannot stand where it is used, such as a slash in a host.
        TooLong, //!< It would be longer than 1 MiB, or take more than 10 000 values.
    };
    Reason reason = Reason::Unknown;
    QString name{}; //!< As written between the braces; never a value.
    QString where{}; //!< The key of the profile that uses it, such as `headers[1].value`.
    friend bool operator==(const VariableError &, const VariableError &) = default;
};

//! What putting values into texts may still take, so that a small profile cannot ask for an endless one.
struct ExpansionBudget
{
    qsizetype characters = 1 << 20; //!< Of a text with values in it; one without may be longer.
    int values = 10'000;

    //! For all texts of a profile together.
    [[nodiscard]] static ExpansionBudget ofProfile() { return {.characters = 16 << 20, .values = 100'000}; }
};

//! What `${name}`, `${env:NAME}` and `${secret:name}` stand for.
//!
//! The values of a profile's variables and secrets are texts of the same kind and are searched again; what comes from
//! outside (the environment, an answer of a server) never is. `$${` is a literal `${`.
class Variables
{
public:
    VariableMap own{};
    VariableMap secrets{};
    VariableMap fetched{}; //!< From the HTTP step; they win over own ones.
    std::function<std::optional<QString>(const QString &name)> environment = systemEnvironment;

    //! \a text with its values; fetched ones are escaped for \a place. In an AddressPart all are percent-encoded, own
    //! ones but for slashes. Within a budget of its own, and within what is left of \a shared, if there is one.
    [[nodiscard]] base::Expected<QString, VariableError> expand(
        const QString &text, Place place = Place::Text, ExpansionBudget *shared = nullptr) const;

    [[nodiscard]] static std::optional<QString> systemEnvironment(const QString &name);

private:
    enum class Own : quint8 { AsItIs, Encoded }; //!< How a text of the profile is written.
    //! Where a text grows, and what it may still take.
    struct Growing
    {
        PlacedText text;
        ExpansionBudget budget;
    };
    [[nodiscard]] std::optional<VariableError> expandInto(Growing &out, const QString &text, int depth, Own own) const;
    [[nodiscard]] std::optional<VariableError> addValue(Growing &out, const QString &name, int depth) const;
};

//! A sentence for \a error without a value in it, such as `headers[0].value uses ${x}, which has no value`.
[[nodiscard]] QString wordsFor(const VariableError &error);

//! True when \a text uses a variable.
[[nodiscard]] bool usesVariables(const QString &text);
//! \a text written so that expand() gives it back as it is.
[[nodiscard]] QString escaped(const QString &text);

} // namespace settings
