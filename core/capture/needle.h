// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace capture {

//! A text that is looked for in payloads, byte by byte: it also finds what is not UTF-8. Thread-safe once made.
class Needle
{
public:
    enum class Case : quint8 {
        Ignored, //!< For letters of ASCII; all other bytes are compared as they are.
        Kept,
    };

    Needle() = default;
    Needle(const QString &text, Case sensitivity);

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    //! Where it first occurs in \a payload; -1 when it does not. An empty needle occurs nowhere.
    [[nodiscard]] qsizetype indexIn(QByteArrayView payload) const;
    [[nodiscard]] bool occursIn(QByteArrayView payload) const { return indexIn(payload) >= 0; }

    friend bool operator==(const Needle &, const Needle &) = default;

private:
    QByteArray m_bytes; //!< In lower case when that is ignored.
    Case m_case = Case::Ignored;
};

} // namespace capture
