// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/packedreader.h"
#include "core/decoders/unwrapper.h"
#include "core/fields/messagefields.h"

#include <functional>
#include <optional>

namespace fields {

//! How one message was read.
enum class Reading : quint8 {
    Json, //!< Whole and valid (RFC 8259), one text or several.
    Malformed, //!< Begins like JSON and is not; whole texts before and behind what is broken were read.
    TooDeep, //!< More than 512 levels; shown raw.
    NotJson, //!< Text that cannot be JSON by its first byte.
    Packed, //!< CBOR, MessagePack or BSON.
    BinaryRecord, //!< Read by the binary format in force.
    Binary, //!< Binary that nothing in force reads.
    DecodeError, //!< Binary of the announced kind that could not be read.
    TooLarge, //!< Compressed, and more than Unwrapper::most inside.
};

//! The same, in detail.
struct PayloadReading
{
    Reading reading = Reading::NotJson;
    int texts = 0; //!< Records that were read whole: each is a sample of its fields.
    quint8 lenient = 0; //!< decoders::Leniency flags: what was forgiven.
    qint64 at = -1; //!< The byte of the first leniency, or of what is broken; -1: none. Counts unwrapped bytes.
    decoders::Wrapping wrapping = decoders::Wrapping::None;
    std::optional<decoders::Packing> packing{};
    quint8 split = 0; //!< 0: one record; else Split.
};

//! What stood between the records of one message.
enum class Split : quint8 { None, Texts, Length16, Length32, Length16Little, Length32Little };

//! From the bytes of a message to the fields of its records: unwraps, splits, reads.
//!
//! Stateful, as some feeds are: give it every message of a connection in order. One thread.
class PayloadFields
{
public:
    explicit PayloadFields(FieldTree &tree) : m_tree(tree), m_fields(tree) { }

    //! Takes compression off \a payload. The bytes live until the next call; what is held for later is these.
    [[nodiscard]] decoders::Unwrapper::Result unwrap(QByteArrayView payload, bool text)
    {
        return m_unwrapper.unwrap(payload, text);
    }
    //! Walks unwrapped bytes; \a record is called with the fields of each whole record. A broken one leaves no place in
    //! the tree.
    PayloadReading read(QByteArrayView plain, bool text, const std::function<void(const MessageFields &)> &record);
    //! The connection began anew.
    void reset() { m_unwrapper.reset(); }

private:
    [[nodiscard]] PayloadReading readTexts(
        QByteArrayView plain, const std::function<void(const MessageFields &)> &record);
    [[nodiscard]] bool readPacked(
        QByteArrayView plain, const std::function<void(const MessageFields &)> &record, PayloadReading &reading);
    [[nodiscard]] bool readPrefixed(
        QByteArrayView plain, const std::function<void(const MessageFields &)> &record, PayloadReading &reading);

    FieldTree &m_tree;
    decoders::Unwrapper m_unwrapper;
    decoders::JsonReader m_json;
    decoders::PackedReader m_packed;
    MessageFields m_fields;
};

} // namespace fields
