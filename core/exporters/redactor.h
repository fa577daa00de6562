// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/secrets.h"
#include "core/capture/payloadreader.h"
#include "core/exporters/plainmessages.h"

#include <QList>
#include <QMap>

namespace exporters {

//! Whether what looks like a secret leaves the program.
enum class Secrets : quint8 { Hidden, Kept };

//! What was hidden, without what it was.
struct Redactions
{
    //! One name under which something was hidden.
    struct Place
    {
        quint64 times = 0;
        base::ConnectionId connection{}; //!< Where it was first.
        base::Seq seq = 0;
        friend bool operator==(const Place &, const Place &) = default;
    };
    static constexpr int mostNames = 1000;

    quint64 messages = 0; //!< In which something was hidden.
    quint64 places = 0;
    quint64 notRead = 0; //!< Binary messages that are no text: nothing is known of them.
    QMap<QByteArray, Place> names{}; //!< By name or JSON path, the first mostNames; foreign.
};

//! Takes out of payloads what is a secret or looks like one (base/secrets.h), and keeps account of it.
class Redactor
{
public:
    explicit Redactor(Secrets secrets) : m_secrets(secrets) { }

    //! What stands in the place of a secret; JSON stays JSON.
    static constexpr QByteArrayView marker{"[redacted]"};

    //! The payload of \a row as it may leave; lives until the next call, or as long as the row. Notes are ours.
    [[nodiscard]] QByteArrayView shown(const capture::PassingRow &row);
    [[nodiscard]] const Redactions &redactions() const { return m_redactions; }

private:
    void note(const capture::PassingRow &row, const base::FoundSecrets &found);

    const Secrets m_secrets;
    PlainMessages m_plain;
    Redactions m_redactions;
    QByteArray m_shown;
};

} // namespace exporters
