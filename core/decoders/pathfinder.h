// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/fieldpath.h"
#include "core/decoders/jsonreader.h"

#include <span>

namespace decoders {

//! What stands at a path. Views live as long as the message.
struct PathValue
{
    enum class Kind : quint8 { Missing, Null, Boolean, Number, String, Object, Array };

    Kind kind = Kind::Missing;
    QByteArrayView raw{}; //!< Strings between their quotes, numbers and words as they came; of containers nothing.
    bool escaped = false; //!< A string that holds backslashes.
    JsonNumber number{};
    bool truth = false;

    [[nodiscard]] bool isFound() const { return kind != Kind::Missing; }
    //! The text of a string, the digits of a number, `true`, `false`, `null`; else nothing.
    [[nodiscard]] QByteArray text() const { return escaped ? unescaped(raw) : raw.toByteArray(); }
};

//! Listens to a walk through a message, of whatever format, and keeps what stands at some paths; several in one walk.
//!
//! Allocates nothing from message to message. Of a member that comes twice the last one counts.
class PathFinder : public FieldSink
{
public:
    //! Whether a name also goes into each element of an array, as the paths of fields do (`items.price`).
    enum class Arrays : quint8 { AreSteps, AreEntered };

    explicit PathFinder(std::vector<FieldPath> paths = {}, Arrays arrays = Arrays::AreSteps);

    //! What the last text had at path number \a path.
    [[nodiscard]] const PathValue &value(std::size_t path) const { return m_places[path].value; }
    [[nodiscard]] std::size_t count() const { return m_places.size(); }
    [[nodiscard]] const FieldPath &path(std::size_t path) const { return m_places[path].path; }

    //! Whether a message may have the member that path number \a path ends with, by its bytes: false is certain.
    [[nodiscard]] bool mayHave(std::size_t path, QByteArrayView json) const;

    void beginText() override;
    void beginObject() override { open(PathValue::Kind::Object); }
    void key(QByteArrayView raw, bool escaped) override;
    void endObject() override { close(); }
    void beginArray() override { open(PathValue::Kind::Array); }
    void endArray() override { close(); }
    void string(QByteArrayView raw, bool escaped) override;
    void number(const JsonNumber &number) override;
    void boolean(bool value) override;
    void null() override;

protected:
    //! Path number \a path has \a value; in arrays that are entered once for each element.
    virtual void found(std::size_t path, const PathValue &value) { m_places[path].value = value; }

private:
    static constexpr int off = -1;

    struct Place
    {
        FieldPath path{};
        PathValue value{};
    };
    struct Level
    {
        bool isArray = false;
        int elements = 0;
    };

    void take(const PathValue &value);
    void open(PathValue::Kind kind);
    void close();
    void beginElement();

    std::vector<Place> m_places;
    std::vector<Level> m_levels; // Open containers.
    std::vector<int> m_matched; // For each level and place: how many steps lead to that container; off: none.
    std::vector<int> m_next; // The same for the value that comes.
    Arrays m_arrays;
};

//! Finds values in JSON messages: a PathFinder with the reader it needs. Keep one per thread.
class PathReader
{
public:
    explicit PathReader(std::vector<FieldPath> paths) : m_finder(std::move(paths)) { }

    //! Reads one JSON text, strictly; false: it is none, and nothing is found. A byte order mark is passed over.
    bool read(QByteArrayView json);
    [[nodiscard]] const PathValue &value(std::size_t path) const { return m_finder.value(path); }
    [[nodiscard]] const PathFinder &finder() const { return m_finder; }

private:
    JsonReader m_reader;
    PathFinder m_finder;
};

} // namespace decoders
