// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace settings {

//! Where a text with variables goes, and so what a foreign value in it could break out of.
enum class Place : quint8 {
    Text, //!< Nothing to break out of.
    Message, //!< JSON is recognised by its first character.
    Header, //!< The value of a field, or what becomes one.
    Cookie,
    Token, //!< A name of a field, a cookie or a subprotocol.
    Host, //!< The address up to its path.
    AddressPart, //!< A path or a query.
};

//! A text that grows from our own pieces and from values that a server answered; those are escaped for where they
//! stand, or do not fit.
//!
//! In JSON a value inside quotes stays inside, and one outside must be a whole JSON value. A path or a query gets it
//! percent-encoded. A header, a cookie and a host have no way to write what would end them: there it is refused.
class PlacedText
{
public:
    explicit PlacedText(Place place) : m_place(place) { }

    [[nodiscard]] Place place() const { return m_place; }
    //! Of the profile: taken as it is.
    void add(QStringView text);
    //! Of a server; false when it cannot stand here.
    [[nodiscard]] bool addForeign(const QString &value);
    //! False when a foreign value turned out not to fit by what came behind it.
    [[nodiscard]] bool isSound() const { return m_lines.isEmpty() || m_lines == m_text; }
    [[nodiscard]] const QString &text() const { return m_text; }

private:
    [[nodiscard]] bool addToMessage(const QString &value);
    void readJson(QStringView text);

    Place m_place;
    QString m_text;
    QString m_lines; //!< A foreign value with line ends outside JSON: only as the whole text.
    bool m_begun = false; //!< Something but blanks came.
    bool m_isJson = false;
    bool m_inString = false;
    bool m_escaped = false;
    bool m_quotesInside = false; //!< The string holds quotes: it may itself be JSON.
};

} // namespace settings
