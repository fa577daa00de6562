// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/captureschema.h"

#include <QHash>
#include <QList>
#include <QStringList>

#include <sqlite3.h>

namespace capture {
namespace {

//! A row of sqlite_schema.
struct SchemaEntry
{
    QString type, table, text;
};
using SchemaEntries = QHash<QString, SchemaEntry>; //!< By name.

//! A column as PRAGMA table_xinfo tells it. What binds a writer (NOT NULL, defaults) says nothing to a reader.
struct SchemaColumn
{
    QString name, type;
    qint64 key = 0; //!< Its place in the primary key, from 1; 0: it is not in it.
    qint64 hidden = 0; //!< Not 0: a generated column, or one of a virtual table.
    friend bool operator==(const SchemaColumn &, const SchemaColumn &) = default;
};

//! Nothing when there are more than \a most, or when they cannot be read.
SchemaEntries entriesOf(Database &database, qsizetype most)
{
    SchemaEntries entries;
    Statement rows = database.prepare("SELECT name, type, tbl_name, sql FROM sqlite_schema");
    while (rows && rows.next()) {
        if (entries.size() == most || entries.contains(rows.text(0)))
            return {};
        entries.insert(rows.text(0), {rows.text(1), rows.text(2), rows.text(3).simplified()});
    }
    return rows && database.errorCode() == SQLITE_DONE ? entries : SchemaEntries();
}

bool isOrdinary(const SchemaEntry &entry)
{
    return entry.type != QLatin1String("table") || entry.text.startsWith(QLatin1String("CREATE TABLE "));
}

QList<SchemaColumn> columnsOf(Database &database, const QString &table)
{
    QList<SchemaColumn> columns;
    // By now the name is one of ours.
    Statement rows = database.prepare(QStringLiteral("PRAGMA table_xinfo('%1')").arg(table).toUtf8().constData());
    while (rows && rows.next())
        columns.append({rows.text(1), rows.text(2).toUpper(), rows.integer(5), rows.integer(6)});
    return columns;
}

//! Which tables have rows without a number; ours of that kind are read by nobody.
QStringList withoutRowNumbers(Database &database)
{
    QStringList tables;
    Statement rows = database.prepare("PRAGMA table_list");
    while (rows && rows.next()) {
        if (rows.integer(4) != 0)
            tables.append(rows.text(1));
    }
    tables.sort();
    return tables;
}

bool isUtf8(Database &database)
{
    Statement encoding = database.prepare("PRAGMA encoding");
    return encoding && encoding.next() && encoding.text(0) == QLatin1String("UTF-8");
}

} // namespace

bool hasSchema(Database &database, const char *definition, Likeness likeness)
{
    Database model = Database::inMemory();
    if (model.execute(definition) != 0)
        return false;
    const SchemaEntries wanted = entriesOf(model, 100);
    const SchemaEntries found = entriesOf(database, wanted.size());
    for (auto it = found.begin(); it != found.end(); ++it) {
        const auto same = wanted.constFind(it.key());
        if (same == wanted.end() || same->type != it->type || same->table != it->table || !isOrdinary(*it))
            return false;
        // A view is never asked by us, but people do ask it.
        if ((likeness == Likeness::Text || it->type == QLatin1String("view")) && same->text != it->text)
            return false;
    }
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const bool mayMiss = likeness == Likeness::Columns && it->type == QLatin1String("view");
        if (!found.contains(it.key()) && !mayMiss)
            return false;
        if (it->type == QLatin1String("table") && columnsOf(database, it.key()) != columnsOf(model, it.key()))
            return false;
    }
    return isUtf8(database) && withoutRowNumbers(database) == withoutRowNumbers(model);
}

} // namespace capture
