// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/settings/variables.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <initializer_list>
#include <vector>

namespace settings {

//! Reads the fields of a JSON object that a person may have written, and keeps the first thing that is wrong with it.
//!
//! A missing field has its default; one of another type, or out of its bounds, is a problem that names where it stands.
class FieldReader
{
public:
    //! \a problem must outlive the reader and all it gives.
    FieldReader(const QJsonObject &object, QString &problem, const QString &at = {})
        : m_object(object)
        , m_problem(problem)
        , m_at(at)
    {
    }

    [[nodiscard]] QString text(const char *key, const QString &fallback = {});
    [[nodiscard]] bool flag(const char *key, bool fallback);
    [[nodiscard]] double number(const char *key, double fallback, double least, double most);
    [[nodiscard]] int whole(const char *key, int fallback, int least, int most);
    //! A number of milliseconds.
    [[nodiscard]] base::Nanoseconds milliseconds(
        const char *key, base::Nanoseconds fallback, base::Nanoseconds least, base::Nanoseconds most);
    //! The index of the word that stands there.
    [[nodiscard]] int choice(const char *key, std::initializer_list<const char *> words, int fallback = 0);
    [[nodiscard]] QStringList texts(const char *key);
    [[nodiscard]] VariableMap map(const char *key);
    [[nodiscard]] FieldReader object(const char *key);
    [[nodiscard]] std::vector<FieldReader> objects(const char *key);
    [[nodiscard]] bool has(const char *key) const { return m_object.contains(QLatin1String(key)); }

    [[nodiscard]] bool isObject(const char *key) const { return m_object.value(QLatin1String(key)).isObject(); }

    //! Says that what stands at \a key is \a what, unless something was wrong before.
    void complain(const char *key, const QString &what);

private:
    [[nodiscard]] QJsonValue value(const char *key, QJsonValue::Type type, const char *name);
    [[nodiscard]] QString path(const char *key) const;

    QJsonObject m_object;
    QString &m_problem;
    QString m_at;
};

} // namespace settings
