// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/functionref.h"
#include "core/decoders/jsonreader.h"
#include "core/fields/fieldtree.h"

#include <array>
#include <optional>

namespace fields {

//! Something at a place that can be drawn: a number, a truth, or their absence.
struct FieldValue
{
    enum class Kind : quint8 { Number, Text, Boolean, Null, Beyond };

    NodeId node = 0;
    quint32 instance = 0;
    double value = 0;
    Kind kind = Kind::Number; //!< Text: a number sent as a string.
    bool isInteger = false;
    quint8 unit = 0; //!< decoders::unitText(); 0: none was written.
    QByteArrayView raw{}; //!< As it came, of numbers: they may be keys.

    [[nodiscard]] bool hasValue() const { return kind < Kind::Null; }
};

//! A string that is no number.
struct FieldText
{
    NodeId node = 0;
    quint32 instance = 0;
    QByteArrayView raw{}; //!< Between the quotes.
    bool escaped = false;
};

//! One array element, or the whole message: what has its own key and time.
struct FieldScope
{
    quint32 parent = 0; //!< Index of the scope around it; the message is 0 and its own parent.
};

//! Collects from one message what discovery and feeding need. Reused from message to message, so that nothing is
//! allocated.
class MessageFields final : public decoders::FieldSink
{
public:
    //! \a readsHex: strings such as `0x1F` are numbers.
    explicit MessageFields(FieldTree &tree, bool readsHex = false) : m_tree(tree), m_readsHex(readsHex) { }

    using Listener = base::FunctionRef<void(const MessageFields &)>;
    //! A message begins: its records come; each whole one is told to \a listener, and its places stay in the tree.
    void begin(const Listener *listener);
    //! What was told since the last whole record was broken, or nothing: it leaves no place in the tree.
    void drop();

    std::vector<FieldValue> values;
    std::vector<FieldText> texts;
    std::vector<FieldScope> scopes;
    //! The same for messages with the same keys at their top.
    quint64 shape = 0;

    void beginText() override;
    void endText() override;
    void beginObject() override;
    void key(QByteArrayView raw, bool escaped) override;
    void endObject() override;
    void beginArray() override;
    void endArray() override;
    void string(QByteArrayView raw, bool escaped) override;
    void number(const decoders::JsonNumber &number) override;
    void boolean(bool value) override;
    void null() override;

private:
    static constexpr int longestRow = 64; // Scalars of an array that are fields by their place.

    enum class BookSide : qint8 { None = -1, Bids, Asks };

    //! A level of an order book.
    struct Level
    {
        double price = 0, size = 0;
    };

    struct Frame
    {
        NodeId node = FieldTree::root;
        NodeId child = FieldTree::root; // Where the next value of an object goes.
        quint32 scope = 0;
        bool isArray = false;
        int elements = 0;
        int scalars = 0;
        int numbers = 0;
        std::size_t firstValue = 0;
        std::size_t firstText = 0;
        double first = 0, last = 0, min = 0, max = 0, sum = 0;
        BookSide side = BookSide::None; // What an array of levels is by its name.
        std::array<std::optional<double>, 2> best{}; // Of the sides that stand in an object: bid, ask.
    };

    void enter(bool isArray);
    NodeId nextScalar();
    void addNumber(const FieldValue &value);
    void add(const FieldValue &value);
    [[nodiscard]] quint8 &styleOf(NodeId node);
    void dropPositions(const Frame &frame);
    [[nodiscard]] BookSide sideOf(NodeId node) const;
    [[nodiscard]] bool readLevels(const Frame &frame);
    [[nodiscard]] bool isWholeBook(const Frame &frame);
    void summarizeBook(const Frame &frame);

    FieldTree &m_tree;
    const bool m_readsHex;
    const Listener *m_listener = nullptr; // Of the message being read.
    std::size_t m_known = 0; // Places of the tree that whole records made.
    std::vector<Frame> m_frames;
    std::vector<quint8> m_styles; // How a place writes its numbers, by NodeId.
    std::vector<Level> m_levels; // Of the side being read.
    std::vector<NodeId> m_changes; // Sides whose messages are changes of a book, not the book.
};

} // namespace fields
