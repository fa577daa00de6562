// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/functionref.h"
#include "core/decoders/base64strings.h"
#include "core/decoders/catalog.h"
#include "core/decoders/readingchoice.h"
#include "core/decoders/unwrapper.h"
#include "core/fields/messagefields.h"

#include <optional>
#include <vector>

namespace fields {

//! How a payload was read.
enum class Reading : quint8 {
    Read, //!< Whole, one record or several.
    Malformed, //!< Begins like a format and breaks; whole records before and behind what is broken were read.
    TooDeep, //!< More than 512 levels; shown raw.
    NotJson, //!< Text in no known format.
    Binary, //!< Binary that nothing in force reads.
    DecodeError, //!< Binary of the kind that is expected, and wrong: see fault.
    TooLarge, //!< Compressed, and more than Unwrapper::most inside.
};

using decoders::Split;

//! The same, in detail.
struct PayloadReading
{
    Reading reading = Reading::NotJson;
    int texts = 0; //!< Records that were read whole: each is a sample of its fields.
    quint8 lenient = 0; //!< decoders::Leniency flags: what was forgiven.
    qint64 at = -1; //!< The byte of the first leniency, or of what is broken; -1: none. Counts unwrapped bytes.
    decoders::Wrapping wrapping = decoders::Wrapping::None;
    int format = -1; //!< Its place in decoders::catalog(); -1: none.
    Split split = Split::None;
    std::optional<decoders::DecodeFault> fault{}; //!< Of a DecodeError.
};

//! From the bytes of a message to the fields of its records: unwraps, splits, reads.
//!
//! Stateful, as some feeds are: give it every message of a connection in order. One thread.
class PayloadFields
{
public:
    using Record = base::FunctionRef<void(const MessageFields &)>;

    explicit PayloadFields(FieldTree &tree, const decoders::ReadingChoice &choice = {});

    //! Takes compression off \a payload. The bytes live until the next call; what is held for later is these.
    [[nodiscard]] decoders::Unwrapper::Result unwrap(QByteArrayView payload, bool text)
    {
        return m_unwrapper.unwrap(payload, text);
    }
    //! Walks unwrapped bytes; \a record is called with the fields of each whole record. A broken one leaves no place in
    //! the tree.
    PayloadReading read(QByteArrayView plain, const decoders::PayloadFacts &facts, Record record);
    //! The connection began anew.
    void reset();

private:
    static constexpr int deepestEnvelope = 2;

    struct Format
    {
        int number = 0; // In the catalogue.
        bool isChosen = true; // False: only for what is inside an envelope.
        std::unique_ptr<decoders::Decoder> decoder{};
    };

    [[nodiscard]] PayloadReading readRecords(QByteArrayView plain, const decoders::PayloadFacts &facts, int depth);
    [[nodiscard]] bool readPrefixed(QByteArrayView plain, const decoders::PayloadFacts &facts, PayloadReading &reading);

    decoders::Unwrapper m_unwrapper;
    std::vector<Format> m_formats; // In the order of the catalogue.
    std::optional<std::size_t> m_lastBinary; // What fitted last is tried first.
    std::optional<Split> m_split;
    MessageFields m_fields;
    std::optional<decoders::Base64Strings> m_base64;
};

} // namespace fields
