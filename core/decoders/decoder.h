// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/decodeerror.h"
#include "core/decoders/fieldsink.h"

#include <QByteArrayView>

#include <memory>
#include <optional>

namespace decoders {

//! What is known of a payload beside its bytes.
struct PayloadFacts
{
    bool isText = true; //!< Its opcode.
    qint64 wallNs = 0; //!< When it came, since 1970.
    QByteArrayView subprotocol{}; //!< That was agreed on; empty: none.
};

//! What a decoder made of a payload.
struct Decoded
{
    enum class Verdict : quint8 {
        Foreign, //!< Another format: another decoder may try. What the sink heard means nothing.
        Whole,
        Broken, //!< This format, with something wrong in it; the records around that were told.
        TooDeep,
        Opened, //!< An envelope: `content` is to be read next, in a format of its own.
    };

    Verdict verdict = Verdict::Foreign;
    int records = 0; //!< That were told whole.
    quint8 lenient = 0; //!< Leniency flags: what was forgiven.
    qsizetype at = -1; //!< The byte of the first leniency, or of what is wrong; -1: none.
    //! What is wrong. With Foreign: this format was expected, so it is what to say when no other decoder reads it.
    std::optional<DecodeFault> fault{};
    QByteArrayView content{};
};

//! One format, for one connection and thread: it may learn from message to message.
//!
//! It gets hostile bytes: lengths are checked before they are believed, nesting has a bound. Each record is told
//! between FieldSink::beginText() and endText().
class Decoder
{
public:
    Decoder() = default;
    virtual ~Decoder() = default;
    Q_DISABLE_COPY_MOVE(Decoder)

    //! Whether \a payload may be this format, from a few of its bytes; no promise.
    [[nodiscard]] virtual bool accepts(QByteArrayView payload, const PayloadFacts &facts) const = 0;
    virtual Decoded walk(QByteArrayView payload, const PayloadFacts &facts, FieldSink &sink) = 0;
    //! The connection began anew: what was learnt may not hold.
    virtual void reset() { }
};

} // namespace decoders
