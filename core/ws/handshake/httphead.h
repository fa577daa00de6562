// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/handshake/handshakeerror.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace ws {

//! One header field, in the order it is sent.
struct HeaderField
{
    QByteArray name{};
    QByteArray value{};
    friend bool operator==(const HeaderField &, const HeaderField &) = default;
};

//! The one field of \a fields called \a name, whatever its case; its count may be wrong and says so.
struct FoundField
{
    qsizetype count = 0;
    QByteArray value; //!< Of the first.
};
[[nodiscard]] FoundField findField(const QList<HeaderField> &fields, QByteArrayView name);
//! The values of all fields called \a name, joined by commas (RFC 9110 §5.3).
[[nodiscard]] QByteArray joinedField(const QList<HeaderField> &fields, QByteArrayView name);

//! Reads HTTP/1.1 heads (RFC 9112 §2): a line, fields, an empty line. Single pass, resumable at every byte, bounded
//! (H15).
//!
//! Several heads may follow each other (interim responses); they share one budget of 64 KiB.
class HttpHeadReader
{
public:
    enum class State : quint8 { Reading, Complete, Broken };

    //! Takes from the front of \a bytes until the head is complete or broken.
    [[nodiscard]] State receive(QByteArrayView &bytes);
    //! Forgets the head and keeps what it cost of the budget.
    void beginNext();

    [[nodiscard]] const QByteArray &startLine() const { return m_startLine; }
    [[nodiscard]] const QList<HeaderField> &fields() const { return m_fields; }
    //! What came of this head, byte for byte.
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    //! Which rule was broken, and by what; in state Broken.
    [[nodiscard]] HandshakeRule rule() const { return m_rule; }
    [[nodiscard]] const QByteArray &offender() const { return m_offender; }

private:
    [[nodiscard]] State takeLine(QByteArrayView line);
    State broken(HandshakeRule rule, QByteArrayView offender);

    QByteArray m_bytes;
    qsizetype m_lineBegin = 0;
    qsizetype m_spent = 0; //!< Bytes of earlier heads.
    bool m_hasStartLine = false;
    QByteArray m_startLine;
    QList<HeaderField> m_fields;
    HandshakeRule m_rule = HandshakeRule::MalformedField;
    QByteArray m_offender;
};

} // namespace ws
